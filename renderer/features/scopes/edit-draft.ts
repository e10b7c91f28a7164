import type { Environment, KeyDetails } from '../../../shared/keys/key.ts';
import { comparedCapabilities } from '../../../shared/scopes/capability-comparison.ts';
import { capabilityDifferences, sameCapability } from '../../../shared/scopes/capability-scope.ts';
import type { CapabilityScope } from '../../../shared/scopes/capability-scope-schema.ts';
import { channelDifferences } from '../../../shared/scopes/channel-scope.ts';
import type { ChannelScope } from '../../../shared/scopes/channel-scope-schema.ts';
import type { KeyScope, ScopeInput } from '../../../shared/scopes/key-scope.ts';
import { keysetChanges, type PropertyChange } from '../../../shared/scopes/keyset-scope.ts';
import { scopeChangesOf } from '../../../shared/scopes/scope-changes.ts';
import type { ScopeDraft } from '../../parts/scope-draft.ts';

/** What the editor holds before it is saved. */
export interface EditDraft {
  readonly name: string;
  readonly environment: Environment;
  /** Null where the provider lets nothing of it be changed. */
  readonly scope: ScopeDraft | null;
}

/** What of a scope would change, in the terms of its kind. */
export type ScopeEdit =
  | { readonly kind: 'none' }
  | { readonly kind: 'keyset'; readonly changes: readonly PropertyChange[] }
  | {
      readonly kind: 'capability';
      readonly before: CapabilityScope;
      readonly after: CapabilityScope;
    }
  | { readonly kind: 'channels'; readonly before: ChannelScope; readonly after: ChannelScope };

/** What would be sent: null means "as it is". */
export interface EditChanges {
  readonly name: string | null;
  readonly environment: Environment | null;
  readonly scope: ScopeInput | null;
  readonly scopeEdit: ScopeEdit;
  /** A person types the key's name before this is sent. */
  readonly isDangerous: boolean;
  readonly count: number;
}

/** The draft with which an editor of this scope opens. */
export function openedScope(scope: KeyScope): ScopeDraft | null {
  switch (scope.kind) {
    case 'keyset':
      return { input: { kind: 'keyset', properties: scope.properties }, text: null };
    case 'capability':
    case 'channels':
      return { input: scope, text: null };
    case 'project':
    case 'unknown':
      return null;
  }
}

/** What an editor of this key begins with. */
export const openedDraft = (
  { summary: { name, environment }, scope }: KeyDetails,
  isScopeEdited: boolean,
): EditDraft => ({ name, environment, scope: isScopeEdited ? openedScope(scope) : null });

/** The settings were saved and the rest was not: only that is still unsaved, over the key as it is now. */
export const draftOfRest = (opened: EditDraft, { name, environment }: EditChanges): EditDraft => ({
  ...opened,
  name: name ?? opened.name,
  environment: environment ?? opened.environment,
});

export function editChanges(original: EditDraft, shown: KeyScope, draft: EditDraft): EditChanges {
  const name = draft.name === original.name ? null : draft.name;
  const environment = draft.environment === original.environment ? null : draft.environment;
  const scopeEdit = scopeEditOf(shown, draft.scope);
  const scope = scopeInputOf(scopeEdit);
  const found = scopeChangesOf(shown, scope);
  return {
    name,
    environment,
    scope,
    scopeEdit,
    isDangerous: found.kind === 'changes' && found.isDangerous,
    count: scopeCount(scopeEdit) + (name === null ? 0 : 1) + (environment === null ? 0 : 1),
  };
}

export function scopeEditOf(shown: KeyScope, draft: ScopeDraft | null): ScopeEdit {
  const wanted = draft?.input;
  if (wanted?.kind === 'keyset' && shown.kind === 'keyset') {
    const changes = keysetChanges(shown, wanted.properties);
    return changes.length === 0 ? none : { kind: 'keyset', changes };
  }
  if (wanted?.kind === 'capability' && shown.kind === 'capability')
    return capabilityDifferences(shown, wanted).length === 0
      ? none
      : { kind: 'capability', before: shown, after: wanted };
  if (wanted?.kind === 'channels' && shown.kind === 'channels')
    return channelDifferences(shown, wanted).length === 0
      ? none
      : { kind: 'channels', before: shown, after: wanted };
  return none;
}

const none: ScopeEdit = { kind: 'none' };

/** Of a keyset only the changed leaves; a map and a list of channels always as a whole. */
function scopeInputOf(edit: ScopeEdit): ScopeInput | null {
  switch (edit.kind) {
    case 'none':
      return null;
    case 'keyset':
      return {
        kind: 'keyset',
        properties: Object.fromEntries(edit.changes.map(({ field, after }) => [field.name, after])),
      };
    case 'capability':
    case 'channels':
      return edit.after;
  }
}

function scopeCount(edit: ScopeEdit): number {
  switch (edit.kind) {
    case 'none':
      return 0;
    case 'keyset':
      return edit.changes.length;
    case 'capability':
      return capabilityCount(edit.before, edit.after);
    case 'channels':
      return channelDifferences(edit.before, edit.after).length;
  }
}

/** Every right that is gained or lost is one change; a map that is only written otherwise is one too. */
function capabilityCount(before: CapabilityScope, after: CapabilityScope): number {
  const { gained, lost } = comparedCapabilities(before.capability, after.capability);
  const isSameMap = sameCapability(before.capability, after.capability);
  const isSameChoice = (before.revocableTokens ?? false) === (after.revocableTokens ?? false);
  return Math.max(gained.length + lost.length, isSameMap ? 0 : 1) + (isSameChoice ? 0 : 1);
}
