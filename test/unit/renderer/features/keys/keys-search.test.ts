import { describe, expect, it } from 'vitest';
import { parseKeysSearch } from '../../../../../renderer/features/keys/keys-search.ts';

const id = '01JK0000000000000000000007';

describe('the address of the list', () => {
  it('keeps what the list understands', () => {
    const search = {
      q: 'status:active',
      sort: 'age',
      isDescending: true,
      isFlat: true,
      key: id,
      dialog: 'end',
    };
    expect(parseKeysSearch(search)).toEqual(search);
  });

  it('reads a search for digits as text', () => {
    expect(parseKeysSearch({ q: 50012 })).toEqual({ q: '50012' });
  });

  it('drops everything else', () => {
    expect(
      parseKeysSearch({
        q: { a: 1 },
        sort: 'colour',
        isDescending: 'yes',
        isFlat: 1,
        key: 'x',
        dialog: 'delete-everything',
        token: 'abc',
      }),
    ).toEqual({});
  });
});
