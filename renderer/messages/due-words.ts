import { durationText } from '../../shared/keys/age.ts';
import type { DueCause, RotationDue } from '../../shared/keys/due-plan.ts';
import { DAY_MS } from '../../shared/lib/duration.ts';
import { countOf } from './count-words.ts';
import { environmentWords } from './key-words.ts';

/** "overdue by 12 days", "due in 3 days", "ends in 20 h". */
export function dueWords({ dueAt, cause }: RotationDue, now: number): string {
  if (dueAt === null || cause === null) return 'never due';
  const isEnd = cause.kind === 'secret-ends' || cause.kind === 'old-secret-ends';
  const distance = distanceWords(Math.abs(now - dueAt));
  if (now > dueAt) return isEnd ? `ended ${distance} ago` : `overdue by ${distance}`;
  return `${isEnd ? 'ends' : 'due'} in ${distance}`;
}

function distanceWords(distanceMs: number): string {
  if (distanceMs >= DAY_MS) return countOf(Math.floor(distanceMs / DAY_MS), 'day', 'days');
  const text = durationText(distanceMs);
  return text === 'now' ? 'a moment' : text;
}

/** Which policy a date comes from: "production: every 90 days". */
export function causeWords(cause: DueCause): string {
  switch (cause.kind) {
    case 'key':
      return `this key: every ${daysWords(cause.days)}`;
    case 'tag':
      return `tag ${cause.tag}: every ${daysWords(cause.days)}`;
    case 'environment':
      return cause.environment === 'production'
        ? `${environmentWords.production}: every ${daysWords(cause.days)}`
        : `not production: every ${daysWords(cause.days)}`;
    case 'secret-ends':
      return 'its secret ends by itself';
    case 'old-secret-ends':
      return 'its old secret ends by itself; what still uses it stops';
  }
}

const daysWords = (days: number): string => (days === 1 ? 'day' : countOf(days, 'day', 'days'));
