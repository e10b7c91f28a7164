import { describe, expect, it } from 'vitest';
import { durationWords, runningTime } from '../../../../renderer/messages/duration-words.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../../shared/lib/duration.ts';

describe('a chosen duration', () => {
  it.each([
    [MINUTE_MS, '1 minute'],
    [15 * MINUTE_MS, '15 minutes'],
    [90 * MINUTE_MS, '90 minutes'],
    [HOUR_MS, '1 hour'],
    [DAY_MS, '24 hours'],
    [7 * DAY_MS, '7 days'],
    [90 * SECOND_MS, '90 seconds'],
  ])('of %d ms is "%s"', (durationMs, words) => {
    expect(durationWords(durationMs)).toBe(words);
  });
});

describe('a running time', () => {
  it.each([
    [-5, '0 s'],
    [9_999, '9 s'],
    [4 * MINUTE_MS + 12_500, '4 min 12 s'],
    [23 * HOUR_MS + 41 * MINUTE_MS + 59_000, '23 h 41 min'],
    [6 * DAY_MS + 4 * HOUR_MS, '6 d 4 h'],
  ])('of %d ms is "%s"', (durationMs, words) => {
    expect(runningTime(durationMs)).toBe(words);
  });
});
