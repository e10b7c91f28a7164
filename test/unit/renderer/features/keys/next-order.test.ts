import { describe, expect, it } from 'vitest';
import { columns } from '../../../../../renderer/features/keys/list/columns.ts';
import { nextOrder } from '../../../../../renderer/features/keys/list/next-order.ts';

const column = (id: string) => {
  const found = columns.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`No column ${id}`);
  return found;
};

describe('a click on a column head', () => {
  it('sorts in the useful direction, then the other, then as before', () => {
    const none = { sort: undefined, isDescending: false };
    const oldest = nextOrder(column('age'), none);
    const youngest = nextOrder(column('age'), oldest);
    expect(oldest).toEqual({ sort: 'age', isDescending: true });
    expect(youngest).toEqual({ sort: 'age', isDescending: false });
    expect(nextOrder(column('age'), youngest)).toEqual(none);
  });

  it('begins names at A and leaves another column’s order behind', () => {
    expect(nextOrder(column('name'), { sort: 'age', isDescending: true })).toEqual({
      sort: 'name',
      isDescending: false,
    });
  });
});
