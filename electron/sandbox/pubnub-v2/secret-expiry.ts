import type { SecretKeyRecord } from './account-record.ts';
import { VendorRefusal } from './vendor-refusal.ts';

const minAheadMs = 60_000;
const maxAheadMs = 366 * 86_400_000;
/** UTC only, and either no fraction or exactly three digits of it. */
const grammar = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/;

/** An `expiresAt` as milliseconds since 1970. */
export function instantOf(text: string, now: number): number {
  const instant = grammar.test(text) ? Date.parse(text) : Number.NaN;
  // A day that no month has would be read as one of the next month.
  const isReal =
    !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text.slice(0, 19));
  if (!isReal) throw new VendorRefusal(400, 'expiresAt must be an ISO 8601 UTC date with a Z');
  if (instant < now + minAheadMs) {
    throw new VendorRefusal(400, 'expiresAt must be at least 60 seconds in the future');
  }
  if (instant > now + maxAheadMs) {
    throw new VendorRefusal(400, 'expiresAt must be at most 366 days in the future');
  }
  return instant;
}

/** Whether a secret key still works but will stop by itself. */
export const isExpiring = ({ expiresAt }: SecretKeyRecord, now: number): boolean =>
  expiresAt !== null && expiresAt > now;
