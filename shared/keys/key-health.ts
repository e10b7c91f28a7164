import { isUnrestricted } from '../scopes/capability-scope.ts';
import type { KeyScope } from '../scopes/key-scope.ts';
import { isOpenToEverybody, keepsHistoryForever } from '../scopes/keyset-words.ts';
import type { DuePlan, DuePolicies } from './due-plan.ts';
import type { AttentionReason, Custody, KeyStatus } from './key.ts';
import { dueOf, type DueKey } from './rotation-due.ts';

/** What is known of a key when its health is judged. Instants in milliseconds since 1970. */
export interface JudgedKey extends DueKey {
  readonly status: KeyStatus;
  readonly plan: DuePlan;
  readonly scope: KeyScope;
  readonly custody: Custody;
  /** Rekey made the key or has had its secret: without the secret something was lost. */
  readonly wasHeld: boolean;
  readonly openRotation: boolean;
}

/**
 * Why a key asks for attention, most urgent first. An ended key asks for nothing, a key that is
 * gone at the provider only to be looked at.
 */
export function attentionOf(key: JudgedKey, policies: DuePolicies, now: number): AttentionReason[] {
  if (key.status === 'ended') return [];
  const reasons: AttentionReason[] = [];
  if (key.openRotation) reasons.push('rotation-waiting');
  if (key.status === 'gone') return [...reasons, 'gone-at-provider'];
  if (key.custody === 'not-held' && key.wasHeld) reasons.push('secret-not-held');
  const { scope } = key;
  if (key.environment === 'production' && scope.kind === 'keyset' && isOpenToEverybody(scope))
    reasons.push('access-manager-off');
  if (scope.kind === 'capability' && isUnrestricted(scope.capability))
    reasons.push('scope-unrestricted');
  if (dueOf(key, key.plan, policies, now).state === 'due') reasons.push('over-age');
  if (scope.kind === 'keyset' && keepsHistoryForever(scope)) reasons.push('history-forever');
  return reasons;
}
