import type { SandboxClock } from '../sandbox-clock.ts';
import type { SandboxRandom } from '../sandbox-random.ts';
import type {
  AccountRecord,
  AppRecord,
  KeysetRecord,
  SessionRecord,
  UserRecord,
} from './account-record.ts';
import { keyStringDigits, keyStringsFrom } from './key-strings.ts';
import type { KeysetProperties } from './keyset-properties.ts';

/** What was changed, for tests that count effects instead of requests. */
export type MutationKind =
  'app-created' | 'keyset-created' | 'keyset-changed' | 'vault-written' | 'vault-deleted';

export interface Mutation {
  readonly at: number;
  readonly kind: MutationKind;
  /** The id of the app or keyset. */
  readonly target: number;
}

export interface KeysetDraft {
  readonly appId: number;
  readonly type: 0 | 1;
  readonly status: 0 | 1;
  readonly properties: KeysetProperties;
}

export interface KeysetChange {
  readonly type?: 0 | 1 | undefined;
  readonly status?: 0 | 1 | undefined;
  readonly properties?: KeysetProperties | undefined;
}

interface Surroundings {
  readonly clock: SandboxClock;
  readonly random: SandboxRandom;
  readonly onMutation: () => void;
}

const maxSessions = 1_000;

/** The simulated account. Records are replaced, never changed, and indexed for lists of thousands. */
export class AccountStore {
  readonly accountId: number;
  readonly #surroundings: Surroundings;
  readonly #users: readonly UserRecord[];
  readonly #sessions = new Map<string, SessionRecord>();
  readonly #apps = new Map<number, AppRecord>();
  readonly #keysets = new Map<number, KeysetRecord>();
  /** Keyset ids of each app in the order of creation. */
  readonly #idsByApp = new Map<number, number[]>();
  readonly #idBySubscribeKey = new Map<string, number>();
  readonly #mutations: Mutation[] = [];
  #nextId: number;

  constructor(record: AccountRecord, surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.accountId = record.accountId;
    this.#nextId = record.nextId;
    this.#users = record.users;
    for (const session of record.sessions) this.#sessions.set(session.tokenSecret, session);
    for (const app of record.apps) this.#addApp(app);
    for (const keyset of record.keysets) this.#addKeyset(keyset);
  }

  toRecord(): AccountRecord {
    return {
      formatVersion: 1,
      provider: 'pubnub-v1',
      accountId: this.accountId,
      nextId: this.#nextId,
      users: [...this.#users],
      sessions: [...this.#sessions.values()],
      apps: [...this.#apps.values()],
      keysets: [...this.#keysets.values()],
    };
  }

  mutations(): readonly Mutation[] {
    return this.#mutations;
  }

  userById(id: number): UserRecord | undefined {
    return this.#users.find((user) => user.id === id);
  }

  userByEmail(email: string): UserRecord | undefined {
    return this.#users.find((user) => user.email === email);
  }

  session(tokenSecret: string): SessionRecord | undefined {
    return this.#sessions.get(tokenSecret);
  }

  openSession(userId: number, lifetimeMs: number): SessionRecord {
    const { clock, random, onMutation } = this.#surroundings;
    const now = clock.now();
    for (const [tokenSecret, session] of this.#sessions) {
      const isOver = session.createdAt + lifetimeMs <= now;
      if (isOver || this.#sessions.size >= maxSessions) this.#sessions.delete(tokenSecret);
    }
    const session = { tokenSecret: `sess-RKCANARY${random.hex(40)}`, userId, createdAt: now };
    this.#sessions.set(session.tokenSecret, session);
    onMutation();
    return session;
  }

  apps(): readonly AppRecord[] {
    return [...this.#apps.values()];
  }

  app(id: number): AppRecord | undefined {
    return this.#apps.get(id);
  }

  createApp(name: string): AppRecord {
    const app: AppRecord = {
      id: this.#takeId(),
      name,
      statsChannel: this.#surroundings.random.hex(16),
      createdAt: this.#surroundings.clock.now(),
      modifiedAt: null,
    };
    this.#addApp(app);
    this.#committed('app-created', app.id);
    return app;
  }

  keyset(id: number): KeysetRecord | undefined {
    return this.#keysets.get(id);
  }

  keysetBySubscribeKey(subscribeKey: string): KeysetRecord | undefined {
    const id = this.#idBySubscribeKey.get(subscribeKey);
    return id === undefined ? undefined : this.#keysets.get(id);
  }

  /** All keysets in the order of creation. */
  keysets(): readonly KeysetRecord[] {
    return [...this.#keysets.values()];
  }

  /** A window of an app's keysets that are older than `lagMs`, without touching the others. */
  keysetsOfApp(
    appId: number,
    lagMs: number,
    window: { readonly start: number; readonly end: number },
  ): { readonly keysets: readonly KeysetRecord[]; readonly total: number } {
    const ids = this.#idsByApp.get(appId) ?? [];
    const newestVisibleAt = this.#surroundings.clock.now() - lagMs;
    let total = ids.length;
    while (total > 0 && this.#createdAt(ids[total - 1]) > newestVisibleAt) total -= 1;
    const keysets = ids
      .slice(window.start, Math.min(window.end, total))
      .flatMap((id) => this.#keysets.get(id) ?? []);
    return { keysets, total };
  }

  createKeyset(draft: KeysetDraft): KeysetRecord {
    const { clock, random } = this.#surroundings;
    const now = clock.now();
    const keyset: KeysetRecord = {
      id: this.#takeId(),
      ...draft,
      properties: { ...draft.properties },
      ...keyStringsFrom(random.hex(keyStringDigits)),
      createdAt: now,
      modifiedAt: null,
      disabledAt: draft.status === 0 ? now : null,
      vaultSecrets: [],
    };
    this.#addKeyset(keyset);
    this.#committed('keyset-created', keyset.id);
    return keyset;
  }

  /** Merges: what the change does not name stays, also properties this server does not manage. */
  changeKeyset(keyset: KeysetRecord, change: KeysetChange): KeysetRecord {
    const now = this.#surroundings.clock.now();
    const changed: KeysetRecord = {
      ...keyset,
      type: change.type ?? keyset.type,
      status: change.status ?? keyset.status,
      properties: { ...keyset.properties, ...change.properties },
      modifiedAt: now,
      disabledAt: change.status === 0 ? (keyset.disabledAt ?? now) : keyset.disabledAt,
    };
    this.#keysets.set(keyset.id, changed);
    this.#committed('keyset-changed', keyset.id);
    return changed;
  }

  writeVault(keyset: KeysetRecord, name: string, secretValue: string): void {
    const isKnown = keyset.vaultSecrets.some((entry) => entry.name === name);
    const vaultSecrets = isKnown
      ? keyset.vaultSecrets.map((entry) => (entry.name === name ? { name, secretValue } : entry))
      : [...keyset.vaultSecrets, { name, secretValue }];
    this.#keysets.set(keyset.id, { ...keyset, vaultSecrets });
    this.#committed('vault-written', keyset.id);
  }

  deleteFromVault(keyset: KeysetRecord, name: string): void {
    const vaultSecrets = keyset.vaultSecrets.filter((entry) => entry.name !== name);
    this.#keysets.set(keyset.id, { ...keyset, vaultSecrets });
    this.#committed('vault-deleted', keyset.id);
  }

  #addApp(app: AppRecord): void {
    this.#apps.set(app.id, app);
    if (!this.#idsByApp.has(app.id)) this.#idsByApp.set(app.id, []);
  }

  #addKeyset(keyset: KeysetRecord): void {
    this.#keysets.set(keyset.id, keyset);
    this.#idBySubscribeKey.set(keyset.subscribeKey, keyset.id);
    this.#idsByApp.get(keyset.appId)?.push(keyset.id);
  }

  #createdAt(id: number | undefined): number {
    return (id === undefined ? undefined : this.#keysets.get(id)?.createdAt) ?? 0;
  }

  #takeId(): number {
    const id = this.#nextId;
    this.#nextId += 1;
    return id;
  }

  #committed(kind: MutationKind, target: number): void {
    this.#mutations.push({ at: this.#surroundings.clock.now(), kind, target });
    this.#surroundings.onMutation();
  }
}
