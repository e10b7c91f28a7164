import { describe, expect, it } from 'vitest';
import {
  connectionIdParam,
  keyIdParam,
  rotationIdParam,
} from '../../../../renderer/app/route-ids.ts';

const id = '01JK0000000000000000000007';

describe('ids in addresses', () => {
  it('come back as they were written', () => {
    expect(keyIdParam.stringify(keyIdParam.parse({ keyId: id }))).toEqual({ keyId: id });
    expect(connectionIdParam.parse({ connectionId: id })).toEqual({ connectionId: id });
    expect(rotationIdParam.parse({ rotationId: id })).toEqual({ rotationId: id });
  });

  it.each(['', '../keys', '01jk0000000000000000000007', `${id}0`, '<img>'])(
    'lead nowhere when they have another form: %j',
    (keyId) => {
      expect(() => keyIdParam.parse({ keyId })).toThrow();
    },
  );
});
