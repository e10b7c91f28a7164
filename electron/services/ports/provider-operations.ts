import type { CredentialRight, ScopeTarget } from '../../../shared/connections/connection.ts';
import type { Result } from '../../../shared/errors/app-error.ts';
import type { RevokedTarget, TokenRevocation } from '../../../shared/keys/token-revocation.ts';
import type { RotationStrategy } from '../../../shared/rotations/rotation-strategy.ts';
import type {
  BrowserConsent,
  KeyChanges,
  KeyDraft,
  KeyMaterial,
  KeyPage,
  OpenedByHand,
  Probe,
  ProviderContainer,
  ProviderKey,
  ProviderKeyWithSecrets,
  ProviderSecret,
  ProviderSession,
  ProviderTarget,
  SecretFacts,
  SignedIn,
} from './provider-values.ts';

/** A fact at the provider that stands in the way of a rotation. */
export interface RotationObstacle {
  /** `blocks`: the rotation would be refused or could not be finished. `warns`: it may be. */
  readonly weight: 'blocks' | 'warns';
  readonly reason:
    | 'missing-right'
    | 'plan-tier'
    | 'too-many-secrets'
    | 'too-many-keys'
    | 'stub-collision'
    | 'quota-low'
    | 'clock-skewed';
  /** One plain sentence with the figures that belong to it; at most 300 characters, no secret. */
  readonly detail: string;
}

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
  /**
   * What the credential may do, as far as reads tell; sends nothing that changes anything. Empty
   * where the provider does not say.
   */
  readonly readRights?: (
    session: ProviderSession,
    signal: AbortSignal,
  ) => Promise<Result<readonly CredentialRight[]>>;
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
   * In-place rotation: makes a new current secret. With `expiresAt` the old one goes on until then,
   * with null it ends at once. Sent at most once, never repeated; what it answers is the secret that
   * stays, and it may be shown only here.
   */
  readonly rotateSecret?: (
    session: ProviderSession,
    providerKeyId: string,
    expiresAt: number | null,
  ) => Promise<Result<ProviderSecret>>;
  /**
   * What stands in the way of a rotation as far as reading tells; sends nothing that changes
   * anything. An error means that it could not be told, never that nothing stands in the way.
   */
  readonly checkRotation?: (
    session: ProviderSession,
    input: {
      readonly strategy: RotationStrategy;
      readonly providerKeyId: string;
      readonly providerContainerId: string;
    },
    signal: AbortSignal,
  ) => Promise<Result<readonly RotationObstacle[]>>;
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
