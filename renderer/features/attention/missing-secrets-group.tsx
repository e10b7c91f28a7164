import { useNavigate } from '@tanstack/react-router';
import type { Connection } from '../../../shared/connections/connection.ts';
import { quotedFilterValue } from '../../../shared/keys/key-query.ts';
import { useProviders } from '../../parts/use-providers.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { KeyItem } from './key-item.tsx';
import { missingSecretsWords, type MissingSecrets } from './missing-secrets.ts';
import styles from './attention.module.css';

/** More than this is looked at in the list. */
const MAX_SHOWN = 12;

/** Nothing is wrong with these keys: one closed line for each account. */
export function MissingSecretsGroup({
  accounts,
  connections,
}: {
  accounts: readonly MissingSecrets[];
  connections: readonly Connection[];
}) {
  if (accounts.length === 0) return null;
  return (
    <section aria-labelledby="missing-secrets-title">
      <div className={styles['heading']}>
        <h2 id="missing-secrets-title">Secrets that never were here</h2>
        <p className={styles['explanation']}>
          Nothing is wrong with these keys; Rekey just cannot show or copy their secrets.
        </p>
      </div>
      <ul>
        {accounts.map((account) => (
          <AccountSecrets
            key={account.connectionId}
            account={account}
            label={connections.find(({ id }) => id === account.connectionId)?.label ?? ''}
          />
        ))}
      </ul>
    </section>
  );
}

function AccountSecrets({ account, label }: { account: MissingSecrets; label: string }) {
  const { find } = useProviders();
  const navigate = useNavigate();
  const { providerId, keys } = account;
  return (
    <li className={styles['calm']}>
      <div className={styles['name']}>
        <UntrustedText text={label} limit={80} />
      </div>
      <Disclosure title={missingSecretsWords(keys.length, find(providerId)?.capabilities)}>
        <ul>
          {keys.slice(0, MAX_SHOWN).map((summary) => (
            <KeyItem key={summary.id} summary={summary} reason="secret-not-held" />
          ))}
        </ul>
        {keys.length > MAX_SHOWN && (
          <Button
            size="small"
            variant="quiet"
            onPress={() =>
              navigate({
                to: '/keys',
                search: { q: `account:${quotedFilterValue(label)} custody:not-held` },
              })
            }
          >
            Show all in the list
          </Button>
        )}
      </Disclosure>
    </li>
  );
}
