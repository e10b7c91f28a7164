import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CrashLab } from './crash-lab.ts';
import { isAroundEffect, isAroundSave, isInsideEffect, killAtEach, pointsOf } from './trials.ts';

/** Longest series, on a machine that is busy with other things as well. */
const SERIES_TIMEOUT_MS = 600_000;

let lab: CrashLab;
let points: string[];

beforeAll(async () => {
  lab = await CrashLab.open({ isProvable: true, keys: 150 });
  points = await pointsOf(lab, {});
});

afterAll(async () => {
  await lab.close();
});

/** The steps of a whole replacement; each is saved once, distributing once more per destination. */
const saved = [
  'planned',
  'minting',
  'keeping',
  'verifying',
  'distributing',
  'overlapping',
  'retiring',
  'verifying-dead',
  'completed',
];

describe(
  'a replacement killed at every named instant, and recovered',
  { timeout: SERIES_TIMEOUT_MS },
  () => {
    it('holds O1–O7 before, in and after the saving of every step', async () => {
      const around = points.filter(isAroundSave);
      for (const step of saved)
        for (const when of ['before', 'in', 'after'])
          expect(around).toContain(`${when}-save:${step}#1`);
      const { kills, violations } = await killAtEach(lab, around);
      expect(violations).toEqual({});
      expect(kills).toBeGreaterThanOrEqual(33);
    });

    it('holds O1–O7 before and after every effect', async () => {
      const { kills, violations } = await killAtEach(lab, points.filter(isAroundEffect));
      expect(violations).toEqual({});
      expect(kills).toBeGreaterThanOrEqual(12);
    });

    it('holds O1–O7 inside every effect: call sent, answered, read; keychain; file; clean-up', async () => {
      const { kills, violations } = await killAtEach(lab, points.filter(isInsideEffect));
      expect(violations).toEqual({});
      expect(kills).toBeGreaterThanOrEqual(20);
    });
  },
);
