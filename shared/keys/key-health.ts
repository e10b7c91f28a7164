import type { Settings } from '../settings/settings.ts';
import { DAY_MS } from '../lib/duration.ts';
import type { KeyScope } from '../scopes/key-scope.ts';
import type { AttentionReason, Custody, Environment, KeyStatus } from './key.ts';

/** What is known of a key when its health is judged. Instants in milliseconds since 1970. */
export interface JudgedKey {
  readonly status: KeyStatus;
  readonly environment: Environment;
  readonly createdAt: number | null;
  readonly firstSeenAt: number;
  readonly lastRotatedAt: number | null;
  readonly scope: KeyScope;
  readonly custody: Custody;
  readonly openRotation: boolean;
}

/** PubNub keeps messages for at most 365 days (Admin API v1, `message_storage_ttl`): the maximum reads as "for ever". */
const LONGEST_HISTORY_DAYS = 365;

/**
 * Why a key asks for attention, most urgent first. An ended key asks for nothing, a key that is
 * gone at the provider only to be looked at. `unmanaged-drift` needs two syncs to compare and is
 * not found here.
 */
export function attentionOf(
  key: JudgedKey,
  settings: Pick<Settings, 'maxAgeDaysProduction' | 'maxAgeDaysOther'>,
  now: number,
): AttentionReason[] {
  if (key.status === 'ended') return [];
  const reasons: AttentionReason[] = [];
  if (key.openRotation) reasons.push('rotation-waiting');
  if (key.status === 'gone') return [...reasons, 'gone-at-provider'];
  if (key.custody === 'not-held') reasons.push('secret-not-held');
  if (key.environment === 'production' && isOpenToEverybody(key.scope))
    reasons.push('access-manager-off');
  if (ageSinceRenewalMs(key, now) > maxAgeDays(key, settings) * DAY_MS) reasons.push('over-age');
  if (keepsHistoryForever(key.scope)) reasons.push('history-forever');
  return reasons;
}

/** A lower bound where the provider gives no date: then over-age is found late, never falsely. */
function ageSinceRenewalMs(key: JudgedKey, now: number): number {
  return now - Math.max(key.createdAt ?? key.firstSeenAt, key.lastRotatedAt ?? 0);
}

function maxAgeDays(
  key: JudgedKey,
  settings: Pick<Settings, 'maxAgeDaysProduction' | 'maxAgeDaysOther'>,
): number {
  return key.environment === 'production'
    ? settings.maxAgeDaysProduction
    : settings.maxAgeDaysOther;
}

/** Only an Access Manager known to be off counts; a property the provider did not send does not. */
function isOpenToEverybody(scope: KeyScope): boolean {
  return scope.kind === 'keyset' && scope.properties['uls'] === false;
}

function keepsHistoryForever(scope: KeyScope): boolean {
  if (scope.kind !== 'keyset' || scope.properties['history'] !== true) return false;
  const days = scope.properties['message_storage_ttl'];
  return typeof days === 'number' && days >= LONGEST_HISTORY_DAYS;
}
