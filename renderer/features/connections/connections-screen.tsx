import { useNavigate } from '@tanstack/react-router';
import type { Connection } from '../../../shared/connections/connection.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { countOf } from '../../messages/count-words.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { useProviders } from '../../parts/use-providers.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pane } from '../../ui/pane.tsx';
import { AccountRow } from './account-row.tsx';
import { useConnectSandbox } from './use-connect-sandbox.ts';
import styles from './accounts.module.css';

/** Every account: how its sign-in stands, how fresh its keys are, what went wrong. */
export function ConnectionsScreen() {
  const connections = useCommandQuery('connections.list', {});
  const readAll = useCommand('sync.start');
  const navigate = useNavigate();
  const { find } = useProviders();
  const all = connections.state === 'ready' ? connections.value : [];
  const readable = all.filter(({ providerId }) => find(providerId)?.capabilities.byHand !== true);
  return (
    <Pane
      title="Accounts"
      subtitle={all.length === 0 ? undefined : <Subtitle all={all} />}
      padding="none"
      actions={
        <>
          {readable.length > 1 && (
            <Button
              variant="quiet"
              icon="refresh"
              onPress={async () => {
                await readAll.run({ connectionId: null });
              }}
            >
              Read all again
            </Button>
          )}
          {all.length > 0 && (
            <Button icon="add" onPress={() => navigate({ to: '/connections/new' })}>
              Connect an account…
            </Button>
          )}
        </>
      }
    >
      <ScreenTitle>Accounts</ScreenTitle>
      {readAll.error !== null && (
        <div className={styles['notice']}>
          <ErrorBanner error={readAll.error} />
        </div>
      )}
      <Loaded query={connections}>
        {(accounts) =>
          accounts.length === 0 ? (
            <NoAccounts />
          ) : (
            <ul className={styles['list']} aria-label="Accounts">
              {accounts.map((connection) => (
                <AccountRow key={connection.id} connection={connection} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Pane>
  );
}

function Subtitle({ all }: { all: readonly Connection[] }) {
  const keys = all.reduce((sum, { keyCount }) => sum + keyCount, 0);
  return (
    <>
      {countOf(all.length, 'account', 'accounts')} · {countOf(keys, 'key', 'keys')}
    </>
  );
}

function NoAccounts() {
  const navigate = useNavigate();
  const sandbox = useConnectSandbox();
  return (
    <EmptyState
      icon="connection"
      title="No account is connected"
      actions={
        <>
          <Button variant="primary" onPress={() => navigate({ to: '/connections/new' })}>
            Connect an account…
          </Button>
          <Button
            onPress={async () => {
              if (await sandbox.connect()) await navigate({ to: '/keys' });
            }}
          >
            Try the sandbox
          </Button>
        </>
      }
    >
      Sign in to a provider you use and its keys appear in the list. The sandbox shows the same with
      simulated accounts.
      {sandbox.error !== null && <ErrorBanner error={sandbox.error} />}
    </EmptyState>
  );
}
