import { queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { AppError } from '../../shared/errors/app-error.ts';
import type { CommandName, Input, Output } from '../../shared/ipc/contract.ts';
import { bridge } from './bridge.ts';
import { CommandFailure } from './command-failure.ts';

/** Commands that read: asking again changes nothing and no secret comes back. */
export type QueryName = Extract<
  CommandName,
  | 'app.status'
  | 'providers.list'
  | 'connections.list'
  | 'connections.forget-impact'
  | 'containers.list'
  | 'containers.scope-targets'
  | 'sync.progress'
  | 'sync.drift'
  | 'keys.get'
  | 'keys.due-list'
  | 'keys.due'
  | 'keys.lineage'
  | 'vault.list'
  | 'rotations.list'
  | 'rotations.get'
  | 'rotations.plan'
  | 'rotations.receipt'
  | 'rotations.remembered'
  | 'activity.list'
  | 'settings.get'
>;

/** What a screen draws from. A value that was read once stays while it is read again, even when that fails. */
export type QueryState<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: AppError; readonly retry: () => void }
  | {
      readonly state: 'ready';
      readonly value: T;
      readonly isRefreshing: boolean;
      /** Why the last refresh failed; the value is the one from before. */
      readonly refreshError: AppError | null;
      readonly refresh: () => void;
    };

/** The cache entry of a command: keyed by its name and input. For loaders and tests; screens use the hook. */
export function commandQuery<N extends QueryName>(name: N, input: Input<N>) {
  return queryOptions({
    queryKey: [name, input] as const,
    queryFn: async (): Promise<Output<N>> => {
      const result = await bridge.invoke(name, input);
      if (!result.ok) throw new CommandFailure(result.error);
      return result.value;
    },
  });
}

/** Reads through the cache; events of the contract refresh it. */
export function useCommandQuery<N extends QueryName>(
  name: N,
  input: Input<N>,
  options: {
    readonly isEnabled?: boolean;
    /** No event says when it is out of date: it is read again by every screen that opens. */
    readonly isReadAgain?: boolean;
  } = {},
): QueryState<Output<N>> {
  const { isEnabled = true, isReadAgain = false } = options;
  return toQueryState(
    useQuery({
      ...commandQuery(name, input),
      enabled: isEnabled,
      ...(isReadAgain ? { staleTime: 0 } : {}),
    }),
  );
}

export function toQueryState<T>(query: UseQueryResult<T>): QueryState<T> {
  const refresh = () => {
    // Never rejects: a failure becomes the query's state.
    void query.refetch();
  };
  if (query.data !== undefined) {
    return {
      state: 'ready',
      value: query.data,
      isRefreshing: query.isFetching,
      refreshError: query.error === null ? null : toAppError(query.error),
      refresh,
    };
  }
  if (query.error !== null) {
    return { state: 'failed', error: toAppError(query.error), retry: refresh };
  }
  return { state: 'loading' };
}

/** Anything but our own failure is a bug and belongs to the error boundary. */
function toAppError(error: Error): AppError {
  if (error instanceof CommandFailure) return error.appError;
  throw error;
}
