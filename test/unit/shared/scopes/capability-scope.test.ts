import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  capabilityChanges,
  capabilityDifferences,
  capabilityWords,
  isUnrestricted,
  sameCapability,
} from '../../../../shared/scopes/capability-scope.ts';
import type { CapabilityScope } from '../../../../shared/scopes/capability-scope-schema.ts';

const RUNS = 10_000;
const maps = fc
  .array(
    fc.tuple(
      fc.constantFrom('*', 'a', 'a:*', '__proto__', 'toString'),
      fc.array(fc.constantFrom('publish', 'subscribe', 'future-op'), { maxLength: 4 }),
    ),
    { maxLength: 4 },
  )
  .map((entries) => Object.fromEntries(entries));
const scope = (
  capability: Record<string, string[]>,
  revocableTokens: boolean | null = null,
): CapabilityScope => ({ kind: 'capability', capability, revocableTokens });

describe('two maps compared', () => {
  it('are the same with other order, repetition and empty resources', () => {
    expect(
      sameCapability(
        { a: ['publish', 'history', 'publish'], b: [] },
        { a: ['history', 'publish'], c: [] },
      ),
    ).toBe(true);
    expect(sameCapability({ a: ['publish'] }, { 'a:*': ['publish'] })).toBe(false);
  });

  it('lead from one to the other: what is kept and gained is exactly the new map', () => {
    fc.assert(
      fc.property(maps, maps, (before, after) => {
        const changes = capabilityChanges(before, after);
        for (const { resource, gained, lost, kept } of changes) {
          const next = Object.hasOwn(after, resource) ? after[resource] : [];
          const old = Object.hasOwn(before, resource) ? before[resource] : [];
          expect(new Set([...kept, ...gained])).toEqual(new Set(next));
          expect(new Set([...kept, ...lost])).toEqual(new Set(old));
        }
        expect(sameCapability(before, before)).toBe(true);
        expect(sameCapability(before, after)).toBe(sameCapability(after, before));
      }),
      { numRuns: RUNS },
    );
  });

  it('differ in named resources, and in the tokens only when the choice differs', () => {
    const before = scope({ a: ['publish'], b: ['history'] });
    expect(capabilityDifferences(before, scope({ a: ['publish'], b: ['stats'] }))).toEqual(['b']);
    expect(capabilityDifferences(before, { ...before, revocableTokens: false })).toEqual([]);
    expect(capabilityDifferences(before, { ...before, revocableTokens: true })).toEqual([
      'revocableTokens',
    ]);
  });
});

describe('in a few words', () => {
  it('begins with the broadest resource and never claims more than the map says', () => {
    expect(
      capabilityWords(
        scope({ news: ['history'], 'chat:*': ['publish', 'subscribe'], '*': ['stats'] }, true),
      ),
    ).toEqual(['* stats', 'chat:* publish +1', 'news history', 'revocable tokens']);
    expect(capabilityWords(scope({ '[*]*': ['*'] }))).toEqual(['[*]* everything']);
    expect(capabilityWords(scope({ a: [] }))).toEqual(['a nothing']);
  });

  it('calls a key unrestricted only with every operation on every channel', () => {
    expect(isUnrestricted({ '*': ['*'] })).toBe(true);
    expect(isUnrestricted({ '[*]*': ['publish', '*'] })).toBe(true);
    expect(isUnrestricted({ '*': ['publish'], 'a:*': ['*'] })).toBe(false);
    expect(isUnrestricted({})).toBe(false);
  });
});
