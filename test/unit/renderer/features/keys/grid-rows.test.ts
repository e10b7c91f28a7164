import { describe, expect, it } from 'vitest';
import {
  flatRows,
  groupedRows,
  haveEnvironments,
  indexRows,
  orderOfContainers,
  searchRows,
  sortRows,
  type GridRow,
} from '../../../../../renderer/features/keys/list/grid-rows.ts';
import { DAY_MS } from '../../../../../shared/lib/duration.ts';
import { NOW, keyRow } from '../../../shared/keys/key-fixture.ts';

const keys = [
  keyRow({ name: 'b', container: 1, createdAt: NOW - 5 * DAY_MS }, 1),
  keyRow({ name: 'a', container: 1, createdAt: NOW - 50 * DAY_MS }, 2),
  keyRow({ name: 'c', container: 0, attention: ['over-age'], createdAt: null }, 3),
];
const indexed = indexRows(keys, { providerName: () => '', accountLabel: () => '' });
const order = orderOfContainers(keys);
const none = new Set<string>();
const shape = (rows: readonly GridRow[]) =>
  rows.map((row) => (row.kind === 'group' ? `# ${row.keyCount.toString()}` : row.key.name));

describe('the rows of the list', () => {
  it('stand in the canonical order until a column is chosen', () => {
    expect(shape(flatRows(sortRows(indexed, { sort: undefined, isDescending: false })))).toEqual([
      'b',
      'a',
      'c',
    ]);
  });

  it('sort by name, and turn round', () => {
    expect(shape(flatRows(sortRows(indexed, { sort: 'name', isDescending: false })))).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(shape(flatRows(sortRows(indexed, { sort: 'name', isDescending: true })))).toEqual([
      'c',
      'b',
      'a',
    ]);
  });

  it('sort by age with the oldest first when descending, undated keys by their first sight', () => {
    expect(shape(flatRows(sortRows(indexed, { sort: 'age', isDescending: true })))).toEqual([
      'a',
      'c',
      'b',
    ]);
  });

  it('are grouped by app in the canonical order of apps, whatever the keys are sorted by', () => {
    const sorted = sortRows(indexed, { sort: 'attention', isDescending: true });
    expect(shape(groupedRows(sorted, order, none))).toEqual(['# 2', 'b', 'a', '# 1', 'c']);
  });

  it('fold with their app, which still counts them', () => {
    const first = keys[0]?.containerId ?? '';
    const rows = groupedRows(indexed, order, new Set([first]));
    expect(shape(rows)).toEqual(['# 2', '# 1', 'c']);
    expect(rows[0]).toMatchObject({ isCollapsed: true, attentionCount: 0 });
    expect(rows[1]).toMatchObject({ isCollapsed: false, attentionCount: 1 });
  });

  it('leave out what does not fit, and apps with nothing that does', () => {
    const found = searchRows(indexed, 'is:attention', NOW);
    expect(shape(groupedRows(found, order, none))).toEqual(['# 1', 'c']);
  });

  it('are the very same list while nothing is searched, so that nothing is drawn anew', () => {
    expect(searchRows(indexed, '   ', NOW)).toBe(indexed);
    expect(sortRows(indexed, { sort: undefined, isDescending: false })).toBe(indexed);
  });

  it('have environments as soon as one key has', () => {
    const unset = keys.map((key) => ({ ...key, environment: 'unset' as const }));
    const [first, ...rest] = unset;
    const names = { providerName: () => '', accountLabel: () => '' };
    expect(haveEnvironments(indexRows(unset, names))).toBe(false);
    expect(haveEnvironments(indexRows([], names))).toBe(false);
    const mixed = [...rest, { ...first!, environment: 'testing' as const }];
    expect(haveEnvironments(indexRows(mixed, names))).toBe(true);
  });
});
