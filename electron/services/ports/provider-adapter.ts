import type { CredentialRight, ScopeTarget } from '../../../shared/connections/connection.ts';
import type { Result } from '../../../shared/errors/app-error.ts';
import type { Environment, KeyStatus, PartRole } from '../../../shared/keys/key.ts';
import type { RevokedTarget, TokenRevocation } from '../../../shared/keys/token-revocation.ts';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import type { PlannedCall } from '../../../shared/rotations/rotation-view.ts';
import type { KeyScope, ScopeInput } from '../../../shared/scopes/key-scope.ts';
import type { ProviderRules } from './provider-rules.ts';
import type { RequestBudget } from './request-budget.ts';

/** Where an account is spoken to. */
export interface ProviderTarget {
  readonly baseUrl: string;
  readonly dataPlaneUrl: string;
}

/** A signed-in account: what every authorised call needs. Lives only as long as the call. */
export interface ProviderSession extends ProviderTarget {
  readonly credentialSecret: string;
  /** The account's id at the provider, such as PubNub's owner id. */
  readonly accountId: string;
  /**
   * Replaces a credential that ran out, one call at a time per account. `exchange` is asked only
   * when nobody else has renewed it meanwhile; what it answers is kept, read back, and only then
   * counts. Answers the credential to go on with.
   */
  readonly renew: (exchange: () => Promise<Result<RenewedCredential>>) => Promise<Result<string>>;
  /** What every request of this account takes from; absent: nothing is counted. */
  readonly budget?: RequestBudget;
}

export interface RenewedCredential {
  readonly credentialSecret: string;
  readonly expiresAt: number | null;
}

export interface SignedIn {
  readonly credentialSecret: string;
  /** Null where there is nothing yet to tell the account by; never the same value for two accounts. */
  readonly accountId: string | null;
  readonly accountName: string;
  /** Milliseconds since 1970; null where the provider does not say. */
  readonly expiresAt: number | null;
  /** Empty where the provider does not say. */
  readonly rights: readonly CredentialRight[];
}

/** Where a person consents in the system's browser; one use each. */
export interface BrowserConsent {
  /** Loopback address with a random port and path, to be registered and sent as `redirect_uri`. */
  readonly redirectUri: string;
  /**
   * Opens the address in the system's browser and answers the query of the one request that comes
   * back. Errors: `cancelled`, `timed-out` after five minutes.
   */
  readonly authorize: (url: string, signal: AbortSignal) => Promise<Result<URLSearchParams>>;
}

export interface ProviderContainer {
  readonly providerContainerId: string;
  readonly name: string;
}

/** An account that no sign-in belongs to. */
export interface OpenedByHand {
  readonly accountId: string;
  readonly accountName: string;
  readonly containers: readonly ProviderContainer[];
}

/** Instants in milliseconds since 1970; null where it does not say. */
export interface SecretFacts {
  /** The name of the key that it belongs to. */
  readonly name: string;
  readonly createdAt: number | null;
  readonly expiresAt: number | null;
}

/** A part as a list may show it: never a secret value. */
export interface ProviderPart {
  readonly role: PartRole;
  readonly nature: 'identifier' | 'secret';
  readonly value: string | null;
  readonly stub: string | null;
  /** When the provider will stop taking it; absent: it says nothing of the kind. */
  readonly expiresAt?: number | null;
  /** Absent: as the key itself, current or ended. */
  readonly state?: 'current' | 'expiring' | 'ended';
}

/** A key as a list may show it. Secrets were dropped by the parser. */
export interface ProviderKey {
  readonly providerKeyId: string;
  readonly providerContainerId: string;
  readonly name: string;
  readonly environment: Environment;
  readonly status: Exclude<KeyStatus, 'gone'>;
  /** Milliseconds since 1970. */
  readonly createdAt: number | null;
  readonly scope: KeyScope;
  readonly parts: readonly ProviderPart[];
  /** False: this answer does not tell which secrets there are, so what is known of them stays. */
  readonly tellsSecrets?: boolean;
}

/** A secret on its way to the keychain, the screen or the clipboard; handed on at once, never kept. */
export interface ProviderSecret {
  readonly role: PartRole;
  /** Tells several secrets of one role apart; absent where a key has only one. */
  readonly stub?: string | null;
  readonly secretValue: string;
}

export interface ProviderKeyWithSecrets {
  readonly key: ProviderKey;
  /** Empty when the provider did not show them. */
  readonly secrets: readonly ProviderSecret[];
}

export interface KeyPage {
  readonly keys: readonly ProviderKey[];
  /** Keys of the whole container, where the provider says so. */
  readonly total: number | null;
}

export interface KeyDraft {
  readonly providerContainerId: string;
  readonly name: string;
  readonly environment: Environment;
  /** Null where the provider's keys have no scope that could be chosen. */
  readonly scope: ScopeInput | null;
}

/** Only what changes. */
export interface KeyChanges {
  readonly name: string | null;
  readonly environment: Environment | null;
  readonly scope: ScopeInput | null;
}

/** The values with which a key is tried; secrets among them. */
export interface KeyMaterial {
  /** For providers whose requests name the key they are signed with, and its container. */
  readonly name?: string;
  readonly providerContainerId?: string;
  readonly parts: readonly { readonly role: PartRole; readonly secretValue: string }[];
  readonly scope: KeyScope;
}

/** What a harmless request with a key showed. Network failures are `Result` errors, never a verdict. */
export type Probe =
  | { readonly kind: 'works'; readonly status: number }
  /** The provider's explicit refusal, the only proof of death. */
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'not-testable'; readonly reason: 'access-manager-off' | 'no-harmless-check' };

/**
 * What a provider can do is which operations are present: absence is normal, not an error.
 * No operation throws for an expected failure, none retries a create, none keeps a secret.
 */
export interface ProviderOperations {
  /** Uses the typed fields once. */
  readonly signIn?: (
    target: ProviderTarget,
    fields: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ) => Promise<Result<SignedIn>>;
  /** As `signIn`, with the person's consent in the system's browser instead of typed fields. */
  readonly signInWithBrowser?: (
    target: ProviderTarget,
    consent: BrowserConsent,
    signal: AbortSignal,
  ) => Promise<Result<SignedIn>>;
  /** Takes an account on without asking anybody: a person keeps its keys by hand. */
  readonly openByHand?: (fields: Readonly<Record<string, string>>) => Result<OpenedByHand>;
  /** What a pasted secret says of itself, unproven; null where it says nothing readable. */
  readonly readByHandSecret?: (secretValue: string) => SecretFacts | null;
  readonly listContainers?: (
    session: ProviderSession,
    signal: AbortSignal,
  ) => Promise<Result<readonly ProviderContainer[]>>;
  readonly createContainer?: (
    session: ProviderSession,
    name: string,
  ) => Promise<Result<ProviderContainer>>;
  /** `page` counts from 1. The container is empty where `rules.listing` is `account`. */
  readonly listKeys?: (
    session: ProviderSession,
    providerContainerId: string,
    page: { readonly page: number; readonly limit: number },
    signal: AbortSignal,
  ) => Promise<Result<KeyPage>>;
  /** A fresh look at one key; `not-found` when the provider no longer has it. */
  readonly readKey?: (
    session: ProviderSession,
    providerKeyId: string,
    signal: AbortSignal,
  ) => Promise<Result<ProviderKeyWithSecrets>>;
  /** Sent at most once. An answer without secrets means: read the key by its id. */
  readonly createKey?: (
    session: ProviderSession,
    draft: KeyDraft,
  ) => Promise<Result<ProviderKeyWithSecrets>>;
  /** Sends only the changes; answers nothing because the provider's answer is partial: read again. */
  readonly editKey?: (
    session: ProviderSession,
    providerKeyId: string,
    changes: KeyChanges,
  ) => Promise<Result<null>>;
  /** Ends a key for good; a provider offers at most one of the three, in its own word. */
  readonly disableKey?: (session: ProviderSession, providerKeyId: string) => Promise<Result<null>>;
  readonly revokeKey?: (session: ProviderSession, providerKeyId: string) => Promise<Result<null>>;
  readonly deleteKey?: (session: ProviderSession, providerKeyId: string) => Promise<Result<null>>;
  /**
   * Moves the end of a secret that has one; `stub` is the provider's own prefix of it. Refused while
   * two secrets share that prefix.
   */
  readonly extendSecret?: (
    session: ProviderSession,
    providerKeyId: string,
    stub: string,
    expiresAt: number,
  ) => Promise<Result<null>>;
  /** Ends such a secret at once. */
  readonly endSecret?: (
    session: ProviderSession,
    providerKeyId: string,
    stub: string,
  ) => Promise<Result<null>>;
  /** Ends tokens that were made with the key; answers for each target, in the order asked. */
  readonly revokeTokens?: (
    target: ProviderTarget,
    material: KeyMaterial,
    revocation: TokenRevocation,
    signal: AbortSignal,
  ) => Promise<Result<readonly RevokedTarget[]>>;
  /** What the scope of a key in this container may name; for the pickers. */
  readonly listScopeTargets?: (
    session: ProviderSession,
    providerContainerId: string,
    signal: AbortSignal,
  ) => Promise<Result<readonly ScopeTarget[]>>;
  /** All keys of a container whose name carries the marker; the caller checks the rest. */
  readonly findByMarker?: (
    session: ProviderSession,
    providerContainerId: string,
    marker: string,
    signal: AbortSignal,
  ) => Promise<Result<readonly ProviderKey[]>>;
  /** One harmless request; touches no production channel. */
  readonly probeKey?: (
    target: ProviderTarget,
    material: KeyMaterial,
    signal: AbortSignal,
  ) => Promise<Result<Probe>>;
  readonly vault?: {
    readonly list: (
      session: ProviderSession,
      subscribeKey: string,
      signal: AbortSignal,
    ) => Promise<Result<readonly string[]>>;
    readonly put: (
      session: ProviderSession,
      subscribeKey: string,
      name: string,
      secretValue: string,
    ) => Promise<Result<null>>;
    readonly remove: (
      session: ProviderSession,
      subscribeKey: string,
      name: string,
    ) => Promise<Result<null>>;
  };
}

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
}

export interface ProviderRegistry {
  all(): readonly ProviderAdapter[];
  /** Null for a provider this version does not know. */
  find(providerId: string): ProviderAdapter | null;
}
