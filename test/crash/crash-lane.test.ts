import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultRuleInput } from '../../electron/sandbox/fault-rule.ts';
import { bundleChild, type ChildBundle } from './child-bundle.ts';
import type { CrashProfile } from './crash-profile.ts';
import { crashProfiles } from './crash-profiles.ts';
import type { Trial } from './crash-trial.ts';
import { killsAtRandom, killsOfRecovery } from './random-trials.ts';
import { SeededChoice } from './seeded-choice.ts';
import { CrashTrials, strikeAt } from './trials.ts';
import { Turnstile } from './turnstile.ts';

/** A series waits for its turn as well, on a machine that may be busy with other things. */
const LANE_TIMEOUT_MS = 1_500_000;
const SEED = 1;
const { pubnubV1, pubnubV1Attested, ably, ablyExposed, activitysmith, abetterchoice } =
  crashProfiles;
const { pubnubV2Stub, pubnubV2Full, pubnubV2Immediate, pubnubV2ImmediateFull, pubnubV2Exposed } =
  crashProfiles;
const { pubnubV2Replaced } = crashProfiles;
/** Secrets readable later or never, ends reversible or not, in place with and without an overlap. */
const fully = [pubnubV1, ably, activitysmith, pubnubV2Stub, pubnubV2Immediate] as const;
/** The others at so many of their instants; the long lane draws from all of them. */
const sampled: Partial<Record<string, number>> = {
  [ably.id]: 20,
  [activitysmith.id]: 20,
  [pubnubV2Stub.id]: 24,
  [pubnubV2Immediate.id]: 20,
};

const turnstile = new Turnstile(2);
let bundle: ChildBundle;
let trials: CrashTrials;

beforeAll(async () => {
  bundle = await bundleChild();
  trials = new CrashTrials(bundle);
}, LANE_TIMEOUT_MS);

afterAll(() => {
  bundle.remove();
  process.stdout.write(`${trials.summary}\n`);
  expect(trials.trials).toBeGreaterThanOrEqual(300);
});

const inTurn = (work: () => Promise<void>) => (): Promise<void> => turnstile.pass(work);
const matching = (points: readonly string[], pattern: RegExp): string[] =>
  points.filter((point) => pattern.test(point));

describe.concurrent('the crash lane', { timeout: LANE_TIMEOUT_MS }, () => {
  describe('killed at every named instant, and recovered', () => {
    for (const profile of fully)
      it(
        `holds O1–O7: ${profile.id}`,
        inTurn(async () => {
          const { points } = await trials.courseOf(profile);
          const count = sampled[profile.id] ?? points.length;
          const some = new SeededChoice(SEED).some(points, count);
          const { deaths, violations } = await trials.run(profile, strikeAt(some));
          expect(violations).toEqual({});
          expect(deaths).toBe(some.length);
          expect(deaths).toBeGreaterThanOrEqual(20);
        }),
      );

    // What they share with the others is not tried again at each instant.
    for (const profile of [
      pubnubV1Attested,
      ablyExposed,
      pubnubV2Full,
      pubnubV2ImmediateFull,
      pubnubV2Exposed,
      pubnubV2Replaced,
      abetterchoice,
    ])
      it(
        `holds O1–O7 at some: ${profile.id}`,
        inTurn(async () => {
          const { points } = await trials.courseOf(profile);
          const some = new SeededChoice(SEED).some(points, 3);
          const { deaths, violations } = await trials.run(profile, strikeAt(some));
          expect(violations).toEqual({});
          expect(deaths).toBe(3);
        }),
      );
  });

  describe('ended at any time, in any way', () => {
    for (const profile of fully) {
      it(
        `holds O1–O7 when killed at a time that nobody chose: ${profile.id}`,
        inTurn(async () => {
          const course = await trials.courseOf(profile);
          const kills = killsAtRandom(new SeededChoice(SEED), course, 6);
          const { deaths, violations } = await trials.run(profile, kills);
          expect(violations).toEqual({});
          expect(deaths).toBeGreaterThanOrEqual(5);
        }),
      );

      it(
        `holds O1–O7 when its recovery is killed as well: ${profile.id}`,
        inTurn(async () => {
          const course = await trials.courseOf(profile);
          const kills = killsOfRecovery(new SeededChoice(SEED), course, 4);
          const { deaths, violations } = await trials.run(profile, kills);
          expect(violations).toEqual({});
          expect(deaths).toBeGreaterThanOrEqual(7);
        }),
      );

      it(
        `holds O1–O7 when stopped in order, without its keychain helper, or suspended: ${profile.id}`,
        inTurn(async () => {
          const { points } = await trials.courseOf(profile);
          const choice = new SeededChoice(SEED);
          const { deaths, violations } = await trials.run(profile, [
            ...strikeAt(choice.some(points, 3), 'stop'),
            ...strikeAt(choice.some(points, 3), 'helper-gone'),
            ...strikeAt(choice.some(matching(points, /^(http|create|retire):/), 3), 'suspend'),
          ]);
          expect(violations).toEqual({});
          expect(deaths).toBe(3);
        }),
      );
    }
  });

  describe('with files of the person’s own', () => {
    it(
      'leaves every file old or new, and all of them new in the end',
      inTurn(async () => {
        const trial = { destinations: 'own-files' } satisfies Partial<Trial>;
        const { points } = await trials.courseOf(pubnubV1, trial);
        const around = matching(points, /^(file|rewrite):|-save:distributing/);
        const { deaths, violations } = await trials.run(pubnubV1, strikeAt(around, 'kill', trial));
        expect(violations).toEqual({});
        expect(deaths).toBeGreaterThanOrEqual(8);
      }),
    );

    it(
      'puts all of them back when it is rolled back',
      inTurn(async () => {
        const trial = { destinations: 'own-files', goal: 'roll-back' } satisfies Partial<Trial>;
        const { points } = await trials.courseOf(ably, trial);
        const around = matching(points, /^(file|rewrite|put-back|roll-back):|-save:roll/);
        const some = new SeededChoice(SEED).some(around, 8);
        const { deaths, violations } = await trials.run(ably, strikeAt(some, 'kill', trial));
        expect(violations).toEqual({});
        expect(deaths).toBe(some.length);
      }),
    );
  });

  describe('with a program and the provider’s vault', () => {
    const trial = { destinations: 'programs' } satisfies Partial<Trial>;
    const around =
      /^(program:|http:PUT:\w+#1|(before|after)-effect:(hand-over|run-command)|in-save:distributing)/;

    it(
      'leaves each with one whole secret or none, and both with the new one in the end',
      inTurn(async () => {
        const { points } = await trials.courseOf(pubnubV1, trial);
        const some = new SeededChoice(SEED).some(matching(points, around), 8);
        const { deaths, violations } = await trials.run(pubnubV1, strikeAt(some, 'kill', trial));
        expect(violations).toEqual({});
        expect(deaths).toBe(8);
      }),
    );

    it(
      'leaves each whole when it is ended in order or without its keychain helper',
      inTurn(async () => {
        const { points } = await trials.courseOf(pubnubV1, trial);
        const some = new SeededChoice(SEED).some(matching(points, around), 3);
        const { violations } = await trials.run(pubnubV1, [
          ...strikeAt(some, 'stop', trial),
          ...strikeAt(some, 'helper-gone', trial),
        ]);
        expect(violations).toEqual({});
      }),
    );
  });

  describe('rolled back', () => {
    for (const profile of [pubnubV1, activitysmith, pubnubV2Replaced, abetterchoice])
      it(
        `ends the new key and never the old one: ${profile.id}`,
        inTurn(async () => {
          const trial = { goal: 'roll-back' } as const;
          const { points } = await trials.courseOf(profile, trial);
          const around = matching(
            points,
            /^(\w+-save:roll|(before|after)-effect:end-target|roll-back:|http:(PUT|DELETE|POST:\w+#2)|finish:)/,
          );
          const some = new SeededChoice(SEED).some(around, profile === pubnubV1 ? 8 : 4);
          const { deaths, violations } = await trials.run(profile, strikeAt(some, 'kill', trial));
          expect(violations).toEqual({});
          expect(deaths).toBe(some.length);
        }),
      );
  });

  describe('a lost answer and a kill', () => {
    const lost = (
      { create }: CrashProfile,
      when: 'after-commit' | 'before-commit',
    ): FaultRuleInput => ({
      ...(create ?? {}),
      count: 1,
      effect: { kind: 'reset', when },
    });
    const whileLooking =
      /^(look:|(before|after)-effect:look|\w+-save:(reconciling|needs-attention))/;

    for (const profile of [pubnubV1, pubnubV2Stub, pubnubV2Immediate, pubnubV2Replaced])
      it(
        `leave nothing that nobody knows when the call took effect: ${profile.id}`,
        inTurn(async () => {
          const trial = { faults: [lost(profile, 'after-commit')] };
          const { points } = await trials.courseOf(profile, trial);
          const some = new SeededChoice(SEED).some(matching(points, whileLooking), 5);
          const { deaths, violations } = await trials.run(profile, strikeAt(some, 'kill', trial));
          expect(violations).toEqual({});
          expect(deaths).toBe(5);
        }),
      );

    it(
      'leave nothing behind when it never arrived, and the next call needs a new consent',
      inTurn(async () => {
        const trial = { faults: [lost(ably, 'before-commit')] };
        const { points } = await trials.courseOf(ably, trial);
        const around = matching(
          points,
          /^(look:after-read#[135]|after-save:(reconciling#[135]|needs-attention#1|minting#2)|create:after-answer#2)/,
        );
        const { deaths, violations } = await trials.run(ably, strikeAt(around, 'kill', trial));
        expect(violations).toEqual({});
        expect(deaths).toBe(9);
      }),
    );

    it(
      'end the old key once when the answer to ending it was lost',
      inTurn(async () => {
        const trial: Omit<Trial, 'blows'> = {
          faults: [
            {
              ...{ method: 'PUT', path: '/api/keys/*', count: 1 },
              effect: { kind: 'answer', status: 500, when: 'after-commit' },
            },
          ],
        };
        const points = [
          'retire:after-answer#1',
          'retire:after-re-read#1',
          'after-save:verifying-dead#1',
        ];
        const { violations } = await trials.run(pubnubV1, strikeAt(points, 'kill', trial));
        expect(violations).toEqual({});
      }),
    );
  });

  describe('the harness itself', () => {
    it(
      'reports a rotation that ends the old key before the new one is stored',
      inTurn(async () => {
        const report = await trials.apart(pubnubV1, {
          blows: [{ what: 'kill', point: 'create:after-answer#1' }],
          sabotage: 'retire-before-store',
        });
        expect(report.deaths).toBe(1);
        expect(report.violations.join('\n')).toMatch(
          /after blow 1: O1: \d+ was ended without a confirmed retirement/,
        );
        expect(report.violations.join('\n')).toContain('O2: the old key is ended');
      }),
    );

    for (const profile of [pubnubV1, pubnubV2Full])
      it(
        `reports a rotation that stores the new one after the old one is ended: ${profile.id}`,
        inTurn(async () => {
          const report = await trials.apart(profile, {
            blows: [{ what: 'kill', point: 'after-save:verifying-dead#1' }],
            sabotage: 'store-after-retire',
          });
          expect(report.deaths).toBe(1);
          expect(report.violations.join('\n')).toContain(
            'after blow 1: O2: the old key is ended and the keychain does not hold the new secret',
          );
        }),
      );

    it(
      'reports nothing when nothing is wrong and nobody is killed',
      inTurn(async () => {
        const report = await trials.apart(pubnubV1, { blows: [] });
        expect(report).toMatchObject({ violations: [], deaths: 0 });
        expect(report.end?.step).toBe('completed');
      }),
    );
  });
});
