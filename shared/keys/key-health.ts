import type { Settings } from '../settings/settings.ts';
import { DAY_MS } from '../lib/duration.ts';
import { isUnrestricted } from '../scopes/capability-scope.ts';
import type { KeyScope } from '../scopes/key-scope.ts';
import { isOpenToEverybody, keepsHistoryForever } from '../scopes/keyset-words.ts';
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

/**
 * Why a key asks for attention, most urgent first. An ended key asks for nothing, a key that is
 * gone at the provider only to be looked at.
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
  const { scope } = key;
  if (key.environment === 'production' && scope.kind === 'keyset' && isOpenToEverybody(scope))
    reasons.push('access-manager-off');
  if (scope.kind === 'capability' && isUnrestricted(scope.capability))
    reasons.push('scope-unrestricted');
  if (ageSinceRenewalMs(key, now) > maxAgeDays(key, settings) * DAY_MS) reasons.push('over-age');
  if (scope.kind === 'keyset' && keepsHistoryForever(scope)) reasons.push('history-forever');
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
