import { describe, expect, it } from 'vitest';
import {
  copyableScope,
  draftProblems,
  scopeDifferences,
} from '../../../../../electron/providers/activitysmith/channel-rules.ts';
import {
  credentialOf,
  grantOf,
} from '../../../../../electron/providers/activitysmith/credential.ts';
import type { KeyScope } from '../../../../../shared/scopes/key-scope.ts';

const all: KeyScope = { kind: 'channels', mode: 'all', channels: [] };
const none: KeyScope = { kind: 'channels', mode: 'channels', channels: [] };
const ops: KeyScope = { ...none, channels: [{ slug: 'ops', publicId: 'chan_1' }] };
const renamed: KeyScope = { ...none, channels: [{ slug: 'operations', publicId: 'chan_1' }] };

describe('a draft', () => {
  it.each([
    [{ name: 'x', scope: ops }, []],
    [{ name: 'x', scope: all }, []],
    [{ name: 'x', scope: null }, []],
    [{ name: '🗝'.repeat(100), scope: null }, []],
    [{ name: '🗝'.repeat(101), scope: null }, [/has 101 characters; ActivitySmith allows 100/]],
    [{ name: ' ', scope: null }, [/must be filled in/]],
    [{ name: 'a\u0000', scope: null }, [/control characters/]],
    [{ name: '\ud800', scope: null }, [/half a character/]],
    [{ name: 'x', scope: none }, [/at least one channel/]],
  ])('%j has these problems', (draft, problems) => {
    const found = draftProblems(draft);
    expect(found).toHaveLength(problems.length);
    for (const [index, problem] of problems.entries()) expect(found[index]).toMatch(problem);
  });

  it('for another provider is refused', () => {
    expect(draftProblems({ name: 'x', scope: { kind: 'keyset', properties: {} } })).toHaveLength(1);
  });
});

describe('a replacement', () => {
  it('copies a scope that can be asked for, and no other: it must not reach more', () => {
    expect(copyableScope(ops)).toEqual(ops);
    expect(copyableScope(all)).toEqual(all);
    expect(copyableScope(none)).toBeNull();
    expect(copyableScope({ kind: 'unknown' })).toBeNull();
  });

  it('has the same scope when its channels have the same ids', () => {
    expect(scopeDifferences(ops, renamed)).toEqual([]);
    expect(scopeDifferences(ops, all)).toEqual(['mode']);
    expect(scopeDifferences(ops, none)).toEqual(['ops']);
    expect(scopeDifferences(ops, { kind: 'unknown' })).toEqual(['scope']);
    expect(scopeDifferences({ kind: 'unknown' }, { kind: 'unknown' })).toEqual(['scope']);
  });
});

describe('a kept grant', () => {
  it('survives being kept, and anything else is none', () => {
    const grant = {
      ...{ accessSecret: 'RKCANARY-a', refreshSecret: null, clientId: 'c', endsAt: 5 },
      scopes: ['mcp:read'],
    };
    expect(grantOf(credentialOf(grant))).toEqual(grant);
    expect(grantOf(credentialOf({ ...grant, scopes: null }))?.scopes).toBeNull();
    expect(credentialOf(grant)).toMatch(/^[\x21-\x7e]+$/);
    const ofEarlierVersion = { v: 1, access: 'a', refresh: 'b', client: 'c', until: 5 };
    expect(grantOf(JSON.stringify(ofEarlierVersion))).toMatchObject({ scopes: null });
    for (const text of ['', '{', 'null', '{}', '"RKCANARY"']) expect(grantOf(text)).toBeNull();
  });
});
