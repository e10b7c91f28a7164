import { describe, expect, it } from 'vitest';
import type { CapabilityMap } from '../../../../shared/scopes/capability-scope-schema.ts';
import type { KeyScope, ScopeInput } from '../../../../shared/scopes/key-scope.ts';
import { scopeChangesOf, showsScope } from '../../../../shared/scopes/scope-changes.ts';

const keyset: KeyScope = {
  kind: 'keyset',
  generation: 'v1',
  properties: { history: true, message_storage_ttl: 30 },
  unmanaged: ['token_key'],
};
const capability: KeyScope = {
  kind: 'capability',
  capability: { 'chat:*': ['publish', 'subscribe'] },
  revocableTokens: null,
};
const ops = { slug: 'ops', publicId: 'ch_1' };
const channels: KeyScope = { kind: 'channels', mode: 'channels', channels: [ops] };
const unchanged = { kind: 'changes', input: null, isDangerous: false };

describe('what has to be sent', () => {
  it('is nothing where nothing is asked or nothing differs', () => {
    for (const shown of [keyset, capability, channels, { kind: 'project' } as const])
      expect(scopeChangesOf(shown, null)).toEqual(unchanged);
    const same: ScopeInput[] = [
      { kind: 'keyset', properties: { history: true } },
      {
        kind: 'capability',
        capability: { 'chat:*': ['subscribe', 'publish'] },
        revocableTokens: false,
      },
      { kind: 'channels', mode: 'channels', channels: [{ slug: 'renamed', publicId: 'ch_1' }] },
    ];
    expect(scopeChangesOf(keyset, same[0] ?? null)).toEqual(unchanged);
    expect(scopeChangesOf(capability, same[1] ?? null)).toEqual(unchanged);
    expect(scopeChangesOf(channels, same[2] ?? null)).toEqual(unchanged);
  });

  it('is only the changed leaves of a keyset', () => {
    const wanted: ScopeInput = {
      kind: 'keyset',
      properties: { history: true, message_storage_ttl: 7 },
    };
    expect(scopeChangesOf(keyset, wanted)).toEqual({
      kind: 'changes',
      input: { kind: 'keyset', properties: { message_storage_ttl: 7 } },
      isDangerous: false,
    });
  });

  it('is the whole map, and the whole list', () => {
    const narrowed: ScopeInput = {
      kind: 'capability',
      capability: { 'chat:*': ['subscribe'] },
      revocableTokens: null,
    };
    expect(scopeChangesOf(capability, narrowed)).toMatchObject({ input: narrowed });
    const more: ScopeInput = {
      kind: 'channels',
      mode: 'channels',
      channels: [ops, { slug: 'sales', publicId: null }],
    };
    expect(scopeChangesOf(channels, more)).toMatchObject({ input: more, isDangerous: false });
  });

  it('is refused for another kind of scope and for names outside the table', () => {
    const all: ScopeInput = { kind: 'channels', mode: 'all', channels: [] };
    expect(scopeChangesOf(keyset, all)).toEqual({ kind: 'other-kind' });
    expect(scopeChangesOf({ kind: 'unknown' }, all)).toEqual({ kind: 'other-kind' });
    expect(scopeChangesOf(keyset, { kind: 'keyset', properties: { token_key: 'x' } })).toEqual({
      kind: 'unknown-properties',
      names: ['token_key'],
    });
  });
});

describe('danger', () => {
  it('is a region of a keyset, and a restricted key that shall reach everybody', () => {
    const region: ScopeInput = {
      kind: 'keyset',
      properties: { files_s3_bucket_region: 'eu-central-1' },
    };
    const all: ScopeInput = { kind: 'channels', mode: 'all', channels: [] };
    expect(scopeChangesOf(keyset, region)).toMatchObject({ isDangerous: true });
    expect(scopeChangesOf(channels, all)).toMatchObject({ isDangerous: true });
  });

  const map = (operations: CapabilityMap) =>
    ({ kind: 'capability', capability: operations, revocableTokens: null }) as const;
  const danger = (before: CapabilityMap, after: CapabilityMap) =>
    scopeChangesOf(map(before), map(after));

  it('is something more on every channel, or on everything', () => {
    expect(danger({ '*': ['history'] }, { '*': ['history', 'publish'] })).toMatchObject({
      isDangerous: true,
    });
    expect(danger({ '*': ['publish'] }, { '[*]*': ['publish'] })).toMatchObject({
      isDangerous: true,
    });
    expect(danger({ 'chat:*': ['publish'] }, { '*': ['publish'] })).toMatchObject({
      isDangerous: true,
    });
    expect(danger({ '*': ['publish'] }, { '*': ['*'] })).toMatchObject({ isDangerous: true });
  });

  it.each<[string, CapabilityMap, CapabilityMap]>([
    ['one operation instead of every one', { '*': ['*'] }, { '*': ['publish'] }],
    ['every channel instead of everything', { '[*]*': ['*'] }, { '*': ['*'] }],
    ['what was given already', { '[*]*': ['publish'] }, { '[*]*': ['publish'], '*': ['publish'] }],
    ['less of both', { '[*]*': ['*'] }, { '*': ['publish'], '[queue]*': ['subscribe'] }],
  ])('is not a map that only gives less: %s', (_case, before, after) => {
    expect(danger(before, after)).toMatchObject({ isDangerous: false, input: map(after) });
  });

  it('is not a key for everybody that is restricted', () => {
    const shown: KeyScope = { kind: 'channels', mode: 'all', channels: [] };
    const wanted: ScopeInput = { kind: 'channels', mode: 'channels', channels: [ops] };
    expect(scopeChangesOf(shown, wanted)).toMatchObject({ isDangerous: false, input: wanted });
  });
});

describe('whether a key shows what was asked for', () => {
  it('compares rights, not spelling', () => {
    const asked: ScopeInput = {
      kind: 'capability',
      capability: { 'chat:*': ['subscribe', 'publish'] },
      revocableTokens: null,
    };
    expect(showsScope(capability, asked)).toBe(true);
    expect(showsScope({ kind: 'unknown' }, asked)).toBe(false);
    expect(showsScope(keyset, { kind: 'keyset', properties: { message_storage_ttl: 7 } })).toBe(
      false,
    );
  });
});
