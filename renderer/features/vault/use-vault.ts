import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { AppError } from '../../../shared/errors/app-error.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { KeyId } from '../../../shared/lib/ids.ts';
import { bridge } from '../../ipc/bridge.ts';
import { CommandFailure } from '../../ipc/command-failure.ts';
import { commandQuery, useCommandQuery, type QueryState } from '../../ipc/use-command-query.ts';

export interface Vault {
  /** What is on this machine; at once, and offline too. */
  readonly names: QueryState<Output<'vault.list'>>;
  /** Whether the names are being read at the provider right now. */
  readonly isReading: boolean;
  /** Why the last reading at the provider failed. */
  readonly readError: AppError | null;
  readonly readAgain: () => void;
}

/**
 * The names in one vault. The first opening reads them at the provider; later openings, events and
 * writes show what main has saved, and `readAgain` asks the provider once more.
 */
export function useVault(keyId: KeyId, { isActive }: { readonly isActive: boolean }): Vault {
  const queryClient = useQueryClient();
  const names = useCommandQuery('vault.list', { keyId, refresh: false });
  // Under a name of its own: events make `vault.list` stale, and must not ask the provider.
  const reading = useQuery({
    queryKey: ['vault.names-at-provider', keyId],
    enabled: isActive,
    queryFn: async () => {
      const result = await bridge.invoke('vault.list', { keyId, refresh: true });
      if (!result.ok) throw new CommandFailure(result.error);
      const { queryKey } = commandQuery('vault.list', { keyId, refresh: false });
      queryClient.setQueryData(queryKey, result.value);
      return result.value.asOf;
    },
  });
  return {
    names,
    isReading: reading.isFetching,
    readError:
      !reading.isFetching && reading.error instanceof CommandFailure
        ? reading.error.appError
        : null,
    readAgain: () => {
      // Never rejects: a failure becomes the query's state.
      void reading.refetch();
    },
  };
}
