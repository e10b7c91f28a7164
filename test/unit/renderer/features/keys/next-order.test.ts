import { describe, expect, it } from 'vitest';
import { columnsFor } from '../../../../../renderer/features/keys/list/columns.ts';
import { nextOrder } from '../../../../../renderer/features/keys/list/next-order.ts';

const column = (id: string) => {
  const found = columnsFor(true).find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`No column ${id}`);
  return found;
};

describe('the columns', () => {
  it('are the same without that of the environment where no listed key has one', () => {
    const ids = columnsFor(true).map(({ id }) => id);
    expect(ids).toContain('environment');
    expect(columnsFor(false).map(({ id }) => id)).toEqual(ids.filter((id) => id !== 'environment'));
  });
});

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
