import { useNavigate } from '@tanstack/react-router';
import type { Connection } from '../../../shared/connections/connection.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { errorMessage } from '../../messages/error-message.ts';
import { useProviders } from '../../parts/use-providers.ts';
import { Button } from '../../ui/button.tsx';
import { ProviderMark } from '../../ui/provider-mark.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { accountTrouble } from './attention-groups.ts';
import styles from './attention.module.css';

/** Accounts come first: what is shown of their keys may be old. */
export function AccountTroubles({ connections }: { connections: readonly Connection[] }) {
  return (
    <section aria-labelledby="accounts-title">
      <div className={styles['heading']}>
        <h2 id="accounts-title">Accounts that cannot be read</h2>
        <p className={styles['explanation']}>Their keys are shown as they were at the last sync.</p>
      </div>
      <ul>
        {connections.map((connection) => (
          <AccountItem key={connection.id} connection={connection} />
        ))}
      </ul>
    </section>
  );
}

function AccountItem({ connection }: { connection: Connection }) {
  const navigate = useNavigate();
  const { find, nameOf } = useProviders();
  const sync = useCommand('sync.start');
  const { id, label, lastSyncError, providerId } = connection;
  const mark = find(providerId)?.mark;
  const isSignIn = accountTrouble(connection) === 'sign-in';
  const name = visibleText(label, 60);
  return (
    <li className={styles['row']}>
      <span className={styles['mark']}>
        {mark !== undefined && <ProviderMark letters={mark.letters} hue={mark.hue} />}
      </span>
      <div className={styles['words']}>
        <div className={styles['name']}>
          <UntrustedText text={label} limit={80} />
        </div>
        <div className={styles['explanation']}>
          {isSignIn || lastSyncError === null
            ? 'Its session has ended. Sign in again; the keys already read stay here.'
            : errorMessage(lastSyncError, nameOf).sentence}
        </div>
      </div>
      <div className={styles['tools']}>
        {isSignIn ? (
          <Button
            size="small"
            aria-label={`Sign in again to ${name}`}
            onPress={() =>
              navigate({
                to: '/connections/$connectionId/sign-in',
                params: { connectionId: id },
              })
            }
          >
            Sign in again
          </Button>
        ) : (
          <>
            <Button
              size="small"
              variant="quiet"
              aria-label={`Open the account ${name}`}
              onPress={() =>
                navigate({ to: '/connections/$connectionId', params: { connectionId: id } })
              }
            >
              Open account
            </Button>
            <Button
              size="small"
              aria-label={`Read ${name} again`}
              onPress={async () => {
                await sync.run({ connectionId: id });
              }}
            >
              Read again
            </Button>
          </>
        )}
      </div>
    </li>
  );
}
