import type { PlannedCall } from '../../../shared/rotations/rotation-view.ts';
import { Badge } from '../../ui/badge.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { purposeWords } from '../../../shared/rotations/call-words.ts';
import styles from './rotations.module.css';

/** Every call in its order, exactly as it will be sent; secrets have no place in it. */
export function PlannedCalls({ calls }: { calls: readonly PlannedCall[] }) {
  const mutating = calls.filter(({ mutates }) => mutates).length;
  return (
    <Disclosure
      title={`The exact calls: ${String(calls.length)}, of which ${String(mutating)} change something`}
    >
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
      </ol>
    </Disclosure>
  );
}
