import { QueryClient } from '@tanstack/react-query';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import type { CommandName, EventName } from '../../shared/ipc/contract.ts';

/** What each event makes stale. The renderer re-reads; it never patches what it has. */
const staleAfter: Readonly<Record<EventName, readonly CommandName[]>> = {
  'app.status-changed': ['app.status'],
  'connections.changed': ['connections.list', 'containers.list', 'sync.progress'],
  'keys.changed': [
    'keys.list',
    'keys.get',
    'keys.lineage',
    'keys.due-list',
    'keys.due',
    'sync.drift',
    'containers.list',
    'connections.list',
    'connections.forget-impact',
  ],
  'sync.progressed': ['sync.progress'],
  'vault.changed': ['vault.list', 'connections.forget-impact'],
  'rotations.changed': [
    'rotations.list',
    'rotations.get',
    'rotations.receipt',
    'rotations.remembered',
    'connections.forget-impact',
  ],
  'activity.appended': ['activity.list'],
  // How old a key may be is a setting, and the list says which keys are over it.
  'settings.changed': ['settings.get', 'keys.list', 'keys.due-list', 'keys.due'],
  'clipboard.cleared': [],
};

/**
 * The cache over the bridge. Everything in it came from this machine: it is never stale by time,
 * only by event, and the network says nothing about it.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        structuralSharing: false,
      },
    },
  });
}

const MAX_REST_MS = 1_000;

/** A sync tells of every page, and a long list is read as a whole: reading takes a third of the time at most. */
const restAfter = (tookMs: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, Math.min(MAX_REST_MS, 2 * tookMs));
  });

/** Connects events to the cache; answers its own undo. `rest` is the pause between two reads of the same. */
export function invalidateOnEvents(
  queryClient: QueryClient,
  bridge: Bridge,
  rest: (tookMs: number) => Promise<void> = restAfter,
): () => void {
  const refreshers = new Map<CommandName, () => void>();
  const refresh = (name: CommandName) => {
    let refresher = refreshers.get(name);
    if (refresher === undefined) {
      refresher = oneAtATime(() => refetch(queryClient, name), rest);
      refreshers.set(name, refresher);
    }
    refresher();
  };
  const undos = (Object.keys(staleAfter) as EventName[]).map((event) =>
    bridge.subscribe(event, () => {
      staleAfter[event].forEach(refresh);
    }),
  );
  return () => {
    for (const undo of undos) undo();
  };
}

async function refetch(queryClient: QueryClient, name: CommandName): Promise<void> {
  // A first read that is under way may be older than the event, and cannot be restarted: it is
  // awaited by the first round and read again by the second.
  const hasFirstReads = queryClient
    .getQueryCache()
    .findAll({ queryKey: [name], fetchStatus: 'fetching' })
    .some((query) => query.state.data === undefined);
  await queryClient.invalidateQueries({ queryKey: [name] });
  if (hasFirstReads) await queryClient.invalidateQueries({ queryKey: [name] });
}

/** Events come faster than a long list can be read: while one read runs, any number of events ask for one more. */
function oneAtATime(run: () => Promise<void>, rest: (tookMs: number) => Promise<void>): () => void {
  let isRunning = false;
  let isAskedAgain = false;
  const wasAskedAgain = () => isAskedAgain;
  const start = async () => {
    isRunning = true;
    do {
      isAskedAgain = false;
      const startedAt = performance.now();
      await run();
      await rest(performance.now() - startedAt);
    } while (wasAskedAgain());
    isRunning = false;
  };
  return () => {
    isAskedAgain = true;
    // `start` never rejects: failed reads are states of their queries.
    if (!isRunning) void start();
  };
}
