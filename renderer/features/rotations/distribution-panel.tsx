import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { isInPlace } from '../../../shared/rotations/rotation-strategy.ts';
import { bridge } from '../../ipc/bridge.ts';
import { SecretValue } from '../../parts/secret-value.tsx';
import { DestinationList } from './destination-list.tsx';
import { OverlapEnd } from './overlap-end.tsx';
import { PlainCommands } from './plain-commands.tsx';
import styles from './rotations.module.css';
import { RunningPanel } from './running-panel.tsx';

/** Hands the new secret to each destination. */
export function DistributionPanel({ view, noun }: { view: RotationView; noun: string }) {
  const partId = view.newSecretPartId;
  return (
    <RunningPanel title="Hand the new secret over">
      <p>{situationOf(view, noun)}</p>
      {view.overlapUntil !== null && !view.isOldDead && (
        <OverlapEnd view={view} endsAt={view.overlapUntil} />
      )}
      {partId !== null && (
        <div className={styles['newSecret']}>
          <span className={styles['newSecretLabel']} aria-hidden="true">
            New secret
          </span>
          <SecretValue
            label="New secret"
            read={() => bridge.invoke('secrets.reveal', { partId })}
            copy={() => bridge.invoke('secrets.copy', { partId })}
            connectionId={view.connectionId}
          />
        </div>
      )}
      <DestinationList view={view} />
      <PlainCommands view={view} />
    </RunningPanel>
  );
}

function situationOf({ plan, isOldDead }: RotationView, noun: string): string {
  const what = isInPlace(plan.strategy) ? 'secret' : noun;
  const confirm = 'Confirm each destination once it has the new secret.';
  if (isOldDead)
    return `The old ${what} is dead: whatever has not got the new secret yet does not work now. ${confirm}`;
  return plan.strategy === 'immediate'
    ? `The old ${what} has ended with the call: nothing works until it has the new secret. ${confirm}`
    : `The new ${what} works and the old one still does. ${confirm}`;
}
