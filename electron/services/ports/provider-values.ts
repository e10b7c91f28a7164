import type { Result } from '../../../shared/errors/app-error.ts';
import type { Environment, KeyStatus, PartRole } from '../../../shared/keys/key.ts';
import type { KeyScope, ScopeInput } from '../../../shared/scopes/key-scope.ts';
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
