import { describe, expect, it } from 'vitest';
import { parseByHandSearch } from '../../../../renderer/app/route-search.ts';

const containerId = '01J00000000000000000000001';
const keyId = '01J00000000000000000000002';

describe('the address of adding a key by hand', () => {
  it('says where the key goes and which one it replaces', () => {
    expect(parseByHandSearch({ container: containerId, replaces: keyId })).toEqual({
      container: containerId,
      replaces: keyId,
    });
  });

  it('drops what is no id', () => {
    expect(parseByHandSearch({ container: 'orders', replaces: 7, dialog: 'end' })).toEqual({});
  });
});
