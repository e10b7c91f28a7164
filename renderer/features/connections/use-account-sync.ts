import type { SyncProgress } from '../../../shared/connections/connection.ts';
import type { AppError } from '../../../shared/errors/app-error.ts';
import type { ConnectionId } from '../../../shared/lib/ids.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';

export interface AccountSync {
  /** Null when nothing is being read. */
  readonly running: SyncProgress | null;
  readonly start: () => Promise<void>;
  readonly cancel: () => void;
  /** Why it could not even be started; a failed sync is part of the connection. */
  readonly error: AppError | null;
}

export function useAccountSync(connectionId: ConnectionId): AccountSync {
  const progress = useCommandQuery('sync.progress', {});
  const start = useCommand('sync.start');
  const cancel = useCommand('sync.cancel');
  const mine =
    progress.state === 'ready'
      ? progress.value.find(
          (sync) => sync.connectionId === connectionId && sync.state === 'running',
        )
      : undefined;
  return {
    running: mine ?? null,
    start: async () => {
      await start.run({ connectionId });
    },
    cancel: () => void cancel.run({ connectionId }),
    error: start.error ?? cancel.error,
  };
}
