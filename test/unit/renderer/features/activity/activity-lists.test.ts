import { describe, expect, it } from 'vitest';
import {
  activityEntrySchema,
  type ActivityEntry,
} from '../../../../../shared/activity/activity-entry.ts';
import {
  everything,
  filterEntries,
  isFiltering,
} from '../../../../../renderer/features/activity/filter-entries.ts';
import { groupByDay } from '../../../../../renderer/features/activity/group-by-day.ts';
import { verdictWords } from '../../../../../renderer/features/activity/log-check-words.ts';

const entry = (seq: number, more: Partial<ActivityEntry> = {}): ActivityEntry =>
  activityEntrySchema.parse({
    seq,
    at: new Date(2026, 10, 21, 9).getTime(),
    action: 'secret.revealed',
    outcome: 'done',
    connectionId: null,
    keyId: null,
    rotationId: null,
    subject: 'orders-prod',
    facts: {},
    hash: '0'.repeat(64),
    ...more,
  });

const log = [
  entry(4, { action: 'vault.put', subject: 'STRIPE_KEY', facts: { keyset: 'orders-prod' } }),
  entry(3, { outcome: 'failed', facts: { error: 'network-offline' } }),
  entry(2, { action: 'key.disabled', outcome: 'refused', subject: 'chat-web' }),
  entry(1),
];
const seqsOf = (filter: Partial<typeof everything>) =>
  filterEntries(log, { ...everything, ...filter }).map(({ seq }) => seq);

describe('filterEntries', () => {
  it('shows everything without a filter', () => {
    expect(seqsOf({})).toEqual([4, 3, 2, 1]);
    expect(isFiltering(everything)).toBe(false);
    expect(isFiltering({ ...everything, text: '  ' })).toBe(false);
  });

  it('looks for words in names, sentences and facts', () => {
    expect(seqsOf({ text: 'ORDERS-prod' })).toEqual([4, 3, 1]);
    expect(seqsOf({ text: 'no network reveal' })).toEqual([3]);
    expect(seqsOf({ text: '#2' })).toEqual([2]);
  });

  it('narrows by outcome and kind together', () => {
    expect(seqsOf({ outcome: 'refused' })).toEqual([2]);
    expect(seqsOf({ kind: 'secrets' })).toEqual([3, 1]);
    expect(seqsOf({ kind: 'secrets', outcome: 'done' })).toEqual([1]);
  });
});

describe('groupByDay', () => {
  it('names today and yesterday, and dates everything older', () => {
    const now = new Date(2026, 10, 21, 12).getTime();
    const days = groupByDay(
      [
        entry(4, { at: new Date(2026, 10, 21, 0, 1).getTime() }),
        entry(3, { at: new Date(2026, 10, 20, 23, 59).getTime() }),
        entry(2, { at: new Date(2026, 10, 20, 8).getTime() }),
        entry(1, { at: new Date(2025, 10, 21, 12).getTime() }),
      ],
      now,
    );
    expect(days.map(({ title, entries }) => [title, entries.map(({ seq }) => seq)])).toEqual([
      ['Today', [4]],
      ['Yesterday', [3, 2]],
      [expect.stringMatching(/21 November 2025/), [1]],
    ]);
  });
});

describe('verdictWords', () => {
  it('counts what fits together', () => {
    expect(verdictWords({ entryCount: 1_204, brokenAtSeq: null })).toMatchObject({
      isWhole: true,
      title: '1,204 entries fit together',
    });
    expect(verdictWords({ entryCount: 1, brokenAtSeq: null }).title).toBe('1 entry fits together');
  });

  it('names the first entry that does not fit', () => {
    expect(verdictWords({ entryCount: 1_204, brokenAtSeq: 312 })).toMatchObject({
      isWhole: false,
      title: 'Entry 312 does not fit',
    });
  });
});
