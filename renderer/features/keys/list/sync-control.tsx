import type { Connection, SyncProgress } from '../../../../shared/connections/connection.ts';
import { useCommand } from '../../../ipc/use-command.ts';
import { useCommandQuery } from '../../../ipc/use-command-query.ts';
import { countOf, figure } from '../../../messages/count-words.ts';
import { useRegisterCommands } from '../../../parts/app-commands.ts';
import { ErrorBanner } from '../../../parts/error-banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { visibleText } from '../../../ui/visible-text.ts';
import { sumOf } from './sync-progress.ts';
import styles from './sync-control.module.css';

const none: readonly SyncProgress[] = [];

/** The syncs that are under way. */
export function useRunningSyncs(): readonly SyncProgress[] {
  const query = useCommandQuery('sync.progress', {});
  const all = query.state === 'ready' ? query.value : none;
  return all.filter(({ state }) => state === 'running');
}

export function SyncButton() {
  const start = useCommand('sync.start');
  const isRunning = useRunningSyncs().length > 0;
  const sync = async () => {
    await start.run({ connectionId: null });
  };
  useRegisterCommands([
    {
      id: 'keys.sync',
      label: 'Sync all accounts',
      icon: 'refresh',
      group: 'Everywhere',
      run: () => void sync(),
    },
  ]);
  return (
    <Button icon="refresh" variant="quiet" isDisabled={isRunning} onPress={sync}>
      {isRunning ? 'Syncing…' : 'Sync now'}
    </Button>
  );
}

/** True figures of what is being read, and what went wrong the last time. */
export function SyncNotices({ connections }: { connections: readonly Connection[] }) {
  const running = useRunningSyncs();
  const runningIds = new Set(running.map(({ connectionId }) => connectionId));
  const failed = connections.filter(
    ({ id, lastSyncError }) => !runningIds.has(id) && isWorthSaying(lastSyncError),
  );
  if (running.length === 0 && failed.length === 0) return null;
  return (
    <div className={styles['notices']}>
      {running.length > 0 && <SyncBar running={running} />}
      {failed.map((connection) => (
        <FailedSync key={connection.id} connection={connection} />
      ))}
    </div>
  );
}

/** Being offline is said once, at the foot of the window. */
const isWorthSaying = (error: Connection['lastSyncError']): boolean =>
  error !== null && error.kind !== 'network-offline' && error.kind !== 'cancelled';

function FailedSync({ connection }: { connection: Connection }) {
  const start = useCommand('sync.start');
  if (connection.lastSyncError === null) return null;
  return (
    <ErrorBanner
      error={connection.lastSyncError}
      subject={visibleText(connection.label, 60)}
      connectionId={connection.id}
      onRetry={() => void start.run({ connectionId: connection.id })}
    />
  );
}

function SyncBar({ running }: { running: readonly SyncProgress[] }) {
  const cancel = useCommand('sync.cancel');
  const { fetched, total, keys } = sumOf(running);
  const pages =
    total === null
      ? countOf(fetched, 'page', 'pages')
      : `${figure(fetched)} of ${countOf(total, 'page', 'pages')}`;
  return (
    <ProgressBar
      label={
        running.length === 1 ? 'Syncing the account' : `Syncing ${figure(running.length)} accounts`
      }
      value={fetched}
      total={total}
      valueText={`${pages} · ${countOf(keys, 'key', 'keys')}`}
      onCancel={() => {
        for (const { connectionId } of running) void cancel.run({ connectionId });
      }}
      cancelLabel="Stop syncing"
    />
  );
}
