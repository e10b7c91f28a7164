import { describe, expect, it } from 'vitest';
import {
  instantOfText,
  laterEnd,
} from '../../../../../../renderer/features/keys/details/later-ends.ts';

describe('a later end', () => {
  it('is counted from the present one, and from now where that has passed', () => {
    expect(laterEnd(5_000, 100, 1_000)).toBe(5_100);
    expect(laterEnd(1_000, 100, 5_000)).toBe(5_100);
  });
});

describe('an end in words', () => {
  it('is a minute of this machine’s clock', () => {
    const expected = new Date(2026, 11, 1, 9, 5).getTime();
    expect(instantOfText('2026-12-01 09:05')).toBe(expected);
    expect(instantOfText(' 2026-12-01T09:05 ')).toBe(expected);
  });

  it.each([
    ...['', 'tomorrow', '2026-12-01', '2026-12-1 09:05', '2026-12-01 9:05', '01.12.2026 09:05'],
    ...['2026-13-01 09:05', '2026-02-30 09:05', '2026-12-01 24:00', '2026-12-01 09:60'],
    ...['0000-01-01 00:00', '1969-01-01 00:00', '2026-12-01 09:05Z'],
  ])('is not guessed from "%s"', (text) => {
    expect(instantOfText(text)).toBeNull();
  });
});
