import type { SandboxClock } from '../sandbox-clock.ts';
import type { SandboxRandom } from '../sandbox-random.ts';
import {
  keyNameOf,
  type AccessTokenRecord,
  type AccountRecord,
  type AppRecord,
  type KeyRecord,
  type TokenRevocationRecord,
} from './account-record.ts';
import { appIdDigits, appIdFrom, keyStringDigits, keyStringsFrom } from './key-strings.ts';

/** What was changed, for tests that count effects instead of requests. */
export type MutationKind =
  | 'app-created'
  | 'app-changed'
  | 'app-deleted'
  | 'key-created'
  | 'key-changed'
  | 'key-revoked'
  | 'tokens-revoked';

export interface Mutation {
  readonly at: number;
  readonly kind: MutationKind;
  /** The id of the app or the name of the key. */
  readonly target: string;
}

export type AppDraft = Pick<AppRecord, 'name' | 'status' | 'tlsOnly'>;
export type KeyDraft = Pick<KeyRecord, 'name' | 'capability' | 'revocableTokens'>;

interface Surroundings {
  readonly clock: SandboxClock;
  readonly random: SandboxRandom;
  readonly onMutation: () => void;
}

/** The time of last use is refreshed no more often. */
const lastUseStepMs = 600_000;

/** The simulated account. Records are replaced, never changed, and indexed for lists of thousands. */
export class AccountStore {
  readonly account: AccountRecord['account'];
  readonly user: AccountRecord['user'];
  readonly keyLimit: number;
  readonly #surroundings: Surroundings;
  readonly #tokens = new Map<string, AccessTokenRecord>();
  readonly #apps = new Map<string, AppRecord>();
  /** By name, in the order of creation. */
  readonly #keys = new Map<string, KeyRecord>();
  /** Names of each app's keys in the order of creation. */
  readonly #namesByApp = new Map<string, string[]>();
  readonly #tokenRevocations: TokenRevocationRecord[];
  readonly #mutations: Mutation[] = [];

  constructor(record: AccountRecord, surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.account = record.account;
    this.user = record.user;
    this.keyLimit = record.keyLimit;
    this.#tokenRevocations = [...record.tokenRevocations];
    for (const token of record.accessTokens) this.#tokens.set(token.tokenSecret, token);
    for (const app of record.apps) this.#addApp(app);
    for (const key of record.keys) this.#addKey(key);
  }

  toRecord(): AccountRecord {
    return {
      formatVersion: 1,
      provider: 'ably',
      account: this.account,
      user: this.user,
      keyLimit: this.keyLimit,
      accessTokens: [...this.#tokens.values()],
      apps: [...this.#apps.values()],
      keys: [...this.#keys.values()],
      tokenRevocations: [...this.#tokenRevocations],
    };
  }

  mutations(): readonly Mutation[] {
    return this.#mutations;
  }

  /** The access token with this value, marked as used; null for an unknown one. */
  useToken(tokenSecret: string): AccessTokenRecord | null {
    const token = this.#tokens.get(tokenSecret);
    if (token === undefined) return null;
    const now = this.#surroundings.clock.now();
    if (now - (token.lastUsedAt ?? 0) < lastUseStepMs) return token;
    // Not worth saving: nothing depends on it.
    const used = { ...token, lastUsedAt: now };
    this.#tokens.set(tokenSecret, used);
    return used;
  }

  apps(): readonly AppRecord[] {
    return [...this.#apps.values()];
  }

  app(id: string): AppRecord | undefined {
    return this.#apps.get(id);
  }

  createApp(draft: AppDraft): AppRecord {
    const { clock, random } = this.#surroundings;
    const now = clock.now();
    let id = appIdFrom(random.hex(appIdDigits));
    while (this.#apps.has(id)) id = appIdFrom(random.hex(appIdDigits));
    const app: AppRecord = {
      ...{ id, ...draft, createdAt: now, modifiedAt: now },
      ...{ queues: [], namespaces: [] },
    };
    this.#addApp(app);
    this.#committed('app-created', id);
    return app;
  }

  changeApp(app: AppRecord, change: Partial<AppDraft>): AppRecord {
    const changed = { ...app, ...change, modifiedAt: this.#surroundings.clock.now() };
    this.#apps.set(app.id, changed);
    this.#committed('app-changed', app.id);
    return changed;
  }

  /** Its keys, queues and namespaces go with it. */
  deleteApp(app: AppRecord): void {
    for (const name of this.#namesByApp.get(app.id) ?? []) this.#keys.delete(name);
    this.#namesByApp.delete(app.id);
    this.#apps.delete(app.id);
    this.#committed('app-deleted', app.id);
  }

  key(appId: string, keyId: string): KeyRecord | undefined {
    return this.#keys.get(keyNameOf({ appId, id: keyId }));
  }

  /** In the order of creation. */
  keysOfApp(appId: string): readonly KeyRecord[] {
    return (this.#namesByApp.get(appId) ?? []).flatMap((name) => this.#keys.get(name) ?? []);
  }

  activeKeyCount(): number {
    let count = 0;
    for (const key of this.#keys.values()) if (key.status === 0) count += 1;
    return count;
  }

  createKey(appId: string, draft: KeyDraft): KeyRecord {
    const { clock, random } = this.#surroundings;
    const now = clock.now();
    let strings = keyStringsFrom(random.hex(keyStringDigits));
    while (this.key(appId, strings.id) !== undefined) {
      strings = keyStringsFrom(random.hex(keyStringDigits));
    }
    const key: KeyRecord = {
      ...{ appId, ...strings, ...draft, status: 0 },
      ...{ createdAt: now, modifiedAt: now, revokedAt: null },
    };
    this.#addKey(key);
    this.#committed('key-created', keyNameOf(key));
    return key;
  }

  /** What the change names is replaced as a whole, the capability too. */
  changeKey(key: KeyRecord, change: Partial<KeyDraft>): KeyRecord {
    const changed = { ...key, ...change, modifiedAt: this.#surroundings.clock.now() };
    this.#keys.set(keyNameOf(key), changed);
    this.#committed('key-changed', keyNameOf(key));
    return changed;
  }

  revokeKey(key: KeyRecord): void {
    const now = this.#surroundings.clock.now();
    this.#keys.set(keyNameOf(key), { ...key, status: 1, modifiedAt: now, revokedAt: now });
    this.#committed('key-revoked', keyNameOf(key));
  }

  revokeTokens(revocations: readonly TokenRevocationRecord[]): void {
    const [first] = revocations;
    if (first === undefined) return;
    this.#tokenRevocations.push(...revocations);
    this.#committed('tokens-revoked', first.keyName);
  }

  tokenRevocations(keyName: string): readonly TokenRevocationRecord[] {
    return this.#tokenRevocations.filter((revocation) => revocation.keyName === keyName);
  }

  #addApp(app: AppRecord): void {
    this.#apps.set(app.id, app);
    if (!this.#namesByApp.has(app.id)) this.#namesByApp.set(app.id, []);
  }

  #addKey(key: KeyRecord): void {
    this.#keys.set(keyNameOf(key), key);
    this.#namesByApp.get(key.appId)?.push(keyNameOf(key));
  }

  #committed(kind: MutationKind, target: string): void {
    this.#mutations.push({ at: this.#surroundings.clock.now(), kind, target });
    this.#surroundings.onMutation();
  }
}
