import type { Environment } from '../../../shared/keys/key.ts';
import type { KeyDraft } from '../../services/ports/provider-values.ts';
import { requestedProperties, scopeProblems, toWire } from './keyset-properties.ts';
import { pubnubV1Rules } from './rules.ts';

/** What is sent to create a keyset; also shown in the plan. */
export function createBody(draft: KeyDraft) {
  return {
    app_id: Number(draft.providerContainerId),
    type: typeOf(draft.environment),
    properties: { name: draft.name, ...toWire(requestedProperties(draft.scope)) },
  };
}

/** 1 is production, 0 is testing; a keyset of neither kind cannot be made. */
export const typeOf = (environment: Environment): 0 | 1 => (environment === 'production' ? 1 : 0);

export function draftProblems(draft: Pick<KeyDraft, 'name' | 'scope'>): string[] {
  return [...nameProblems(draft.name, pubnubV1Rules.keyNameMax), ...scopeProblems(draft.scope)];
}

/** PubNub documents no rule for names; the bound is Rekey's own and says so. */
export function nameProblems(name: string, maxCodePoints: number): string[] {
  const problems: string[] = [];
  if (name.trim() === '') problems.push('The name must be filled in.');
  const length = [...name].length;
  if (length > maxCodePoints) {
    problems.push(
      `The name has ${length} characters; Rekey allows ${maxCodePoints}, because PubNub states no limit.`,
    );
  }
  if (/\p{Cc}/u.test(name)) problems.push('The name contains control characters.');
  if (!name.isWellFormed()) problems.push('The name contains half a character.');
  return problems;
}
