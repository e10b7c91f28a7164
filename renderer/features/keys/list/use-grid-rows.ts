import { useMemo } from 'react';
import type { Connection } from '../../../../shared/connections/connection.ts';
import type { KeySummary } from '../../../../shared/keys/key.ts';
import { useNow } from '../../../parts/use-now.ts';
import { useProviders } from '../../../parts/use-providers.ts';
import {
  flatRows,
  groupedRows,
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

/** Index, sort, filter, group: each step only when what it depends on has changed. */
export function useGridRows(
  keys: readonly KeySummary[],
  connections: readonly Connection[],
  { query, sort, isDescending, isFlat, collapsed }: GridView,
): { readonly rows: readonly GridRow[]; readonly foundCount: number } {
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
  return { rows, foundCount: found.length };
}
