import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyScope } from '../../../../shared/scopes/key-scope.ts';
import type { KeysetScope } from '../../../../shared/scopes/keyset-scope-schema.ts';
import {
  isOpenToEverybody,
  keepsHistoryForever,
  keysetScopeWords,
} from '../../../../shared/scopes/keyset-words.ts';
import { scopeWords } from '../../../../shared/scopes/scope-words.ts';

const v1 = (properties: KeysetScope['properties']): KeysetScope => ({
  kind: 'keyset',
  generation: 'v1',
  properties,
  unmanaged: [],
});
const v2 = (properties: KeysetScope['properties']): KeysetScope => ({
  ...v1(properties),
  generation: 'v2',
});

describe('a keyset in words', () => {
  it('reads the same in both generations', () => {
    const words = ['access manager', 'history 30 d', 'presence'];
    expect(
      keysetScopeWords(v1({ uls: true, history: true, message_storage_ttl: 30, presence: true })),
    ).toEqual(words);
    expect(
      keysetScopeWords(
        v2({
          'accessManager.enabled': true,
          'messagePersistence.enabled': true,
          'messagePersistence.retention': 30,
          'presence.enabled': true,
        }),
      ),
    ).toEqual(words);
  });

  it('says nothing of what the provider did not send', () => {
    expect(keysetScopeWords(v1({}))).toEqual([]);
    expect(isOpenToEverybody(v2({}))).toBe(false);
    expect(keepsHistoryForever(v1({ message_storage_ttl: 365 }))).toBe(false);
  });

  it('knows that 0 days are unlimited in v2 only', () => {
    const unlimited = { 'messagePersistence.enabled': true, 'messagePersistence.retention': 0 };
    expect(keysetScopeWords(v2(unlimited))).toEqual(['history unlimited']);
    expect(keepsHistoryForever(v2(unlimited))).toBe(true);
    expect(keepsHistoryForever(v1({ history: true, message_storage_ttl: 0 }))).toBe(false);
    expect(keepsHistoryForever(v1({ history: true, message_storage_ttl: 365 }))).toBe(true);
  });
});

describe('any scope in words', () => {
  const many = (count: number): KeyScope => ({
    kind: 'channels',
    mode: 'channels',
    channels: Array.from({ length: count }, (_, index) => ({
      slug: `c${index.toString()}`,
      publicId: null,
    })),
  });

  it('is bounded for a list row', () => {
    expect(scopeWords(many(40))).toHaveLength(12);
    expect(scopeWords({ kind: 'project' })).toEqual(['whole project']);
    expect(scopeWords({ kind: 'unknown' })).toEqual([]);
  });

  it('stays well-formed and at most 80 units long, whatever the names', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (slug) => {
        const words = scopeWords({
          kind: 'channels',
          mode: 'channels',
          channels: [{ slug, publicId: null }],
        });
        for (const word of words) {
          expect(word.isWellFormed()).toBe(true);
          expect(word.length).toBeLessThanOrEqual(80);
        }
      }),
      { numRuns: 10_000 },
    );
  });
});
