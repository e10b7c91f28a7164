import type { Result } from '../../../shared/errors/app-error.ts';
import type { Environment, KeyStatus, PartRole } from '../../../shared/keys/key.ts';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import type { PlannedCall } from '../../../shared/rotations/rotation-view.ts';
import type { KeyScope } from '../../../shared/scopes/key-scope.ts';
import type { PropertyValue } from '../../../shared/scopes/keyset-scope.ts';

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
}

export interface SignedIn {
  readonly credentialSecret: string;
  readonly accountId: string;
  readonly accountName: string;
  /** Milliseconds since 1970; null where the provider does not say. */
  readonly expiresAt: number | null;
}

export interface ProviderContainer {
  readonly providerContainerId: string;
  readonly name: string;
}

/** A part as a list may show it: never a secret value. */
export interface ProviderPart {
  readonly role: PartRole;
  readonly nature: 'identifier' | 'secret';
  readonly value: string | null;
  readonly stub: string | null;
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
}

/** A secret on its way to the keychain, the screen or the clipboard; handed on at once, never kept. */
export interface ProviderSecret {
  readonly role: PartRole;
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
  readonly properties: Readonly<Record<string, PropertyValue>>;
}

/** Only what changes; an empty `properties` sends none. */
export interface KeyChanges {
  readonly name: string | null;
  readonly environment: Environment | null;
  readonly properties: Readonly<Record<string, PropertyValue>>;
}

/** The values with which a key is tried; secrets among them. */
export interface KeyMaterial {
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
  readonly listContainers?: (
    session: ProviderSession,
    signal: AbortSignal,
  ) => Promise<Result<readonly ProviderContainer[]>>;
  readonly createContainer?: (
    session: ProviderSession,
    name: string,
  ) => Promise<Result<ProviderContainer>>;
  /** `page` counts from 1. */
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
  /** Final at the provider. */
  readonly disableKey?: (session: ProviderSession, providerKeyId: string) => Promise<Result<null>>;
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

/** Facts as data, each with its source in `rules.ts`. */
export interface ProviderRules {
  /** How many keys a page may hold; what sync asks for. */
  readonly pageLimit: number;
  /** Calls that may be in flight at once for one account. */
  readonly concurrency: number;
  /** How long an ended key may still answer before that is a finding. */
  readonly propagationDelayMs: number;
  /** Longest key name in code points, for cutting when a marker is appended. */
  readonly keyNameMax: number;
  /** Hosts a production account may be spoken to at; https only. */
  readonly adminHosts: readonly string[];
  readonly dataPlaneHosts: readonly string[];
}

export interface ProviderAdapter {
  readonly id: string;
  readonly rules: ProviderRules;
  readonly operations: ProviderOperations;
  /** Computed by `provider-registry.ts` from the operations, rules and guide. */
  readonly descriptor: ProviderDescriptor;
  /** Fields of a draft that this provider would refuse, in words; empty when fine. */
  draftProblems(draft: Pick<KeyDraft, 'name' | 'properties'>): readonly string[];
  /** The properties a replacement copies from the old key. */
  copyableProperties(scope: KeyScope): Readonly<Record<string, PropertyValue>>;
  /** Names of the properties in which two keys' scopes differ; empty means provably the same. */
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
