import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appKeyIdOf, fullKeyOf, keyNameOf } from '../../../../../electron/providers/ably/key-id.ts';

const ids = fc.stringMatching(/^[\w-]{1,40}$/);

describe('the name of a key', () => {
  it('is split into what it was made of, also with - or _ in front', () => {
    fc.assert(
      fc.property(ids, ids, (appId, keyId) => {
        expect(appKeyIdOf(keyNameOf({ appId, keyId }))).toEqual({ appId, keyId });
      }),
    );
  });

  it.each(['', '.', 'a.', '.b', 'ab', 'a.b.c', 'a./', 'a.b?', 'a.b:c', ' a.b', '..', 'a.%2e'])(
    'is not %j',
    (text) => {
      expect(appKeyIdOf(text)).toBeNull();
    },
  );
});

describe('a full key', () => {
  it('is split at its first colon', () => {
    expect(fullKeyOf('ab.-cd:RKCANARY:more.and:more')).toEqual({ keyName: 'ab.-cd' });
  });

  it.each(['', ':', 'ab.cd', 'ab.cd:', ':x', 'ab:x.y', 'ab.cd:x y', 'ab.cd:x\n', 'a/b.c:x'])(
    'is not %j',
    (text) => {
      expect(fullKeyOf(text)).toBeNull();
    },
  );
});
