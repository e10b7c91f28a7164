import { describe, expect, it } from 'vitest';
import { listWords, publicScopeWarnings } from '../../../../shared/keys/public-key.ts';
import type { KeyScope } from '../../../../shared/scopes/key-scope.ts';

const capability = (map: Record<string, string[]>): KeyScope => ({
  kind: 'capability',
  capability: map,
  revocableTokens: null,
});
const keyset = (
  generation: 'v1' | 'v2',
  properties: Record<string, boolean | number>,
): KeyScope => ({ kind: 'keyset', generation, properties, unmanaged: [] });

describe('what speaks against shipping a key', () => {
  it.each([
    ['reading what is named', capability({ 'chat:*': ['subscribe', 'history'] })],
    ['nothing at all', capability({})],
    ['a keyset that asks for tokens', keyset('v1', { uls: true })],
    ['a keyset that does not say', keyset('v2', {})],
    ['a whole project', { kind: 'project' } as const],
    ['what nobody knows', { kind: 'unknown' } as const],
  ])('is nothing for %s', (_what, scope) => {
    expect(publicScopeWarnings(scope)).toEqual([]);
  });

  it('names where it can write', () => {
    expect(
      publicScopeWarnings(
        capability({ 'chat:*': ['publish', 'subscribe'], lobby: ['presence', 'history'] }),
      ),
    ).toEqual(['Everybody who has it can write: publish on chat:*, presence on lobby.']);
  });

  it.each(['stats', 'push-admin', 'privileged-headers', 'channel-metadata', 'operation-of-2027'])(
    'calls %s a right that belongs on servers',
    (operation) => {
      expect(publicScopeWarnings(capability({ 'chat:*': [operation] }))).toEqual([
        `It has rights that belong on servers: ${operation} on chat:*.`,
      ]);
    },
  );

  it.each(['*', '[*]*'])('says that a right on %s reaches every channel', (resource) => {
    expect(publicScopeWarnings(capability({ [resource]: ['subscribe'] }))).toEqual([
      'Everybody who has it can read every channel.',
    ]);
  });

  it('counts every operation as privileged, and shortens a long list', () => {
    expect(
      publicScopeWarnings(capability({ a: ['*'], b: ['*'], c: ['*'], d: ['*'], e: ['*'] })),
    ).toEqual([
      'It has rights that belong on servers: every operation on a, every operation on b, every operation on c, every operation on d and 1 more.',
    ]);
  });

  it.each([
    ['v1', { uls: false }],
    ['v2', { 'accessManager.enabled': false }],
  ] as const)('is Access Manager being off in %s', (generation, properties) => {
    expect(publicScopeWarnings(keyset(generation, properties))).toEqual([
      'Access Manager is off: everybody who has the page or the app can read and write.',
    ]);
  });

  it('is everything that a key for sending can do', () => {
    expect(publicScopeWarnings({ kind: 'channels', mode: 'all', channels: [] })).toEqual([
      'Everybody who has it can send to every recipient in the account.',
    ]);
    const channels = [{ slug: 'ops', publicId: null }];
    expect(publicScopeWarnings({ kind: 'channels', mode: 'channels', channels })).toEqual([
      'Everybody who has it can send to the recipients of its channels.',
    ]);
  });
});

describe('the words of a row', () => {
  it('begin with "public" and never grow beyond what a row carries', () => {
    const map = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`room-${String(index)}`, ['subscribe']]),
    );
    expect(listWords(capability(map), { isPublic: true })).toHaveLength(12);
    expect(listWords(capability(map), { isPublic: true })[0]).toBe('public');
    expect(listWords(capability({ a: ['publish'] }), { isPublic: false })).toEqual(['a publish']);
  });
});
