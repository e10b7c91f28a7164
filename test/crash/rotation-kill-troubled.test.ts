import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultRuleInput } from '../../electron/sandbox/fault-rule.ts';
import { CrashLab, type Trial } from './crash-lab.ts';
import { killAtEach, pointsOf } from './trials.ts';

/** Longest series, on a machine that is busy with other things as well. */
const SERIES_TIMEOUT_MS = 600_000;

let lab: CrashLab;

beforeAll(async () => {
  lab = await CrashLab.open({ isProvable: true, keys: 140 });
});

afterAll(async () => {
  await lab.close();
});

const create = { method: 'POST', path: '/api/keys', count: 1 } as const;
const lostAfter: FaultRuleInput = { ...create, effect: { kind: 'reset', when: 'after-commit' } };
const lostBefore: FaultRuleInput = { ...create, effect: { kind: 'reset', when: 'before-commit' } };

const matching = (points: readonly string[], pattern: RegExp): string[] =>
  points.filter((point) => pattern.test(point));

describe('a lost answer and a kill', { timeout: SERIES_TIMEOUT_MS }, () => {
  it('leave one key for one consent when the create took effect', async () => {
    const trial = { faults: [lostAfter] } satisfies Partial<Trial>;
    const points = matching(
      await pointsOf(lab, trial),
      /^(create:after-answer|look:|(before|after)-effect:look|\w+-save:(reconciling|keeping))/,
    );
    const { kills, violations } = await killAtEach(lab, points, trial);
    expect(violations).toEqual({});
    expect(kills).toBeGreaterThanOrEqual(10);
  });

  it('leave no key behind when it never arrived, and the next one needs a new consent', async () => {
    const trial = { faults: [lostBefore] } satisfies Partial<Trial>;
    const points = matching(
      await pointsOf(lab, trial),
      /^(look:after-read#[135]|after-save:(reconciling#[135]|needs-attention#1|minting#2)|create:after-answer#2)/,
    );
    const { kills, violations } = await killAtEach(lab, points, trial);
    expect(violations).toEqual({});
    expect(kills).toBe(9);
  });

  it('end the old key once when the answer to ending it was lost', async () => {
    const trial = {
      faults: [
        {
          method: 'PUT',
          path: '/api/keys/*',
          count: 1,
          effect: { kind: 'answer', status: 500, when: 'after-commit' },
        },
      ],
    } satisfies Partial<Trial>;
    const { kills, violations } = await killAtEach(
      lab,
      ['retire:after-answer#1', 'retire:after-re-read#1', 'after-save:verifying-dead#1'],
      trial,
    );
    expect(violations).toEqual({});
    expect(kills).toBe(3);
  });
});

describe(
  'a roll-back killed at every named instant, and recovered',
  { timeout: SERIES_TIMEOUT_MS },
  () => {
    it('ends the new key and never the old one', async () => {
      const trial = { goal: 'roll-back' } as const;
      const points = matching(
        await pointsOf(lab, trial),
        /^(\w+-save:roll|(before|after)-effect:end-target|roll-back:|http:PUT|finish:)/,
      );
      const { kills, violations } = await killAtEach(lab, points, trial);
      expect(violations).toEqual({});
      expect(kills).toBeGreaterThanOrEqual(15);
    });
  },
);

describe('a kill during the recovery from a kill', { timeout: SERIES_TIMEOUT_MS }, () => {
  it.each([
    ['create:after-answer#1', 'look:after-read#1'],
    ['create:after-answer#1', 'in-save:keeping#1'],
    ['after-save:keeping#1', 'keep:after-write#1'],
    ['keep:after-write#1', 'after-save:verifying#1'],
    ['file:after-link#1', 'file:after-link#1'],
    ['after-save:retiring#1', 'http:PUT:headers#1'],
    ['http:PUT:headers#1', 'retire:after-re-read#1'],
    ['after-save:completed#1', 'finish:before-clear#1'],
  ])('at %s and then at %s loses nothing either', async (killAt, killRecoveryAt) => {
    const { wasKilled, violations } = await lab.run({ killAt, killRecoveryAt });
    expect(violations).toEqual([]);
    expect(wasKilled).toBe(true);
  });
});

describe('where a person attests', { timeout: SERIES_TIMEOUT_MS }, () => {
  it('holds O1–O7 as well', async () => {
    const attested = await CrashLab.open({ isProvable: false, keys: 80 });
    try {
      const points = matching(
        await pointsOf(attested, {}),
        /^(in|after)-save:(verifying|distributing#1|retiring|verifying-dead|completed)/,
      );
      const { kills, violations } = await killAtEach(attested, points);
      expect(violations).toEqual({});
      expect(kills).toBeGreaterThanOrEqual(10);
    } finally {
      await attested.close();
    }
  });
});

describe('the harness itself', { timeout: SERIES_TIMEOUT_MS }, () => {
  it('reports a rotation that ends the old key before the new one is stored', async () => {
    const report = await lab.run({
      killAt: 'create:after-answer#1',
      sabotage: 'retire-before-store',
    });
    expect(report.wasKilled).toBe(true);
    expect(report.violations.join('\n')).toMatch(
      /after the kill: O1: keyset \d+ was ended without a confirmed retirement/,
    );
    expect(report.violations.join('\n')).toContain('O2: the old key is ended');
  });

  it('reports a rotation that stores the new key after the old one is ended', async () => {
    const report = await lab.run({
      killAt: 'after-save:verifying-dead#1',
      sabotage: 'store-after-retire',
    });
    expect(report.wasKilled).toBe(true);
    expect(report.violations.join('\n')).toContain(
      'after the kill: O2: the old key is ended and the keychain does not hold the new secret',
    );
  });

  it('reports nothing when nothing is wrong and nobody is killed', async () => {
    const report = await lab.run({ killAt: null });
    expect(report).toMatchObject({ violations: [], wasKilled: false });
    expect(report.end?.step).toBe('completed');
  });
});
