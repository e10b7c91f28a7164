import { describe, expect, it } from 'vitest';
import { parseContainerSearch, parseRotateSearch } from '../../../../renderer/app/route-search.ts';

const containerId = '01J00000000000000000000001';

describe('the address of adding a key by hand', () => {
  it('says where the key goes', () => {
    expect(parseContainerSearch({ container: containerId })).toEqual({ container: containerId });
  });

  it('drops what is no id', () => {
    expect(parseContainerSearch({ container: 'orders', dialog: 'end' })).toEqual({});
  });
});

describe('the address of a rotation’s plan', () => {
  it('says that the key is exposed, and nothing else', () => {
    expect(parseRotateSearch({ trigger: 'exposed', strategy: 'immediate' })).toEqual({
      trigger: 'exposed',
    });
    expect(parseRotateSearch({ trigger: 'planned' })).toEqual({});
  });
});
