import type { Column } from './columns.ts';
import type { GridOrder } from './grid-rows.ts';

/** The useful direction first, then the other, then the canonical order again. */
export function nextOrder({ sort, startsDescending }: Column, order: GridOrder): GridOrder {
  const isFirstDescending = startsDescending === true;
  if (order.sort !== sort) return { sort, isDescending: isFirstDescending };
  if (order.isDescending === isFirstDescending) return { sort, isDescending: !isFirstDescending };
  return { sort: undefined, isDescending: false };
}
