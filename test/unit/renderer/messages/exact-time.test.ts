import { describe, expect, it } from 'vitest';
import { exactTime, shortTime } from '../../../../renderer/messages/exact-time.ts';

const morning = new Date(2025, 2, 12, 9, 41).getTime();

describe('times', () => {
  it('are exact in words', () => {
    expect(exactTime(morning)).toMatch(/^12 March 2025 at 09:41$/);
  });

  it('are short on the same day and carry the date on others', () => {
    expect(shortTime(morning, new Date(2025, 2, 12, 23, 59).getTime())).toBe('09:41');
    expect(shortTime(morning, new Date(2025, 2, 13, 0, 1).getTime())).toBe('12 Mar 2025, 09:41');
  });
});
