import { ruleDays } from '../../shared/keys/due-limits.ts';
import { figure } from '../messages/count-words.ts';

/** What is wrong with the days of a policy, in a sentence; null when they can be saved. */
export const daysProblem = (days: number | null): string | null =>
  days === null || !Number.isInteger(days) || days < ruleDays.min || days > ruleDays.max
    ? `Type a whole number from ${figure(ruleDays.min)} to ${figure(ruleDays.max)} days.`
    : null;
