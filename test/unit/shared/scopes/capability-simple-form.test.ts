import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  capabilityOperations,
  sameCapability,
} from '../../../../shared/scopes/capability-scope.ts';
import {
  capabilityOfSimpleForm,
  simpleCapabilities,
  simpleFormOf,
  type SimpleCapabilityForm,
} from '../../../../shared/scopes/capability-simple-form.ts';

const RUNS = 10_000;
const ids = simpleCapabilities.map(({ id }) => id);
const resources = fc.oneof(
  fc.constantFrom('*', '[*]*', '[queue]*', 'chat:*', 'news', '__proto__', 'constructor'),
  fc.string({ minLength: 1, maxLength: 8 }),
);
const maps = fc
  .array(
    fc.tuple(
      resources,
      fc.array(fc.oneof(fc.constantFrom(...capabilityOperations, '*'), fc.string()), {
        maxLength: 6,
      }),
    ),
    { maxLength: 4 },
  )
  .map((entries) => Object.fromEntries(entries));
const forms: fc.Arbitrary<SimpleCapabilityForm> = fc.record({
  capabilities: fc.subarray(ids).map((chosen) => new Set(chosen)),
  restriction: fc.constantFrom('none', 'only-channels', 'only-queues', 'selected'),
  resources: fc.uniqueArray(resources, { maxLength: 4 }),
});

describe('the dashboard’s form', () => {
  it('has the eight capabilities of the dashboard, with the operations behind them', () => {
    expect(simpleCapabilities.map(({ label }) => label)).toEqual([
      'Publish',
      'Subscribe',
      'History',
      'Presence',
      'Channel metadata',
      'Push admin and push-subscribe',
      'Statistics',
      'Privileged headers',
    ]);
    const known: readonly string[] = capabilityOperations;
    for (const { operations } of simpleCapabilities)
      for (const operation of operations) expect(known).toContain(operation);
  });

  it.each([
    ['[*]*', 'none'],
    ['*', 'only-channels'],
    ['[queue]*', 'only-queues'],
    ['chat:*', 'selected'],
  ] as const)('reads %s as %s', (resource, restriction) => {
    expect(simpleFormOf({ [resource]: ['publish'] })?.restriction).toBe(restriction);
  });

  it('shows several resources with the same operations, in whatever order', () => {
    expect(simpleFormOf({ a: ['publish', 'history'], '*': ['history', 'publish'] })).toEqual({
      capabilities: new Set(['publish', 'history']),
      restriction: 'selected',
      resources: ['a', '*'],
    });
  });

  it('never flattens what it cannot show', () => {
    expect(simpleFormOf({ a: ['publish'], b: ['subscribe'] })).toBeNull();
    expect(simpleFormOf({ '*': ['*'] })).toBeNull();
    expect(simpleFormOf({ '*': ['publish', 'object-publish'] })).toBeNull();
    expect(simpleFormOf({ '*': ['statistics'] })).toBeNull();
    expect(simpleFormOf({ '*': ['push-admin'] })).toBeNull();
  });
});

describe('two ways', () => {
  it('any map that the form shows comes back with the same resources and rights', () => {
    let shown = 0;
    fc.assert(
      fc.property(maps, (map) => {
        const form = simpleFormOf(map);
        if (form === null) return;
        shown += 1;
        const back = capabilityOfSimpleForm(form);
        expect(Object.keys(back).sort()).toEqual(Object.keys(map).sort());
        expect(sameCapability(back, map)).toBe(true);
      }),
      { numRuns: RUNS },
    );
    expect(shown).toBeGreaterThan(RUNS / 20);
  });

  it('any form that names a resource is read again with the same capabilities and map', () => {
    fc.assert(
      fc.property(forms, (form) => {
        const map = capabilityOfSimpleForm(form);
        const again = simpleFormOf(map);
        expect(again).not.toBeNull();
        if (again === null || Object.keys(map).length === 0) return;
        expect(again.capabilities).toEqual(form.capabilities);
        expect(capabilityOfSimpleForm(again)).toEqual(map);
      }),
      { numRuns: RUNS },
    );
  });
});
