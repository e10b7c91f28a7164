import type { ReactNode } from 'react';
import type { Container } from '../../../../shared/connections/connection.ts';
import type { ProviderDescriptor } from '../../../../shared/providers/provider-descriptor.ts';
import type { KeyScope } from '../../../../shared/scopes/key-scope.ts';
import type { ChangeScopeDraft, ScopeDraft, ScopeEditorKind } from '../../../parts/scope-draft.ts';

/** What a key may do is another feature's matter: `app` hands its parts in. */
export interface KeySettingsSlot {
  /** What a new key starts with. */
  readonly initialScope: (kind: ScopeEditorKind) => ScopeDraft;
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
  /** What came back without having been sent. */
  readonly returned: (scope: KeyScope, sent: ScopeDraft | null) => ReactNode;
}
