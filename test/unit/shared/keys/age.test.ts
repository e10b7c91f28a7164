import { describe, expect, it } from 'vitest';
import { durationText, keyAge, keyAgeText } from '../../../../shared/keys/age.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/lib/duration.ts';
import { NOW } from './key-fixture.ts';

describe('the age of a key', () => {
  it('counts from the provider’s date', () => {
    const key = { createdAt: NOW - 412 * DAY_MS, firstSeenAt: NOW - DAY_MS };
    expect(keyAge(key, NOW)).toEqual({ ageMs: 412 * DAY_MS, isAtLeast: false });
    expect(keyAgeText(key, NOW)).toBe('412 d');
  });

  it('is at least the time since it was first seen where the provider gives no date', () => {
    const key = { createdAt: null, firstSeenAt: NOW - 12 * DAY_MS };
    expect(keyAge(key, NOW)).toEqual({ ageMs: 12 * DAY_MS, isAtLeast: true });
    expect(keyAgeText(key, NOW)).toBe('≥ 12 d');
  });

  it('is never negative when the provider’s clock is ahead', () => {
    expect(keyAgeText({ createdAt: NOW + DAY_MS, firstSeenAt: NOW }, NOW)).toBe('now');
  });

  it.each([
    [0, 'now'],
    [MINUTE_MS - 1, 'now'],
    [MINUTE_MS, '1 min'],
    [HOUR_MS - 1, '59 min'],
    [HOUR_MS, '1 h'],
    [DAY_MS - 1, '23 h'],
    [DAY_MS, '1 d'],
    [400 * DAY_MS, '400 d'],
  ])('shows %i ms as %s', (durationMs, text) => {
    expect(durationText(durationMs)).toBe(text);
  });
});
