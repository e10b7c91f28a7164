import { useState } from 'react';
import type { Connection } from '../../../shared/connections/connection.ts';
import type { DriftRow } from '../../../shared/keys/drift-row.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { countOf } from '../../messages/count-words.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { useFocusAfterClose } from '../../ui/use-focus-after-close.ts';
import { visibleText } from '../../ui/visible-text.ts';
import { driftedAccounts, type DriftedAccount } from './drift-accounts.ts';
import { DriftItem } from './drift-item.tsx';
import styles from './attention.module.css';

/** Keys shown of an account before the person asks for all. */
const MAX_SHOWN = 12;

/** What somebody changed outside of Rekey, account by account, until it is dismissed. */
export function DriftGroup({
  rows,
  connections,
}: {
  rows: readonly DriftRow[];
  connections: readonly Connection[];
}) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="drift-title">
      <div className={styles['heading']}>
        <h2 id="drift-title">Changed elsewhere since the last sync</h2>
        <p className={styles['explanation']}>
          Somebody changed these keys outside of Rekey. Look at them, then dismiss the list.
        </p>
      </div>
      {driftedAccounts(rows).map((account) => (
        <AccountDrift
          key={account.connectionId}
          account={account}
          connection={connections.find(({ id }) => id === account.connectionId)}
        />
      ))}
    </section>
  );
}

function AccountDrift({
  account: { connectionId, until, keys },
  connection,
}: {
  account: DriftedAccount;
  connection: Connection | undefined;
}) {
  const dismiss = useCommand('sync.dismiss-drift');
  const [isWhole, setIsWhole] = useState(false);
  // The button that dismisses goes with what it dismissed.
  useFocusAfterClose();
  const label = connection?.label ?? '';
  const titleId = `drift-${connectionId}`;
  return (
    <section aria-labelledby={titleId}>
      <div className={styles['account']}>
        <div className={styles['headline']}>
          <h3 id={titleId}>
            <UntrustedText text={label} limit={80} />
          </h3>
          <span className={styles['count']}>{countOf(keys.length, 'key', 'keys')}</span>
        </div>
        <div className={styles['tools']}>
          <Button
            size="small"
            aria-label={`Dismiss the changes in ${visibleText(label, 60)}`}
            isPending={dismiss.isPending}
            onPress={async () => {
              const dismissed = await dismiss.run({ connectionId, until });
              if (dismissed.ok) announce('The changes are dismissed.');
            }}
          >
            Dismiss
          </Button>
        </div>
      </div>
      {dismiss.error !== null && (
        <div className={styles['more']}>
          <ErrorBanner error={dismiss.error} connectionId={connectionId} />
        </div>
      )}
      <ul>
        {keys.slice(0, isWhole ? undefined : MAX_SHOWN).map((driftedKey) => (
          <DriftItem key={driftedKey.keyId} driftedKey={driftedKey} connection={connection} />
        ))}
      </ul>
      {keys.length > MAX_SHOWN && !isWhole && (
        <div className={styles['more']}>
          <Button
            size="small"
            variant="quiet"
            onPress={() => {
              setIsWhole(true);
            }}
          >
            {`Show all ${countOf(keys.length, 'key', 'keys')}`}
          </Button>
        </div>
      )}
    </section>
  );
}
