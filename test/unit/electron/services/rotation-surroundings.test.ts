import { describe, expect, it } from 'vitest';
import {
  clockAheadMs,
  clockFindings,
  quotaFindings,
} from '../../../../electron/services/rotation-surroundings.ts';
import { MINUTE_MS, SECOND_MS } from '../../../../shared/lib/duration.ts';
import type { PlannedCall } from '../../../../shared/rotations/rotation-view.ts';

const account = { baseUrl: 'https://admin.test', dataPlaneUrl: 'https://data.test' };
const clocksOf = (aheadMsByUrl: Readonly<Record<string, number>>) => ({
  aheadMs: (url: string) => aheadMsByUrl[url] ?? null,
});
const budgetOf = (requests: number) => ({
  take: () => Promise.reject(new Error('Looking takes nothing')),
  left: () => ({ requests, moreAt: Date.UTC(2026, 10, 21, 12) }),
});
const calls: PlannedCall[] = Array.from({ length: 4 }, () => ({
  ...{ method: 'GET', path: '/keys', purpose: 'read-old', bodySummary: null, mutates: false },
}));

describe('the clocks of an account', () => {
  it('count by the one that is furthest away, in either direction', () => {
    const clocks = clocksOf({ 'https://admin.test': 5, 'https://data.test': -7 });
    expect(clockAheadMs(clocks, account)).toBe(-7);
    expect(clockAheadMs(clocksOf({ 'https://data.test': 3 }), account)).toBe(3);
    expect(clockAheadMs(clocksOf({}), account)).toBeNull();
  });

  it.each([null, 0, 9_999, -9_999])('are no finding at %s ms', (aheadMs) => {
    expect(clockFindings(aheadMs, 'overlap')).toEqual([]);
  });

  it.each([
    [10 * SECOND_MS, '10 seconds ahead of'],
    [-119 * SECOND_MS, '119 seconds behind'],
    [3.9 * MINUTE_MS, '3 minutes ahead of'],
  ])('are told in words: %s ms', (aheadMs, words) => {
    const [finding] = clockFindings(aheadMs, 'overlap');
    expect(finding).toMatchObject({ weight: 'warns', reason: 'clock-skewed' });
    expect(finding?.detail).toContain(`This machine’s clock is ${words} the provider’s.`);
  });

  it.each([5 * MINUTE_MS, -5 * MINUTE_MS])(
    'stop an overlap at %s ms, and nothing else',
    (aheadMs) => {
      expect(clockFindings(aheadMs, 'overlap')).toMatchObject([{ weight: 'blocks' }]);
      for (const strategy of ['replace', 'immediate', 'guided'] as const)
        expect(clockFindings(aheadMs, strategy)).toMatchObject([{ weight: 'warns' }]);
    },
  );
});

describe('the requests that are left', () => {
  it('are a finding when a rotation might not get through with them', () => {
    expect(quotaFindings(budgetOf(12), calls)).toEqual([]);
    expect(quotaFindings(null, calls)).toEqual([]);
    expect(quotaFindings(budgetOf(11), calls)).toMatchObject([
      {
        ...{ weight: 'warns', reason: 'quota-low' },
        detail:
          'Rekey may send 11 more requests to this account, and a rotation takes up to 12. Others become free from 2026-11-21 12:00 UTC on.',
      },
    ]);
  });
});
