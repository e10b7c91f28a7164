import { channelScopeProblems } from '../../../shared/scopes/channel-scope.ts';
import type { KeyScope } from '../../../shared/scopes/key-scope.ts';
import type { KeysetScope } from '../../../shared/scopes/keyset-scope.ts';
import type { ScopeDraft } from '../../parts/scope-draft.ts';
import { capabilityDraftProblems, isCapabilityDraft } from './capability-draft.ts';
import { keysetDocumentProblems, keysetProblems, type Properties } from './keyset-draft.ts';

export type Problems = Readonly<Record<string, string>>;

/** What is wrong with an edited scope, by setting or by what is wrong; empty when it can be sent. */
export function scopeProblems(shown: KeyScope, draft: ScopeDraft): Problems {
  if (shown.kind === 'keyset')
    return keysetDraftProblems(shown.generation, shown.properties, draft);
  if (isCapabilityDraft(draft))
    return capabilityDraftProblems(draft, shown.kind === 'capability' ? shown.capability : null);
  return channelProblems(draft);
}

/** Of a keyset, its document included. */
export function keysetDraftProblems(
  generation: KeysetScope['generation'],
  shown: Properties,
  draft: ScopeDraft,
): Problems {
  if (draft.input.kind !== 'keyset') return {};
  return {
    ...keysetProblems(generation, shown, draft.input.properties),
    ...byText(keysetDocumentProblems(generation, draft)),
  };
}

export const channelProblems = ({ input }: ScopeDraft): Problems =>
  input.kind === 'channels' ? byText(channelScopeProblems(input)) : {};

const byText = (problems: readonly string[]): Problems =>
  Object.fromEntries(problems.map((problem) => [problem, problem]));
