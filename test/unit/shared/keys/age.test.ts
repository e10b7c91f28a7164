import { describe, expect, it } from 'vitest';
import { durationText, keyAge, keyAgeText, keyAgeWords } from '../../../../shared/keys/age.ts';
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

  it('is not told for a key that was first seen in this minute', () => {
    const key = { createdAt: null, firstSeenAt: NOW };
    expect(keyAgeText(key, NOW)).toBe('seen now');
    expect(keyAgeWords(key, NOW)).toBe('first seen just now');
  });

  it('says in words whether the provider or Rekey knows the date', () => {
    const at = NOW - 12 * DAY_MS;
    expect(keyAgeWords({ createdAt: at, firstSeenAt: NOW }, NOW)).toBe('12 d old');
    expect(keyAgeWords({ createdAt: null, firstSeenAt: at }, NOW)).toBe('first seen 12 d ago');
    expect(keyAgeWords({ createdAt: NOW, firstSeenAt: NOW }, NOW)).toBe('new');
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
