import { DAY_MS } from '../lib/duration.ts';
import type { DueCause, DuePlan, DuePolicies, RotationDue } from './due-plan.ts';
import type { Environment, Part } from './key.ts';

/** What the date is computed from. Instants in milliseconds since 1970. */
export interface DueKey {
  readonly environment: Environment;
  readonly createdAt: number | null;
  readonly firstSeenAt: number;
  readonly lastRotatedAt: number | null;
  /** When the provider ends the current secret by itself; null where it does not. */
  readonly secretEndsAt: number | null;
}

/** How many days ahead a date is worth telling. */
const leadTimes = [30, 14, 7, 1] as const;

/** A longer lead than this part of the whole time would call a key due soon for most of its life. */
const LEAD_SHARE = 3;

/**
 * When a key has to be rotated. Where the provider gives no date, the time since Rekey first saw the
 * key is a lower bound of its age: the date may be late, it is never too early.
 */
export function dueOf(key: DueKey, plan: DuePlan, policies: DuePolicies, now: number): RotationDue {
  const renewedAt = renewalOf(key);
  const { dueAt, cause } = dateOf(key, plan, policies);
  const isLowerBound = key.createdAt === null && key.lastRotatedAt === null;
  const snooze = activeSnooze(key, plan, now);
  if (dueAt === null || cause === null)
    return { state: 'never', dueAt, leadDays: null, cause, isLowerBound, snooze: null };
  const leadDays = leadReached(dueAt, dueAt - renewedAt, now);
  const isNear = now > dueAt || leadDays !== null;
  const state = now > dueAt ? 'due' : isNear ? 'soon' : 'not-due';
  return {
    state: isNear && snooze !== null ? 'snoozed' : state,
    ...{ dueAt, leadDays, cause, isLowerBound, snooze },
  };
}

/** The last time that the key got a new secret, as far as it is known. */
export const renewalOf = (key: Omit<DueKey, 'environment' | 'secretEndsAt'>): number =>
  Math.max(key.createdAt ?? key.firstSeenAt, key.lastRotatedAt ?? 0);

/** The snooze that counts now; a rotation after it was decided has made it pointless. */
export function activeSnooze(key: DueKey, { snooze }: DuePlan, now: number): DuePlan['snooze'] {
  if (snooze === null || snooze.until <= now) return null;
  return renewalOf(key) > snooze.at ? null : snooze;
}

/** When the provider ends the secret in use; null where it does not, or did not say. */
export const secretEndOf = (parts: readonly Part[]): number | null =>
  parts.find(({ nature, state }) => nature === 'secret' && state === 'current')?.expiresAt ?? null;

/** Secrets that were rotated away and still work, with their end. */
export const oldSecretEnds = (
  parts: readonly Part[],
): readonly { readonly partId: Part['id']; readonly endsAt: number }[] =>
  parts.flatMap(({ id, nature, state, expiresAt }) =>
    nature === 'secret' && state === 'expiring' && expiresAt !== null
      ? [{ partId: id, endsAt: expiresAt }]
      : [],
  );

interface DueDate {
  readonly dueAt: number | null;
  readonly cause: DueCause | null;
}

/** The policy's date, or the end of the secret where that comes first. */
function dateOf(key: DueKey, plan: DuePlan, policies: DuePolicies): DueDate {
  const cause = policyOf(key, plan, policies);
  const dueAt = cause === null ? null : renewalOf(key) + cause.days * DAY_MS;
  const { secretEndsAt } = key;
  return secretEndsAt !== null && (dueAt === null || secretEndsAt <= dueAt)
    ? { dueAt: secretEndsAt, cause: { kind: 'secret-ends' } }
    : { dueAt, cause };
}

/** The key's own rule, else the shortest of its tags, else its environment's; null for never. */
function policyOf(
  { environment }: DueKey,
  { tags, rule }: DuePlan,
  { maxAgeDaysProduction, maxAgeDaysOther, tagPolicies }: DuePolicies,
): Extract<DueCause, { days: number }> | null {
  if (rule === 'never') return null;
  if (rule !== null) return { kind: 'key', days: rule };
  const [shortest] = tagPolicies
    .filter(({ tag }) => tags.includes(tag))
    .toSorted((left, right) => left.days - right.days);
  if (shortest !== undefined) return { kind: 'tag', ...shortest };
  const days = environment === 'production' ? maxAgeDaysProduction : maxAgeDaysOther;
  return { kind: 'environment', environment, days };
}

function leadReached(dueAt: number, wholeMs: number, now: number): number | null {
  if (now > dueAt) return null;
  const reached = leadTimes.filter(
    (days) => dueAt - now <= days * DAY_MS && days * LEAD_SHARE * DAY_MS <= wholeMs,
  );
  return reached.at(-1) ?? null;
}
