import type { ProviderDescriptor } from '../../shared/providers/provider-descriptor.ts';
import type { ScopeInput } from '../../shared/scopes/key-scope.ts';

/** Which editor a scope has. */
export type ScopeEditorKind = NonNullable<ProviderDescriptor['scope']>;

/** What a form holds of a scope before it is sent. */
export interface ScopeDraft {
  /** What would be asked for; while the document cannot be read, what it last said. */
  readonly input: ScopeInput;
  /** The document in a person's own spelling; null while the form speaks. */
  readonly text: string | null;
}

/** Changes the latest draft: a number field reports when it loses the focus, so two may change between two renders. */
export type ChangeScopeDraft = (change: (latest: ScopeDraft) => ScopeDraft) => void;
