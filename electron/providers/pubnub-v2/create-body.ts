import type { Environment } from '../../../shared/keys/key.ts';
import type { KeyDraft } from '../../services/ports/provider-values.ts';
import type { WireObject } from './client.ts';
import { requestedProperties, scopeProblems, toWire } from './keyset-config.ts';
import { pubnubV2Rules } from './rules.ts';

/** What is sent to create a keyset; also shown in the plan. Without settings the server's defaults apply. */
export function createBody(draft: KeyDraft): WireObject {
  const config = toWire(requestedProperties(draft.scope));
  return {
    keyset: {
      name: draft.name,
      type: typeOf(draft.environment),
      appId: draft.providerContainerId,
    },
    ...(Object.keys(config).length === 0 ? {} : { config }),
  };
}

/** A keyset of neither kind cannot be made. */
export const typeOf = (environment: Environment): 'production' | 'testing' =>
  environment === 'production' ? 'production' : 'testing';

export function draftProblems(draft: Pick<KeyDraft, 'name' | 'scope'>): string[] {
  return [...nameProblems(draft.name, pubnubV2Rules.keyNameMax), ...scopeProblems(draft.scope)];
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
