import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noDuePlan, type DuePlan, type DuePolicies } from '../../../../shared/keys/due-plan.ts';
import type { Part } from '../../../../shared/keys/key.ts';
import {
  dueOf,
  oldSecretEnds,
  secretEndOf,
  type DueKey,
} from '../../../../shared/keys/rotation-due.ts';
import { DAY_MS, HOUR_MS } from '../../../../shared/lib/duration.ts';
import { NOW } from './key-fixture.ts';

const RUNS = 10_000;
const policies: DuePolicies = {
  maxAgeDaysProduction: 90,
  maxAgeDaysOther: 365,
  tagPolicies: [
    { tag: 'ci', days: 30 },
    { tag: 'archive', days: 700 },
  ],
};
const born: DueKey = {
  environment: 'production',
  createdAt: NOW,
  firstSeenAt: NOW,
  lastRotatedAt: null,
  secretEndsAt: null,
};
const at = (days: number, key: Partial<DueKey> = {}, plan: Partial<DuePlan> = {}) =>
  dueOf({ ...born, ...key }, { ...noDuePlan, ...plan }, policies, NOW + days * DAY_MS);
const dayOf = (dueAt: number | null) => (dueAt === null ? null : (dueAt - NOW) / DAY_MS);

describe('when a key is due', () => {
  it('is what its environment allows after the last time it got a secret', () => {
    expect(at(0)).toEqual({
      state: 'not-due',
      dueAt: NOW + 90 * DAY_MS,
      leadDays: null,
      cause: { kind: 'environment', environment: 'production', days: 90 },
      isLowerBound: false,
      snooze: null,
    });
    expect(dayOf(at(0, { environment: 'testing' }).dueAt)).toBe(365);
    expect(dayOf(at(0, { environment: 'unset' }).dueAt)).toBe(365);
    expect(dayOf(at(0, { lastRotatedAt: NOW + 20 * DAY_MS }).dueAt)).toBe(110);
  });

  it('is counted from the first sight where there is no date, and says so', () => {
    const seen = at(0, { createdAt: null, firstSeenAt: NOW + 5 * DAY_MS });
    expect([dayOf(seen.dueAt), seen.isLowerBound]).toEqual([95, true]);
    expect(at(0, { createdAt: null, lastRotatedAt: NOW }).isLowerBound).toBe(false);
  });

  it.each([
    ['a tag counts instead of the environment', { tags: ['ci'] }, 30],
    ['also when the tag allows more', { tags: ['archive'] }, 700],
    ['of several tags the shortest counts', { tags: ['archive', 'ci'] }, 30],
    ['a tag without a policy says nothing', { tags: ['billing'] }, 90],
    ['the key’s own rule counts before all', { tags: ['ci'], rule: 200 }, 200],
    ['never is never', { tags: ['ci'], rule: 'never' as const }, null],
  ])('%s', (_sentence, plan, days) => {
    expect(dayOf(at(0, {}, plan).dueAt)).toBe(days);
  });

  it('is the end of a secret that ends by itself, where that comes first', () => {
    const secretEndsAt = NOW + 60 * DAY_MS;
    expect(at(61, { secretEndsAt })).toMatchObject({
      state: 'due',
      dueAt: secretEndsAt,
      cause: { kind: 'secret-ends' },
    });
    expect(at(61, { secretEndsAt }, { rule: 'never' }).state).toBe('due');
    expect(at(0, { secretEndsAt }, { rule: 10 }).cause).toEqual({ kind: 'key', days: 10 });
  });

  it.each([
    [59.9, 'not-due', null],
    [60, 'soon', 30],
    [75.9, 'soon', 30],
    [76, 'soon', 14],
    [83, 'soon', 7],
    [89, 'soon', 1],
    [90, 'soon', 1],
    [90.001, 'due', null],
  ])('on day %d of 90 is told as %s, %j days ahead', (day, state, leadDays) => {
    expect(at(day)).toMatchObject({ state, leadDays });
  });

  it('is not called soon for most of a short time', () => {
    expect(at(0, {}, { rule: 30 }).state).toBe('not-due');
    expect(at(23, {}, { rule: 30 })).toMatchObject({ state: 'soon', leadDays: 7 });
    expect(at(0.9, {}, { rule: 1 }).state).toBe('not-due');
  });

  it('is put off while it is snoozed, and no longer', () => {
    const snooze = { at: NOW + 91 * DAY_MS, until: NOW + 98 * DAY_MS, reason: 'waits for release' };
    expect(at(92, {}, { snooze })).toMatchObject({ state: 'snoozed', snooze });
    expect(at(98, {}, { snooze })).toMatchObject({ state: 'due', snooze: null });
    const lastRotatedAt = NOW + 92 * DAY_MS;
    expect(at(93, { lastRotatedAt }, { snooze })).toMatchObject({ state: 'not-due', snooze: null });
  });
});

describe('the ends of secrets', () => {
  const part = (changes: Partial<Part>) =>
    ({
      id: 'x',
      role: 'secret',
      nature: 'secret',
      expiresAt: NOW,
      state: 'current',
      ...changes,
    }) as Part;

  it('count for the date only where the secret is the one in use', () => {
    expect(secretEndOf([part({ nature: 'identifier' }), part({ state: 'expiring' })])).toBeNull();
    expect(secretEndOf([part({ state: 'expiring' }), part({ expiresAt: NOW + 1 })])).toBe(NOW + 1);
  });

  it('of those that were rotated away are told apart', () => {
    expect(
      oldSecretEnds([part({}), part({ state: 'expiring' }), part({ state: 'ended' })]),
    ).toEqual([{ partId: 'x', endsAt: NOW }]);
  });
});

const days = fc.integer({ min: 1, max: 3_650 });
const instants = fc
  .integer({ min: 0, max: 4_000 })
  .map((day) => NOW - 2_000 * DAY_MS + day * DAY_MS);
const anyKey: fc.Arbitrary<DueKey> = fc.record({
  environment: fc.constantFrom('production', 'testing', 'unset'),
  createdAt: fc.option(instants),
  firstSeenAt: instants,
  lastRotatedAt: fc.option(instants),
  secretEndsAt: fc.option(instants, { freq: 3 }),
});
const anyPlan: fc.Arbitrary<DuePlan> = fc.record({
  tags: fc.subarray(['ci', 'archive', 'billing']),
  rule: fc.oneof(fc.constant(null), fc.constant('never' as const), days),
  snooze: fc.option(fc.record({ at: instants, until: instants, reason: fc.constant('because') })),
});
const anyPolicies: fc.Arbitrary<DuePolicies> = fc.record({
  maxAgeDaysProduction: days,
  maxAgeDaysOther: days,
  tagPolicies: fc.record({ ci: days, archive: days }).map(({ ci, archive }) => [
    { tag: 'ci', days: ci },
    { tag: 'archive', days: archive },
  ]),
});
const ranks = { never: 0, 'not-due': 0, soon: 1, due: 2, snoozed: 0 };

describe('for every key and policy', () => {
  it('a key is due exactly after its date, unless it is snoozed', () => {
    fc.assert(
      fc.property(anyKey, anyPlan, anyPolicies, instants, (key, plan, rules, now) => {
        const due = dueOf(key, plan, rules, now);
        expect(due.state === 'due').toBe(
          due.dueAt !== null && now > due.dueAt && due.snooze === null,
        );
        expect(due.dueAt === null).toBe(due.state === 'never');
        if (due.state === 'snoozed') expect(due.snooze?.until).toBeGreaterThan(now);
      }),
      { numRuns: RUNS },
    );
  });

  it('a key whose age is only a lower bound is never due before it would be with its true date', () => {
    fc.assert(
      fc.property(anyKey, anyPlan, anyPolicies, instants, days, (key, plan, rules, now, older) => {
        const createdAt = key.firstSeenAt - older * DAY_MS;
        const known = dueOf({ ...key, createdAt }, plan, rules, now).dueAt;
        const unknown = dueOf({ ...key, createdAt: null }, plan, rules, now).dueAt;
        expect(unknown ?? Infinity).toBeGreaterThanOrEqual(known ?? Infinity);
      }),
      { numRuns: RUNS },
    );
  });

  it('time alone never makes a key less due', () => {
    fc.assert(
      fc.property(anyKey, anyPlan, anyPolicies, instants, days, (key, plan, rules, now, later) => {
        const unsnoozed = { ...plan, snooze: null };
        const [before, after] = [now, now + later * HOUR_MS].map((instant) =>
          dueOf(key, unsnoozed, rules, instant),
        );
        expect(ranks[after?.state ?? 'never']).toBeGreaterThanOrEqual(
          ranks[before?.state ?? 'never'],
        );
        expect(after?.dueAt).toBe(before?.dueAt);
      }),
      { numRuns: RUNS },
    );
  });

  it('a rotation now makes no key due sooner', () => {
    fc.assert(
      fc.property(anyKey, anyPlan, anyPolicies, instants, (key, plan, rules, now) => {
        const before = dueOf(key, plan, rules, now).dueAt;
        const after = dueOf({ ...key, lastRotatedAt: now }, plan, rules, now).dueAt;
        fc.pre((key.lastRotatedAt ?? 0) <= now && (key.createdAt ?? key.firstSeenAt) <= now);
        expect(after ?? Infinity).toBeGreaterThanOrEqual(before ?? Infinity);
      }),
      { numRuns: RUNS },
    );
  });
});
