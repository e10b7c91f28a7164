import type { SyncProgress } from '../../../../shared/connections/connection.ts';

/** No total is claimed before every account has told its own. */
export function sumOf(running: readonly SyncProgress[]): {
  fetched: number;
  total: number | null;
  keys: number;
} {
  let fetched = 0;
  let total: number | null = 0;
  let keys = 0;
  for (const progress of running) {
    fetched += progress.pagesFetched;
    keys += progress.keysFetched;
    total = total === null || progress.pagesTotal === null ? null : total + progress.pagesTotal;
  }
  return { fetched, total, keys };
}
