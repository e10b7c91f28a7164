import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import type { PlannedCall } from '../../../shared/rotations/rotation-view.ts';
import type { KeyScope, ScopeInput } from '../../../shared/scopes/key-scope.ts';
import type { ProviderOperations } from './provider-operations.ts';
import type { ProviderRules } from './provider-rules.ts';
import type { KeyDraft } from './provider-values.ts';

export interface ProviderAdapter {
  readonly id: string;
  readonly rules: ProviderRules;
  readonly operations: ProviderOperations;
  /** Computed by `provider-registry.ts` from the operations, rules and guide. */
  readonly descriptor: ProviderDescriptor;
  /** Fields of a draft that this provider would refuse, in words; empty when fine. */
  draftProblems(draft: Pick<KeyDraft, 'name' | 'scope'>): readonly string[];
  /** The scope a replacement is created with; null where keys have none. */
  copyableScope(scope: KeyScope): ScopeInput | null;
  /** Names of the properties or resources in which two keys' scopes differ; empty means provably the same. */
  scopeDifferences(before: KeyScope, after: KeyScope): readonly string[];
  /** The exact calls of a replacement, for the plan. */
  plannedReplacement(input: {
    readonly providerKeyId: string;
    readonly draft: KeyDraft;
    readonly canProbe: boolean;
  }): readonly PlannedCall[];
  /** The same of a rotation in place; there where `rotateSecret` is. */
  plannedInPlace?(input: {
    readonly providerKeyId: string;
    /** The prefix of the secret that is replaced, where it is known. */
    readonly stub: string | null;
    /** How long the old secret goes on; null: it ends with the call. */
    readonly overlapMs: number | null;
    readonly canProbe: boolean;
  }): readonly PlannedCall[];
}

export interface ProviderRegistry {
  all(): readonly ProviderAdapter[];
  /** Null for a provider this version does not know. */
  find(providerId: string): ProviderAdapter | null;
}
