import { describe, expect, it } from 'vitest';
import type { KeyScope } from '../../../../shared/scopes/key-scope.ts';
import { showsScope } from '../../../../shared/scopes/scope-changes.ts';
import { scopeToCopy } from '../../../../shared/scopes/scope-to-copy.ts';

const capability: KeyScope = {
  kind: 'capability',
  capability: { 'chat:*': ['publish'], '[queue]*': ['subscribe', 'statistics'] },
  revocableTokens: true,
};

describe('the scope of a copy', () => {
  it('is the whole map, unknown operations too', () => {
    const copy = scopeToCopy(capability);
    expect(copy).toEqual(capability);
    expect(copy !== null && showsScope(capability, copy)).toBe(true);
  });

  it('names the channels, and is none for a key that lost its last one', () => {
    const channels = [{ slug: 'ops', publicId: 'ch_1' }];
    expect(scopeToCopy({ kind: 'channels', mode: 'channels', channels })).toEqual({
      kind: 'channels',
      mode: 'channels',
      channels,
    });
    expect(scopeToCopy({ kind: 'channels', mode: 'channels', channels: [] })).toBeNull();
  });

  it('leaves out what of a v2 keyset is not set or can only be read', () => {
    expect(
      scopeToCopy({
        kind: 'keyset',
        generation: 'v2',
        properties: {
          'accessManager.enabled': true,
          'accessManager.tokenRevoke': null,
          'apns.filename': 'key.p8',
        },
        unmanaged: ['secret_name'],
      }),
    ).toEqual({ kind: 'keyset', properties: { 'accessManager.enabled': true } });
  });

  it('keeps what of a v1 keyset is set to nothing', () => {
    const properties = { uls: true, presence_active_notice_channel: null };
    const scope: KeyScope = { kind: 'keyset', generation: 'v1', properties, unmanaged: [] };
    expect(scopeToCopy(scope)).toEqual({ kind: 'keyset', properties });
  });

  it.each(['project', 'unknown'] as const)('is none for %s', (kind) => {
    expect(scopeToCopy({ kind })).toBeNull();
  });
});
