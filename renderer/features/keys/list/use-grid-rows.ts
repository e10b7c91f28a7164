import { useMemo } from 'react';
import type { Connection } from '../../../../shared/connections/connection.ts';
import type { KeySummary } from '../../../../shared/keys/key.ts';
import { useNow } from '../../../parts/use-now.ts';
import { useProviders } from '../../../parts/use-providers.ts';
import {
  flatRows,
  groupedRows,
  haveEnvironments,
  indexRows,
  orderOfContainers,
  searchRows,
  sortRows,
  type GridOrder,
  type GridRow,
} from './grid-rows.ts';

export interface GridView extends GridOrder {
  readonly query: string;
  readonly isFlat: boolean;
  readonly collapsed: ReadonlySet<string>;
}

export interface GridContent {
  readonly rows: readonly GridRow[];
  readonly foundCount: number;
  /** Also of keys in folded groups, so that folding moves no column. */
  readonly hasEnvironments: boolean;
}

/** Index, sort, filter, group: each step only when what it depends on has changed. */
export function useGridRows(
  keys: readonly KeySummary[],
  connections: readonly Connection[],
  { query, sort, isDescending, isFlat, collapsed }: GridView,
): GridContent {
  const now = useNow();
  const { nameOf } = useProviders();
  const indexed = useMemo(() => {
    const labels = new Map<string, string>(connections.map(({ id, label }) => [id, label]));
    return indexRows(keys, {
      providerName: nameOf,
      accountLabel: (connectionId) => labels.get(connectionId) ?? '',
    });
  }, [keys, connections, nameOf]);
  const containerOrder = useMemo(() => orderOfContainers(keys), [keys]);
  const sorted = useMemo(
    () => sortRows(indexed, { sort, isDescending }),
    [indexed, sort, isDescending],
  );
  const found = useMemo(() => searchRows(sorted, query, now), [sorted, query, now]);
  const rows = useMemo(
    () => (isFlat ? flatRows(found) : groupedRows(found, containerOrder, collapsed)),
    [found, isFlat, containerOrder, collapsed],
  );
  const hasEnvironments = useMemo(() => haveEnvironments(found), [found]);
  return { rows, foundCount: found.length, hasEnvironments };
}
