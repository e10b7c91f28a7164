import { ALL_OPERATIONS, isUnrestricted } from '../../../shared/scopes/capability-scope.ts';
import type { CapabilityScope } from '../../../shared/scopes/capability-scope-schema.ts';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import styles from './scope-panel.module.css';

/** What an Ably key may do, resource by resource. */
export function CapabilityPanel({ scope }: { scope: CapabilityScope }) {
  const { capability, revocableTokens } = scope;
  const resources = Object.keys(capability).sort();
  return (
    <div className={styles['panel']}>
      {isUnrestricted(capability) && (
        <p className={styles['concern']}>One key may do everything on every channel.</p>
      )}
      {resources.length === 0 && <p>Nothing: no resource is named.</p>}
      <dl className={styles['resources']}>
        {resources.map((resource) => (
          <div key={resource} className={styles['resource']}>
            <dt>
              <code>
                <UntrustedText text={resource} limit={120} />
              </code>
            </dt>
            <dd>{operationWords(capability[resource] ?? [])}</dd>
          </div>
        ))}
      </dl>
      <p className={styles['note']}>{tokenWords(revocableTokens)}</p>
    </div>
  );
}

function operationWords(operations: readonly string[]): string {
  if (operations.includes(ALL_OPERATIONS)) return 'every operation';
  return operations.length === 0 ? 'nothing' : operations.toSorted().join(', ');
}

function tokenWords(revocableTokens: boolean | null): string {
  if (revocableTokens === null)
    return 'The provider does not say whether its tokens are revocable.';
  return revocableTokens
    ? 'Tokens made with it can be revoked and last for an hour at most.'
    : 'Tokens made with it cannot be revoked one by one.';
}
