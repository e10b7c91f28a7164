import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/duration.ts';

/** What a key's age is computed from, in milliseconds since 1970. */
export interface DatedKey {
  readonly createdAt: number | null;
  readonly firstSeenAt: number;
}

export interface KeyAge {
  readonly ageMs: number;
  /** The provider gives no date: the key is at least this old. */
  readonly isAtLeast: boolean;
}

/** The provider's date where there is one, else the time since Rekey first saw the key. */
export function keyAge(key: DatedKey, now: number): KeyAge {
  return {
    ageMs: Math.max(0, now - (key.createdAt ?? key.firstSeenAt)),
    isAtLeast: key.createdAt === null,
  };
}

/** A duration in its largest whole unit up to days: "412 d", "3 h", "12 min", "now". */
export function durationText(durationMs: number): string {
  if (durationMs >= DAY_MS) return `${Math.floor(durationMs / DAY_MS).toString()} d`;
  if (durationMs >= HOUR_MS) return `${Math.floor(durationMs / HOUR_MS).toString()} h`;
  if (durationMs >= MINUTE_MS) return `${Math.floor(durationMs / MINUTE_MS).toString()} min`;
  return 'now';
}

/**
 * A key's age as the list shows it: "412 d", or "≥ 12 d" where the provider gives no date. What was
 * first seen in this minute may be of any age.
 */
export function keyAgeText(key: DatedKey, now: number): string {
  const { ageMs, isAtLeast } = keyAge(key, now);
  const text = durationText(ageMs);
  if (!isAtLeast) return text;
  return text === 'now' ? 'seen now' : `≥ ${text}`;
}

/** The same beside other words: "412 d old", "first seen 12 d ago", "new" within its first minute. */
export function keyAgeWords(key: DatedKey, now: number): string {
  const { ageMs, isAtLeast } = keyAge(key, now);
  const text = durationText(ageMs);
  if (isAtLeast) return text === 'now' ? 'first seen just now' : `first seen ${text} ago`;
  return text === 'now' ? 'new' : `${text} old`;
}
