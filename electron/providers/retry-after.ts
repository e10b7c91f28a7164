import { MINUTE_MS, SECOND_MS } from '../../shared/lib/duration.ts';

const SHORTEST_MS = SECOND_MS;
const LONGEST_MS = 5 * MINUTE_MS;
/** For a header that says nothing readable, and where a refusal names no time. */
export const UNREADABLE_RETRY_AFTER_MS = 30 * SECOND_MS;

/**
 * How long a `Retry-After` header asks to wait: whole seconds, or an HTTP date seen from the
 * server's own `Date`, because its clock and ours may differ. Null without the header.
 */
export function retryAfterMs(headers: Headers, now: number): number | null {
  const header = headers.get('retry-after')?.trim();
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return clamp(Number(header) * SECOND_MS);
  const until = httpDate(header);
  if (until === null) return UNREADABLE_RETRY_AFTER_MS;
  return clamp(until - (httpDate(headers.get('date') ?? '') ?? now));
}

/** The one date form that HTTP still sends; `Date.parse` alone would take almost anything. */
function httpDate(text: string): number | null {
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return null;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? null : instant;
}

const clamp = (delayMs: number): number => Math.min(Math.max(delayMs, SHORTEST_MS), LONGEST_MS);
