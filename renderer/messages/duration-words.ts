import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/lib/duration.ts';
import { countOf } from './count-words.ts';

/** A duration that somebody chose, in the largest unit that says it exactly: "15 minutes", "24 hours". */
export function durationWords(durationMs: number): string {
  if (durationMs >= 2 * DAY_MS && durationMs % DAY_MS === 0)
    return countOf(durationMs / DAY_MS, 'day', 'days');
  if (durationMs >= HOUR_MS && durationMs % HOUR_MS === 0)
    return countOf(durationMs / HOUR_MS, 'hour', 'hours');
  if (durationMs >= MINUTE_MS && durationMs % MINUTE_MS === 0)
    return countOf(durationMs / MINUTE_MS, 'minute', 'minutes');
  return countOf(Math.round(durationMs / SECOND_MS), 'second', 'seconds');
}

/** A running time in its two largest units: "6 d 4 h", "23 h 41 min", "4 min 12 s", "9 s". */
export function runningTime(durationMs: number): string {
  const left = Math.max(0, Math.floor(durationMs / SECOND_MS) * SECOND_MS);
  const part = (unitMs: number, withinMs: number) => String(Math.floor((left % withinMs) / unitMs));
  const whole = (unitMs: number) => String(Math.floor(left / unitMs));
  if (left >= DAY_MS) return `${whole(DAY_MS)} d ${part(HOUR_MS, DAY_MS)} h`;
  if (left >= HOUR_MS) return `${whole(HOUR_MS)} h ${part(MINUTE_MS, HOUR_MS)} min`;
  if (left >= MINUTE_MS) return `${whole(MINUTE_MS)} min ${part(SECOND_MS, MINUTE_MS)} s`;
  return `${whole(SECOND_MS)} s`;
}
