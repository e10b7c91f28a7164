import { describe, expect, it } from 'vitest';
import { deviationLines } from '../../../../../renderer/features/scopes/scope-diff.ts';
import type { KeyScope, ScopeInput } from '../../../../../shared/scopes/key-scope.ts';

describe('what a new key has otherwise than it was asked for', () => {
  it('names settings with both values, and only those that differ', () => {
    const sent: ScopeInput = {
      ...{ kind: 'keyset', properties: { history: true, message_storage_ttl: 7, uls: true } },
    };
    const shown: KeyScope = {
      ...{ kind: 'keyset', generation: 'v1', unmanaged: [] },
      properties: { history: true, message_storage_ttl: 0, uls: false, presence: true },
    };
    expect(
      deviationLines(sent, shown, ['message_storage_ttl', 'uls']).map(({ kind, text }) => [
        kind,
        text.replace(/: .*/, ''),
      ]),
    ).toEqual([
      ['removed', expect.any(String)],
      ['added', expect.any(String)],
      ['removed', expect.any(String)],
      ['added', expect.any(String)],
    ]);
    expect(deviationLines(sent, shown, [])).toEqual([]);
  });

  it('names what a capability gained', () => {
    const sent: ScopeInput = {
      ...{ kind: 'capability', capability: { 'chat:*': ['subscribe'] }, revocableTokens: false },
    };
    const shown: KeyScope = { ...sent, capability: { 'chat:*': ['publish', 'subscribe'] } };
    expect(deviationLines(sent, shown, ['chat:*'])).toContainEqual(
      expect.objectContaining({
        kind: 'added',
        text: expect.stringContaining('publish') as string,
      }),
    );
  });

  it('names nothing where the provider does not say what the key may do', () => {
    const sent: ScopeInput = { kind: 'channels', mode: 'all', channels: [] };
    expect(deviationLines(sent, { kind: 'unknown' }, ['scope'])).toEqual([]);
  });
});
