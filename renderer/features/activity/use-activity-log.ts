import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { ActivityEntry } from '../../../shared/activity/activity-entry.ts';
import type { AppError } from '../../../shared/errors/app-error.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import {
  commandQuery,
  toQueryState,
  useCommandQuery,
  type QueryState,
} from '../../ipc/use-command-query.ts';
import { joinEntries, olderPages, PAGE_ENTRIES, pageInput, pageOf } from './log-pages.ts';

export interface ActivityLog {
  readonly newest: QueryState<Output<'activity.list'>>;
  /** Newest first; what is loaded so far. */
  readonly entries: readonly ActivityEntry[];
  readonly total: number;
  /** Null when everything is here. */
  readonly loadOlder: (() => void) | null;
  readonly isLoadingOlder: boolean;
  /** Why an older page could not be read. */
  readonly olderError: AppError | null;
}

/** The newest entries, kept up to date by events, and older ones page by page. */
export function useActivityLog(): ActivityLog {
  const newest = useCommandQuery('activity.list', { beforeSeq: null, limit: PAGE_ENTRIES });
  const [oldestPage, setOldestPage] = useState<number | null>(null);
  const recent = newest.state === 'ready' ? newest.value.entries : [];
  const lowestRecent = recent.at(-1)?.seq ?? 1;
  const older = useQueries({
    queries: olderPages(lowestRecent, oldestPage).map((page) =>
      commandQuery('activity.list', pageInput(page)),
    ),
  }).map(toQueryState);
  const entries = joinEntries([
    recent,
    ...older.map((page) => (page.state === 'ready' ? page.value.entries : [])),
  ]);
  const lowest = entries.at(-1)?.seq ?? 1;
  const failed = older.find((page) => page.state === 'failed');
  return {
    newest,
    entries,
    total: newest.state === 'ready' ? newest.value.total : 0,
    isLoadingOlder: older.some(({ state }) => state === 'loading'),
    olderError: failed?.state === 'failed' ? failed.error : null,
    loadOlder:
      lowest <= 1
        ? null
        : () => {
            if (failed?.state === 'failed') failed.retry();
            else setOldestPage(pageOf(lowest - 1));
          },
  };
}
