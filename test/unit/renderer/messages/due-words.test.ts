import { describe, expect, it } from 'vitest';
import { causeWords, dueWords } from '../../../../renderer/messages/due-words.ts';
import type { DueCause, RotationDue } from '../../../../shared/keys/due-plan.ts';
import { DAY_MS, HOUR_MS } from '../../../../shared/lib/duration.ts';

const NOW = Date.UTC(2026, 10, 21);
const environment: DueCause = { kind: 'environment', environment: 'production', days: 90 };
const due = (afterMs: number, cause: DueCause = environment): RotationDue => ({
  ...{ state: 'soon', dueAt: NOW + afterMs, leadDays: null, cause },
  ...{ isLowerBound: false, snooze: null },
});

describe('a due date', () => {
  it.each([
    [due(-12 * DAY_MS - 1), 'overdue by 12 days'],
    [due(-DAY_MS), 'overdue by 1 day'],
    [due(-1), 'overdue by a moment'],
    [due(20 * HOUR_MS), 'due in 20 h'],
    [due(3.5 * DAY_MS), 'due in 3 days'],
    [due(2 * DAY_MS, { kind: 'old-secret-ends' }), 'ends in 2 days'],
    [due(-2 * DAY_MS, { kind: 'secret-ends' }), 'ended 2 days ago'],
    [{ ...due(0), dueAt: null, cause: null }, 'never due'],
  ])('%# is said in words', (given, words) => {
    expect(dueWords(given, NOW)).toBe(words);
  });

  it.each<[DueCause, string]>([
    [environment, 'production: every 90 days'],
    [{ ...environment, environment: 'unset', days: 365 }, 'not production: every 365 days'],
    [{ kind: 'tag', tag: 'ci', days: 1 }, 'tag ci: every day'],
    [{ kind: 'key', days: 30 }, 'this key: every 30 days'],
    [{ kind: 'secret-ends' }, 'its secret ends by itself'],
    [{ kind: 'old-secret-ends' }, 'its old secret ends by itself; what still uses it stops'],
  ])('%# says where it comes from', (cause, words) => {
    expect(causeWords(cause)).toBe(words);
  });
});
