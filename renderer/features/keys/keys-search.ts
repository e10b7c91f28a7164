import type { KeyId } from '../../../shared/lib/ids.ts';
import { isKeyId } from '../../parts/is-id.ts';

export const sortColumns = [
  'name',
  'environment',
  'status',
  'custody',
  'age',
  'rotated',
  'attention',
] as const;
export type SortColumn = (typeof sortColumns)[number];

/** How the list is looked at, as its address says it: a reload and "back" find it the same. */
export interface KeysSearch {
  /** What stands in the search field. */
  q?: string | undefined;
  /** Absent: the canonical order. */
  sort?: SortColumn | undefined;
  isDescending?: true | undefined;
  /** One list instead of groups by app. */
  isFlat?: true | undefined;
  /** The key whose details stand beside the list. */
  key?: KeyId | undefined;
  /** The one dialog over the details. */
  dialog?: KeyDialog | undefined;
}

export type KeyDialog = 'end';

export function parseKeysSearch(search: Record<string, unknown>): KeysSearch {
  const { q, key, dialog } = search;
  const sort = sortColumns.find((column) => column === search['sort']);
  return {
    // A search for digits comes back from the address as a number.
    ...(typeof q === 'string' || typeof q === 'number' ? { q: String(q) } : {}),
    ...(sort === undefined ? {} : { sort }),
    ...(search['isDescending'] === true ? { isDescending: true } : {}),
    ...(search['isFlat'] === true ? { isFlat: true } : {}),
    ...(isKeyId(key) ? { key } : {}),
    ...(dialog === 'end' ? { dialog } : {}),
  };
}
