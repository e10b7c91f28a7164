import { publicScopeWarnings } from '../../../shared/keys/public-key.ts';
import type { KeyScope } from '../../../shared/scopes/key-scope.ts';
import type { KeysetScope } from '../../../shared/scopes/keyset-scope.ts';
import { scopeToCopy } from '../../../shared/scopes/scope-to-copy.ts';
import type { ScopeDraft, ScopeEditorKind } from '../../parts/scope-draft.ts';
import { capabilityDraftProblems, isCapabilityDraft } from './capability-draft.ts';
import { keysetTemplates } from './keyset-templates.ts';
import { channelProblems, keysetDraftProblems, type Problems } from './scope-problems.ts';

export const generationOf = (kind: 'keyset-v1' | 'keyset-v2'): KeysetScope['generation'] =>
  kind === 'keyset-v1' ? 'v1' : 'v2';

/** What a new key of this kind starts with. */
export function newScope(kind: ScopeEditorKind): ScopeDraft {
  switch (kind) {
    case 'keyset-v1':
    case 'keyset-v2':
      return {
        input: {
          kind: 'keyset',
          properties: keysetTemplates[generationOf(kind)][0]?.properties ?? {},
        },
        text: null,
      };
    case 'capability':
      return {
        input: { kind: 'capability', capability: {}, revocableTokens: false },
        text: null,
      };
    case 'channels':
      return { input: { kind: 'channels', mode: 'channels', channels: [] }, text: null };
  }
}

/** The draft of a key with the scope of another one; null where it cannot be asked for. */
export function copiedScope(scope: KeyScope): ScopeDraft | null {
  const input = scopeToCopy(scope);
  return input === null ? null : { input, text: null };
}

/** What speaks against shipping a key with this scope in a browser or an app, in sentences. */
export function warningsIfPublic(kind: ScopeEditorKind, { input }: ScopeDraft): string[] {
  if (input.kind !== 'keyset') return publicScopeWarnings(input);
  const generation = kind === 'keyset-v1' ? 'v1' : 'v2';
  return publicScopeWarnings({ ...input, generation, unmanaged: [] });
}

/** Problems of a draft by setting; empty when it can be sent. */
export function newScopeProblems(kind: ScopeEditorKind, draft: ScopeDraft): Problems {
  switch (kind) {
    case 'keyset-v1':
    case 'keyset-v2':
      return keysetDraftProblems(generationOf(kind), {}, draft);
    case 'capability':
      return isCapabilityDraft(draft) ? capabilityDraftProblems(draft, null) : {};
    case 'channels':
      return channelProblems(draft);
  }
}
