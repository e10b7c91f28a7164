import { createHash } from 'node:crypto';
import type {
  AccountRecord,
  ClientRecord,
  CodeRecord,
  ConsentRecord,
  TokenRecord,
} from './account-record.ts';
import type { Surroundings } from './account-store.ts';

type StoredGrants = Pick<AccountRecord, 'clients' | 'consents' | 'codes' | 'tokens'>;

export interface IssuedTokens {
  readonly accessSecret: string;
  readonly refreshSecret: string;
  readonly consent: ConsentRecord;
}

const codeLifetimeMs = 600_000;

/** Registered clients, what the person allowed them, and the tokens that followed from it. */
export class GrantStore {
  readonly #surroundings: Surroundings;
  readonly #clients = new Map<string, ClientRecord>();
  readonly #consents = new Map<string, ConsentRecord>();
  readonly #codes = new Map<string, CodeRecord>();
  readonly #tokens = new Map<string, TokenRecord>();

  constructor(record: StoredGrants, surroundings: Surroundings) {
    this.#surroundings = surroundings;
    for (const client of record.clients) this.#clients.set(client.clientId, client);
    for (const consent of record.consents) this.#consents.set(consent.id, consent);
    for (const code of record.codes) this.#codes.set(code.codeSecret, code);
    for (const token of record.tokens) this.#tokens.set(token.tokenSecret, token);
  }

  toRecord(): StoredGrants {
    return {
      clients: [...this.#clients.values()],
      consents: [...this.#consents.values()],
      codes: [...this.#codes.values()],
      tokens: [...this.#tokens.values()],
    };
  }

  register(name: string, redirectUris: readonly string[]): ClientRecord {
    const { clock, random, onMutation } = this.#surroundings;
    const client = {
      clientId: `client_${random.hex(24)}`,
      name,
      redirectUris: [...redirectUris],
      createdAt: clock.now(),
    };
    this.#clients.set(client.clientId, client);
    onMutation();
    return client;
  }

  client(clientId: string): ClientRecord | undefined {
    return this.#clients.get(clientId);
  }

  /** The person pressed "Allow": the code for the redirect. */
  consent(input: {
    readonly clientId: string;
    readonly redirectUri: string;
    readonly scopes: readonly string[];
    readonly challenge: string;
    readonly managesKeys: boolean;
  }): string {
    const { clock, random, onMutation } = this.#surroundings;
    const { clientId, redirectUri, scopes, challenge, managesKeys } = input;
    const id = `consent_${random.hex(16)}`;
    this.#consents.set(id, { id, clientId, scopes: [...scopes], managesKeys, isRevoked: false });
    const codeSecret = `code_${random.hex(40)}`;
    const endsAt = clock.now() + codeLifetimeMs;
    const code = { codeSecret, consentId: id, redirectUri, challenge, endsAt, isUsed: false };
    this.#codes.set(codeSecret, code);
    onMutation();
    return codeSecret;
  }

  /** Null for a code that is unknown, over, used before, or not this client's. A second use revokes the first (RFC 6749, 4.1.2). */
  redeem(
    given: {
      readonly codeSecret: string;
      readonly clientId: string;
      readonly redirectUri: string;
      readonly verifierSecret: string;
    },
    lifetimeMs: number,
  ): IssuedTokens | null {
    const code = this.#codes.get(given.codeSecret);
    const consent = code === undefined ? undefined : this.#consents.get(code.consentId);
    if (code === undefined || consent === undefined) return null;
    if (code.isUsed) {
      this.#consents.set(consent.id, { ...consent, isRevoked: true });
      this.#surroundings.onMutation();
      return null;
    }
    const isGood =
      !consent.isRevoked &&
      this.#surroundings.clock.now() < code.endsAt &&
      consent.clientId === given.clientId &&
      code.redirectUri === given.redirectUri &&
      code.challenge === createHash('sha256').update(given.verifierSecret).digest('base64url');
    if (!isGood) return null;
    this.#codes.set(code.codeSecret, { ...code, isUsed: true });
    return this.#issue(consent, lifetimeMs);
  }

  /** A refresh token is good for one exchange. */
  refresh(
    given: { readonly refreshSecret: string; readonly clientId: string },
    lifetimeMs: number,
  ): IssuedTokens | null {
    const token = this.#live(given.refreshSecret, 'refresh');
    const consent = token === undefined ? undefined : this.#consents.get(token.consentId);
    if (consent?.clientId !== given.clientId || consent.isRevoked) return null;
    this.#tokens.delete(given.refreshSecret);
    return this.#issue(consent, lifetimeMs);
  }

  /** What the bearer of an access token was allowed; undefined where it is not or no longer good. */
  allowed(accessSecret: string): ConsentRecord | undefined {
    const token = this.#live(accessSecret, 'access');
    const consent = token === undefined ? undefined : this.#consents.get(token.consentId);
    return consent?.isRevoked === true ? undefined : consent;
  }

  /** The person took everything back on the vendor's page. */
  revokeAll(): void {
    for (const consent of this.#consents.values()) {
      this.#consents.set(consent.id, { ...consent, isRevoked: true });
    }
    this.#surroundings.onMutation();
  }

  #live(tokenSecret: string, kind: TokenRecord['kind']): TokenRecord | undefined {
    const token = this.#tokens.get(tokenSecret);
    const isLive = token?.kind === kind && this.#surroundings.clock.now() < token.endsAt;
    return isLive ? token : undefined;
  }

  #issue(consent: ConsentRecord, lifetimeMs: number): IssuedTokens {
    const { clock, random, onMutation } = this.#surroundings;
    for (const [tokenSecret, token] of this.#tokens) {
      if (token.endsAt <= clock.now()) this.#tokens.delete(tokenSecret);
    }
    const accessSecret = `mcp_at_RKCANARY${random.hex(40)}`;
    const refreshSecret = `mcp_rt_RKCANARY${random.hex(40)}`;
    const consentId = consent.id;
    const endsAt = clock.now() + lifetimeMs;
    this.#tokens.set(accessSecret, {
      kind: 'access',
      tokenSecret: accessSecret,
      consentId,
      endsAt,
    });
    this.#tokens.set(refreshSecret, {
      kind: 'refresh',
      tokenSecret: refreshSecret,
      consentId,
      endsAt: clock.now() + refreshLifetimeMs,
    });
    onMutation();
    return { accessSecret, refreshSecret, consent };
  }
}

/** Not stated anywhere; long enough that tests of the access token never meet it. */
const refreshLifetimeMs = 90 * 86_400_000;
