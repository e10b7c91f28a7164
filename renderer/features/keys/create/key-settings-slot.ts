import type { ReactNode } from 'react';
import type { Container } from '../../../../shared/connections/connection.ts';
import type { ProviderDescriptor } from '../../../../shared/providers/provider-descriptor.ts';
import type { KeyScope } from '../../../../shared/scopes/key-scope.ts';
import type { ChangeScopeDraft, ScopeDraft, ScopeEditorKind } from '../../../parts/scope-draft.ts';

/** What a key may do is another feature's matter: `app` hands its parts in. */
export interface KeySettingsSlot {
  /** What a new key starts with. */
  readonly initialScope: (kind: ScopeEditorKind) => ScopeDraft;
  /** What a copy of a key starts with; null where its scope cannot be asked for. */
  readonly copiedScope: (scope: KeyScope) => ScopeDraft | null;
  readonly fields: (form: {
    kind: ScopeEditorKind;
    draft: ScopeDraft;
    onChange: ChangeScopeDraft;
    container: Container;
    descriptor: ProviderDescriptor;
  }) => ReactNode;
  readonly problemCount: (kind: ScopeEditorKind, draft: ScopeDraft) => number;
  /** What will be sent, before the consent. */
  readonly review: (kind: ScopeEditorKind, draft: ScopeDraft) => ReactNode;
  /** In what a copy differs from its source. */
  readonly comparison: (shown: KeyScope, name: string, draft: ScopeDraft) => ReactNode;
  /** What speaks against shipping such a key in a browser or an app, in sentences. */
  readonly warningsIfPublic: (kind: ScopeEditorKind, draft: ScopeDraft) => readonly string[];
  /** What came back without having been sent, and what came back otherwise than it was sent. */
  readonly returned: (
    scope: KeyScope,
    sent: ScopeDraft | null,
    differences: readonly string[],
  ) => ReactNode;
}
