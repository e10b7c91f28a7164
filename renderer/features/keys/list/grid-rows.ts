import type { KeySummary } from '../../../../shared/keys/key.ts';
import {
  indexKey,
  keyPredicate,
  parseKeyQuery,
  type IndexedKey,
  type KeyQueryNames,
} from '../../../../shared/keys/key-query.ts';
import type { SortColumn } from '../keys-search.ts';

/** What the grid draws: a key, or the heading of an app. */
export type GridRow =
  | { readonly kind: 'key'; readonly id: string; readonly key: KeySummary }
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly containerId: string;
      /** Stands for the group's app, account and time of reading. */
      readonly first: KeySummary;
      readonly keyCount: number;
      readonly attentionCount: number;
      readonly isCollapsed: boolean;
    };

export interface GridOrder {
  readonly sort: SortColumn | undefined;
  readonly isDescending: boolean;
}

export const indexRows = (rows: readonly KeySummary[], names: KeyQueryNames): IndexedKey[] =>
  rows.map((key) => indexKey(key, names));

/** Sorted once per order, so that a keystroke only filters. Equal rows keep the canonical order. */
export function sortRows(rows: readonly IndexedKey[], order: GridOrder): readonly IndexedKey[] {
  if (order.sort === undefined) return rows;
  const compare = comparers[order.sort];
  const sign = order.isDescending ? -1 : 1;
  return rows.toSorted((left, right) => sign * compare(left, right));
}

export function searchRows(
  rows: readonly IndexedKey[],
  query: string,
  now: number,
): readonly IndexedKey[] {
  const terms = parseKeyQuery(query);
  return terms.length === 0 ? rows : rows.filter(keyPredicate(terms, now));
}

export const flatRows = (rows: readonly IndexedKey[]): GridRow[] =>
  rows.map(({ key }) => ({ kind: 'key', id: key.id, key }));

/**
 * Groups by app, in the order in which the apps stand in the whole list, whatever the keys inside
 * are sorted by.
 */
export function groupedRows(
  found: readonly IndexedKey[],
  containerOrder: ReadonlyMap<string, number>,
  collapsed: ReadonlySet<string>,
): GridRow[] {
  const groups = new Map<string, KeySummary[]>();
  for (const { key } of found) {
    const group = groups.get(key.containerId);
    if (group === undefined) groups.set(key.containerId, [key]);
    else group.push(key);
  }
  const place = (containerId: string) => containerOrder.get(containerId) ?? 0;
  const rows: GridRow[] = [];
  for (const [containerId, keys] of [...groups].sort(([a], [b]) => place(a) - place(b))) {
    const [first] = keys;
    if (first === undefined) continue;
    const isCollapsed = collapsed.has(containerId);
    rows.push({
      kind: 'group',
      id: `group:${containerId}`,
      containerId,
      first,
      keyCount: keys.length,
      attentionCount: keys.filter((key) => key.attention.length > 0).length,
      isCollapsed,
    });
    if (isCollapsed) continue;
    for (const key of keys) rows.push({ kind: 'key', id: key.id, key });
  }
  return rows;
}

/** Whether any of these keys has an environment. */
export const haveEnvironments = (found: readonly IndexedKey[]): boolean =>
  found.some(({ key }) => key.environment !== 'unset');

/** Where each app first appears in the canonical order. */
export function orderOfContainers(rows: readonly KeySummary[]): Map<string, number> {
  const order = new Map<string, number>();
  for (const row of rows) {
    if (!order.has(row.containerId)) order.set(row.containerId, order.size);
  }
  return order;
}

const statusOrder = ['active', 'unknown', 'gone', 'ended'];
const environmentOrder = ['production', 'testing', 'unset'];
const custodyOrder = ['not-held', 'session', 'at-provider', 'in-keychain'];

const compareText = (left: string, right: string): number =>
  left < right ? -1 : Number(left > right);

/** Smallest first: youngest, least attention. */
const comparers: Readonly<Record<SortColumn, (left: IndexedKey, right: IndexedKey) => number>> = {
  name: (left, right) => compareText(left.fields.name, right.fields.name),
  environment: (left, right) =>
    environmentOrder.indexOf(left.key.environment) -
    environmentOrder.indexOf(right.key.environment),
  status: (left, right) =>
    statusOrder.indexOf(left.key.status) - statusOrder.indexOf(right.key.status),
  custody: (left, right) =>
    custodyOrder.indexOf(left.key.custody) - custodyOrder.indexOf(right.key.custody),
  age: (left, right) => bornAt(right.key) - bornAt(left.key),
  rotated: (left, right) => (right.key.lastRotatedAt ?? 0) - (left.key.lastRotatedAt ?? 0),
  attention: (left, right) => left.key.attention.length - right.key.attention.length,
};

const bornAt = (key: KeySummary): number => key.createdAt ?? key.firstSeenAt;
