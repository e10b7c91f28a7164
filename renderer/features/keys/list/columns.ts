import type { SortColumn } from '../keys-search.ts';

export type ColumnId =
  'name' | 'app' | 'environment' | 'status' | 'scope' | 'custody' | 'age' | 'rotated' | 'attention';

export interface Column {
  readonly id: ColumnId;
  readonly label: string;
  readonly sort?: SortColumn;
  /** The order a first click gives: the oldest and the most urgent first. */
  readonly startsDescending?: true;
}

/** In the order of the row's cells. Narrow lists leave some out: see `key-grid.module.css`. */
const columns: readonly Column[] = [
  { id: 'name', label: 'Name', sort: 'name' },
  { id: 'app', label: 'App' },
  { id: 'environment', label: 'Environment', sort: 'environment' },
  { id: 'status', label: 'Status', sort: 'status' },
  { id: 'scope', label: 'Scope' },
  { id: 'custody', label: 'Secret', sort: 'custody' },
  { id: 'age', label: 'Age', sort: 'age', startsDescending: true },
  { id: 'rotated', label: 'Rotated', sort: 'rotated' },
  { id: 'attention', label: 'Attention', sort: 'attention', startsDescending: true },
];

const columnsWithoutEnvironment = columns.filter(({ id }) => id !== 'environment');

/** Some providers know no environments: where none is listed, its column would hold dashes only. */
export const columnsFor = (hasEnvironments: boolean): readonly Column[] =>
  hasEnvironments ? columns : columnsWithoutEnvironment;
