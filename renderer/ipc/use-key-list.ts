import {
  experimental_streamedQuery as streamedQuery,
  queryOptions,
  useQuery,
} from '@tanstack/react-query';
import type { Output } from '../../shared/ipc/contract.ts';
import type { KeySummary } from '../../shared/keys/key.ts';
import { bridge } from './bridge.ts';
import { CommandFailure } from './command-failure.ts';
import { toQueryState, type QueryState } from './use-command-query.ts';

/** Fills the first screen; the rest comes while it is being read. */
const FIRST_PAGE_ROWS = 200;
const PAGE_ROWS = 2_000;

export interface KeyList {
  /** In canonical order: account, app, name. */
  readonly rows: readonly KeySummary[];
  /** How many there are; more than `rows` while pages are still coming. */
  readonly total: number;
}

const noKeys: KeyList = { rows: [], total: 0 };

async function* readPages(): AsyncGenerator<Output<'keys.list'>> {
  let offset = 0;
  for (;;) {
    const limit = offset === 0 ? FIRST_PAGE_ROWS : PAGE_ROWS;
    const page = await bridge.invoke('keys.list', { offset, limit });
    if (!page.ok) throw new CommandFailure(page.error);
    yield page.value;
    offset += page.value.rows.length;
    if (page.value.rows.length === 0 || offset >= page.value.total) return;
  }
}

/** A row that moved across a page border during the read would come twice: the later one counts. */
function appendPage(list: KeyList, page: Output<'keys.list'>): KeyList {
  if (list.rows.length === 0) return page;
  const incoming = new Set(page.rows.map((row) => row.id));
  const kept = list.rows.filter((row) => !incoming.has(row.id));
  return { rows: [...kept, ...page.rows], total: page.total };
}

/** The whole list in one cache entry: pages appear one after another at first, and are swapped at once later. */
export const keyListQuery = queryOptions({
  queryKey: ['keys.list', 'all'] as const,
  queryFn: streamedQuery({
    streamFn: () => readPages(),
    reducer: appendPage,
    initialValue: noKeys,
    refetchMode: 'replace',
  }),
});

/** All keys of all accounts, without any value. */
export function useKeyList(): QueryState<KeyList> {
  return toQueryState(useQuery(keyListQuery));
}
