import type { KeyId } from '../../../shared/lib/ids.ts';
import type { RotationTrigger } from '../../../shared/rotations/rotation-strategy.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Reading } from '../../parts/loaded.tsx';
import { PlanPane } from './plan-pane.tsx';
import styles from './rotations.module.css';
import { usePlan } from './use-plan.ts';

export interface RotateKeyScreenProps {
  keyId: KeyId;
  trigger: RotationTrigger;
}

/** Preflight and plan: everything that will happen, before anything does. */
export function RotateKeyScreen({ keyId, trigger }: RotateKeyScreenProps) {
  const planning = usePlan(keyId, trigger);
  const { plan, error } = planning;
  if (plan !== null) return <PlanPane plan={plan} planning={planning} trigger={trigger} />;
  if (error === null) return <Reading />;
  return (
    <div className={styles['failed']}>
      <ErrorBanner error={error} onRetry={planning.checkAgain} />
    </div>
  );
}
