import { purposeWords } from '../../../shared/rotations/call-words.ts';
import type { PlannedCall } from '../../../shared/rotations/rotation-view.ts';
import { Badge } from '../../ui/badge.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import type { ChosenDestination } from './chosen-destination.ts';
import { callsTitle, vaultsAmong } from './planned-calls-words.ts';
import styles from './rotations.module.css';

export interface PlannedCallsProps {
  calls: readonly PlannedCall[];
  chosen: readonly ChosenDestination[];
}

/** Every call in its order, exactly as it will be sent; secrets have no place in it. */
export function PlannedCalls({ calls, chosen }: PlannedCallsProps) {
  return (
    <Disclosure title={callsTitle(calls, chosen)}>
      <ol className={styles['calls']}>
        {calls.map((call, index) => (
          <li key={index} className={styles['call']}>
            <div className={styles['callLine']}>
              <code className={styles['callPath']}>
                {call.method} <UntrustedText text={call.path} limit={160} />
              </code>
              {call.mutates && <Badge tone="warning">changes something</Badge>}
            </div>
            <div className={styles['callNote']}>{purposeWords[call.purpose]}</div>
            {call.bodySummary !== null && (
              <code className={styles['callBody']}>
                <UntrustedText text={call.bodySummary} limit={2_000} />
              </code>
            )}
          </li>
        ))}
        {vaultsAmong(chosen).map(({ label }, index) => (
          <li key={`vault ${String(index)}`} className={styles['call']}>
            <div className={styles['callLine']}>
              <UntrustedText text={label} limit={160} />
              <Badge tone="warning">changes something</Badge>
            </div>
            <div className={styles['callNote']}>
              put the new secret there, once it is proved, after a look whether the name is taken
            </div>
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}
