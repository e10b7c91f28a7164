import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  copyableScope,
  scopeDifferences,
} from '../../../../../electron/providers/ably/capability.ts';
import type { CapabilityScope } from '../../../../../shared/scopes/capability-scope-schema.ts';

const operations = ['publish', 'subscribe', 'history', '*', 'not-yet-invented'];
const resources = ['*', '[*]*', '[queue]*', 'chat:*', 'foo*', 'toString', 'hasOwnProperty'];
const scopes: fc.Arbitrary<CapabilityScope> = fc.record({
  kind: fc.constant('capability'),
  capability: fc.dictionary(
    fc.constantFrom(...resources),
    fc.uniqueArray(fc.constantFrom(...operations), { minLength: 1 }),
  ),
  revocableTokens: fc.constantFrom(true, false, null),
});

const withOrder = (scope: CapabilityScope): CapabilityScope => ({
  ...scope,
  capability: Object.fromEntries(
    Object.entries(scope.capability)
      .toReversed()
      .map(([resource, names]) => [resource, names.toReversed()]),
  ),
});

describe('the differences of two scopes', () => {
  it('are none between a scope and itself in another order', () => {
    fc.assert(
      fc.property(scopes, (scope) => {
        expect(scopeDifferences(scope, withOrder(scope))).toEqual([]);
      }),
    );
  });

  it('are exactly the resources that one side has otherwise, either way round', () => {
    fc.assert(
      fc.property(scopes, scopes, (before, after) => {
        const expected = resources.filter((resource) => {
          const [left, right] = [before, after].map(({ capability }) =>
            Object.hasOwn(capability, resource) ? [...(capability[resource] ?? [])].sort() : null,
          );
          return JSON.stringify(left) !== JSON.stringify(right);
        });
        if (before.revocableTokens !== after.revocableTokens) expected.push('revocableTokens');
        expect(scopeDifferences(before, after).toSorted()).toEqual(expected.toSorted());
        expect(scopeDifferences(after, before)).toEqual(scopeDifferences(before, after));
      }),
    );
  });

  it('are never none when one side tells nothing', () => {
    const scope: CapabilityScope = { kind: 'capability', capability: {}, revocableTokens: null };
    expect(scopeDifferences({ kind: 'unknown' }, { kind: 'unknown' })).toEqual(['capability']);
    expect(scopeDifferences(scope, { kind: 'project' })).toEqual(['capability']);
  });
});

describe('the scope of a replacement', () => {
  it('is the whole of the old one, names that nobody knows included', () => {
    fc.assert(
      fc.property(scopes, (scope) => {
        expect(copyableScope(scope)).toEqual(scope);
      }),
    );
  });

  it('is nothing where the old one is not known', () => {
    expect(copyableScope({ kind: 'unknown' })).toBeNull();
    expect(copyableScope({ kind: 'project' })).toBeNull();
  });
});
