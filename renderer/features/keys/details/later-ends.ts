import { DAY_MS, HOUR_MS } from '../../../../shared/lib/duration.ts';

export const extraTimes = [
  { value: '1h', label: '1 hour longer', extraMs: HOUR_MS },
  { value: '24h', label: '24 hours longer', extraMs: DAY_MS },
  { value: '7d', label: '7 days longer', extraMs: 7 * DAY_MS },
] as const;

/** Counted from its end, or from now where that has passed. */
export const laterEnd = (expiresAt: number, extraMs: number, now: number): number =>
  Math.max(expiresAt, now) + extraMs;

/** "2026-12-01 09:00" in the time zone of this machine; null for anything that is no such minute. */
export function instantOfText(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})$/.exec(text.trim());
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0] = match.slice(1).map(Number);
  const date = new Date(year, month - 1, day, hours, minutes);
  // A day that no month has would be one of the next month, and an hour that a clock skips another.
  const isReal =
    date.getFullYear() === year &&
    date.getMonth() === month - 1 &&
    date.getDate() === day &&
    date.getHours() === hours &&
    date.getMinutes() === minutes;
  return isReal && date.getTime() >= 0 ? date.getTime() : null;
}
