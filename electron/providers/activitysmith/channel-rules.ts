import { channelDifferences, channelScopeProblems } from '../../../shared/scopes/channel-scope.ts';
import type { KeyScope, ScopeInput } from '../../../shared/scopes/key-scope.ts';
import { scopeToCopy } from '../../../shared/scopes/scope-to-copy.ts';
import type { KeyDraft } from '../../services/ports/provider-values.ts';
import { activitysmithRules } from './rules.ts';

export function draftProblems(draft: Pick<KeyDraft, 'name' | 'scope'>): string[] {
  return [...nameProblems(draft.name), ...scopeProblems(draft.scope)];
}

export function nameProblems(name: string): string[] {
  const { keyNameMax } = activitysmithRules;
  const length = [...name].length;
  return [
    ...(name.trim() === '' ? ['The name must be filled in.'] : []),
    ...(length > keyNameMax
      ? [`The name has ${length} characters; ActivitySmith allows ${keyNameMax}.`]
      : []),
    ...(/\p{Cc}/u.test(name) ? ['The name contains control characters.'] : []),
    ...(name.isWellFormed() ? [] : ['The name contains half a character.']),
  ];
}

export function scopeProblems(scope: ScopeInput | null): string[] {
  if (scope === null) return [];
  return scope.kind === 'channels'
    ? channelScopeProblems(scope)
    : ['ActivitySmith keys are scoped to channels.'];
}

/** Null where the old scope cannot be asked for: a replacement must never reach more than the old key. */
export const copyableScope = (scope: KeyScope): ScopeInput | null =>
  scope.kind === 'channels' ? scopeToCopy(scope) : null;

export function scopeDifferences(before: KeyScope, after: KeyScope): string[] {
  return before.kind === 'channels' && after.kind === 'channels'
    ? channelDifferences(before, after)
    : ['scope'];
}
