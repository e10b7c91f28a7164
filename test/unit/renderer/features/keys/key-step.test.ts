import { describe, expect, it } from 'vitest';
import type { GridRow } from '../../../../../renderer/features/keys/list/grid-rows.ts';
import { keyStep } from '../../../../../renderer/features/keys/list/key-step.ts';
import { keyRow } from '../../../shared/keys/key-fixture.ts';

const group = (containerId: string, isCollapsed: boolean): GridRow => ({
  kind: 'group',
  id: `group:${containerId}`,
  containerId,
  first: keyRow(),
  keyCount: 2,
  attentionCount: 0,
  isCollapsed,
});
const key = (index: number): GridRow => {
  const row = keyRow({}, index);
  return { kind: 'key', id: row.id, key: row };
};
const rows: GridRow[] = [group('one', false), key(1), key(2), group('two', true), key(3)];
const idAt = (index: number) => rows[index]?.id;
const step = (pressed: string, index: number) => keyStep(pressed, rows, index, 2);

describe('keys in the list', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', -1, 0],
    ['ArrowUp', 2, 1],
    ['Home', 3, 0],
    ['End', 0, 4],
    ['PageDown', 0, 2],
    ['PageDown', 4, 4],
    ['PageUp', 4, 2],
    ['PageUp', 1, 0],
    ['ArrowLeft', 2, 0],
    ['ArrowRight', 0, 1],
  ])('%s at row %i moves to row %i', (pressed, from, to) => {
    expect(step(pressed, from)).toEqual({ kind: 'move', rowId: idAt(to) });
  });

  it('goes from the first row up to the column heads', () => {
    expect(step('ArrowUp', 0)).toEqual({ kind: 'to-header' });
  });

  it('stops at the last row', () => {
    expect(step('ArrowDown', 4)).toBeNull();
  });

  it.each([
    ['ArrowLeft', 0, 'one'],
    ['ArrowRight', 3, 'two'],
    ['Enter', 3, 'two'],
    [' ', 0, 'one'],
  ])('%s folds or unfolds the group at row %i', (pressed, index, containerId) => {
    expect(step(pressed, index)).toEqual({ kind: 'toggle', containerId });
  });

  it('does nothing where there is nothing to fold or unfold', () => {
    expect(step('ArrowLeft', 3)).toBeNull();
    expect(step('ArrowRight', 1)).toBeNull();
  });

  it('opens a key with Enter and Space', () => {
    const row = rows[1];
    const opened = { kind: 'open', key: row?.kind === 'key' ? row.key : null };
    expect(step('Enter', 1)).toEqual(opened);
    expect(step(' ', 1)).toEqual(opened);
  });

  it('leaves every other key alone, and any key in an empty list', () => {
    expect(step('a', 1)).toBeNull();
    expect(step('Tab', 1)).toBeNull();
    for (const pressed of ['ArrowDown', 'End', 'Home', 'PageDown', 'Enter', 'ArrowLeft']) {
      expect(keyStep(pressed, [], -1, 2)).toBeNull();
    }
  });
});
