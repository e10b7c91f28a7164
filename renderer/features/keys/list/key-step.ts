import type { KeySummary } from '../../../../shared/keys/key.ts';
import type { GridRow } from './grid-rows.ts';

/** What a key on the keyboard does in the grid. */
export type GridStep =
  | { readonly kind: 'move'; readonly rowId: string }
  | { readonly kind: 'to-header' }
  | { readonly kind: 'toggle'; readonly containerId: string }
  | { readonly kind: 'open'; readonly key: KeySummary };

/** Null: the grid does nothing with this key. `index` is -1 in the header. */
export function keyStep(
  pressed: string,
  rows: readonly GridRow[],
  index: number,
  pageRows: number,
): GridStep | null {
  const row = rows[index];
  switch (pressed) {
    case 'ArrowDown':
      return moveTo(rows, index + 1);
    case 'ArrowUp':
      return index === 0 ? { kind: 'to-header' } : moveTo(rows, index - 1);
    case 'Home':
      return moveTo(rows, 0);
    case 'End':
      return moveTo(rows, rows.length - 1);
    case 'PageDown':
      return moveTo(rows, Math.min(rows.length - 1, index + pageRows));
    case 'PageUp':
      return moveTo(rows, Math.max(0, index - pageRows));
    case 'ArrowLeft':
      return row === undefined ? null : fold(rows, index, row);
    case 'ArrowRight':
      return row === undefined ? null : unfold(rows, index, row);
    case 'Enter':
    case ' ':
      if (row === undefined) return null;
      return row.kind === 'group'
        ? { kind: 'toggle', containerId: row.containerId }
        : { kind: 'open', key: row.key };
    default:
      return null;
  }
}

function moveTo(rows: readonly GridRow[], index: number): GridStep | null {
  const row = rows[index];
  return row === undefined ? null : { kind: 'move', rowId: row.id };
}

/** Left closes a group, and goes from a key to its group. */
function fold(rows: readonly GridRow[], index: number, row: GridRow): GridStep | null {
  if (row.kind === 'group')
    return row.isCollapsed ? null : { kind: 'toggle', containerId: row.containerId };
  const parent = rows.slice(0, index).findLast((candidate) => candidate.kind === 'group');
  return parent === undefined ? null : { kind: 'move', rowId: parent.id };
}

function unfold(rows: readonly GridRow[], index: number, row: GridRow): GridStep | null {
  if (row.kind === 'key') return null;
  return row.isCollapsed
    ? { kind: 'toggle', containerId: row.containerId }
    : moveTo(rows, index + 1);
}
