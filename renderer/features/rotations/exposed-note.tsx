import type { RotationPlan } from '../../../shared/rotations/rotation-view.ts';
import { isInPlace } from '../../../shared/rotations/rotation-strategy.ts';
import { Banner } from '../../ui/banner.tsx';
import styles from './rotations.module.css';

export interface ExposedNoteProps {
  plan: Pick<RotationPlan, 'strategy'>;
  noun: string;
  /** What ending a key means, in the provider's own terms. */
  consequence: string | null;
}

/** The order for a key that others know, and what it breaks. */
export function ExposedNote({ plan: { strategy }, noun, consequence }: ExposedNoteProps) {
  const what = isInPlace(strategy) ? 'secret' : noun;
  return (
    <Banner tone="danger" title="Exposed: the old one ends before the consumers have moved">
      <ol className={styles['order']}>
        {exposedOrder(strategy, what).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <p>
        {`Everything that uses the old ${what} stops working at the moment it ends, until it has the new one.`}
        {consequence !== null && !isInPlace(strategy) && ` ${consequence}`}
      </p>
    </Banner>
  );
}

function exposedOrder(strategy: RotationPlan['strategy'], what: string): readonly string[] {
  const handOver = 'The consumers get the new secret, one after the other.';
  if (strategy === 'immediate')
    return ['A new secret is made, and with that call the old one ends.', handOver];
  return [
    `A new ${what} is made${strategy === 'guided' ? ' by you in the console' : ''} and checked.`,
    `The old ${what} is ended, once you have typed its name, and its end is checked.`,
    handOver,
  ];
}
