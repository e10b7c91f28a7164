import type { SandboxClock } from '../sandbox-clock.ts';
import type { SandboxRandom } from '../sandbox-random.ts';
import type {
  AccountRecord,
  ApiKeyRecord,
  AppRecord,
  KeysetConfig,
  KeysetRecord,
  KeysetType,
  SecretKeyRecord,
} from './account-record.ts';
import {
  collidingSecretKeyFrom,
  identifierDigits,
  identifiersFrom,
  secretDigits,
  secretKeyFrom,
} from './key-strings.ts';

/** What was changed, for tests that count effects instead of requests. */
export type MutationKind =
  | 'app-created'
  | 'app-changed'
  | 'app-deleted'
  | 'keyset-created'
  | 'keyset-changed'
  | 'keyset-deleted'
  | 'config-changed'
  | 'secret-rotated'
  | 'secret-changed'
  | 'secret-deleted';

export interface Mutation {
  readonly at: number;
  readonly kind: MutationKind;
  /** The id of the app or keyset. */
  readonly target: string;
}

export interface KeysetDraft {
  readonly appId: string;
  readonly name: string;
  readonly type: KeysetType;
  readonly config: KeysetConfig;
}

interface Surroundings {
  readonly clock: SandboxClock;
  readonly random: SandboxRandom;
  readonly onMutation: () => void;
}

/** The simulated account. Records are replaced, never changed. */
export class AccountStore {
  readonly apiKeys: { readonly owner: ApiKeyRecord; readonly reader: ApiKeyRecord };
  readonly #surroundings: Surroundings;
  readonly #apps = new Map<string, AppRecord>();
  /** In the order of creation, deleted ones among them. */
  readonly #keysets = new Map<string, KeysetRecord>();
  readonly #idBySubscribeKey = new Map<string, string>();
  readonly #mutations: Mutation[] = [];
  #nextId: number;

  constructor(record: AccountRecord, surroundings: Surroundings) {
    const [owner, reader] = record.apiKeys;
    if (owner === undefined || reader === undefined) throw new Error('There are two API keys');
    this.apiKeys = { owner, reader };
    this.#surroundings = surroundings;
    this.#nextId = record.nextId;
    for (const app of record.apps) this.#apps.set(app.id, app);
    for (const keyset of record.keysets) this.#put(keyset);
  }

  toRecord(): AccountRecord {
    const { owner, reader } = this.apiKeys;
    return {
      formatVersion: 1,
      provider: 'pubnub-v2',
      nextId: this.#nextId,
      apiKeys: [owner, reader],
      apps: [...this.#apps.values()],
      keysets: [...this.#keysets.values()],
    };
  }

  mutations(): readonly Mutation[] {
    return this.#mutations;
  }

  apps(): readonly AppRecord[] {
    return [...this.#apps.values()];
  }

  app(id: string): AppRecord | undefined {
    return this.#apps.get(id);
  }

  createApp(name: string): AppRecord {
    const now = this.#surroundings.clock.now();
    const app: AppRecord = { id: this.#takeId(), name, createdAt: now, updatedAt: now };
    this.#apps.set(app.id, app);
    this.#committed('app-created', app.id);
    return app;
  }

  renameApp(app: AppRecord, name: string): AppRecord {
    const renamed = { ...app, name, updatedAt: this.#surroundings.clock.now() };
    this.#apps.set(app.id, renamed);
    this.#committed('app-changed', app.id);
    return renamed;
  }

  deleteApp(app: AppRecord): void {
    this.#apps.delete(app.id);
    this.#committed('app-deleted', app.id);
  }

  /** Undefined for a deleted one. */
  keyset(id: string): KeysetRecord | undefined {
    const keyset = this.#keysets.get(id);
    return keyset?.deletedAt === null ? keyset : undefined;
  }

  /** All that are not deleted, in the order of creation. */
  keysets(): readonly KeysetRecord[] {
    return [...this.#keysets.values()].filter(({ deletedAt }) => deletedAt === null);
  }

  /** Deleted ones too: the data plane may not know of it yet. */
  keysetBySubscribeKey(subscribeKey: string): KeysetRecord | undefined {
    const id = this.#idBySubscribeKey.get(subscribeKey);
    return id === undefined ? undefined : this.#keysets.get(id);
  }

  createKeyset(draft: KeysetDraft): KeysetRecord {
    const { clock, random } = this.#surroundings;
    const now = clock.now();
    const secretKey = secretKeyFrom(random.hex(secretDigits));
    const keyset: KeysetRecord = {
      id: this.#takeId(),
      ...draft,
      ...identifiersFrom(random.hex(identifierDigits)),
      secretKeys: [{ secretKey, createdAt: now, expiresAt: null, endedAt: null }],
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    };
    this.#put(keyset);
    this.#committed('keyset-created', keyset.id);
    return keyset;
  }

  changeKeyset(
    keyset: KeysetRecord,
    change: { readonly name?: string | undefined; readonly type?: KeysetType | undefined },
  ): KeysetRecord {
    const changed = {
      ...keyset,
      name: change.name ?? keyset.name,
      type: change.type ?? keyset.type,
      updatedAt: this.#surroundings.clock.now(),
    };
    return this.#replaced(changed, 'keyset-changed');
  }

  changeConfig(keyset: KeysetRecord, config: KeysetConfig): KeysetRecord {
    const updatedAt = this.#surroundings.clock.now();
    return this.#replaced({ ...keyset, config, updatedAt }, 'config-changed');
  }

  deleteKeyset(keyset: KeysetRecord): void {
    const deletedAt = this.#surroundings.clock.now();
    this.#replaced({ ...keyset, deletedAt }, 'keyset-deleted');
  }

  /** Today's permanent secret gets the expiry, or ends at once without one; a new one takes its place. */
  rotateSecret(
    keyset: KeysetRecord,
    expiresAt: number | null,
    isColliding: boolean,
  ): SecretKeyRecord {
    const { clock, random } = this.#surroundings;
    const now = clock.now();
    const isPermanent = (secret: SecretKeyRecord): boolean =>
      secret.expiresAt === null && secret.endedAt === null;
    const permanent = keyset.secretKeys.find(isPermanent);
    if (permanent === undefined) throw new Error('A keyset always has a permanent secret key');
    const digits = random.hex(secretDigits);
    const secret: SecretKeyRecord = {
      secretKey: isColliding
        ? collidingSecretKeyFrom(permanent.secretKey, digits)
        : secretKeyFrom(digits),
      createdAt: now,
      expiresAt: null,
      endedAt: null,
    };
    const ended = expiresAt === null ? { endedAt: now } : { expiresAt };
    const others = keyset.secretKeys.map((other) =>
      other === permanent ? { ...other, ...ended } : other,
    );
    this.#replaced({ ...keyset, secretKeys: [...others, secret] }, 'secret-rotated');
    return secret;
  }

  changeSecret(
    keyset: KeysetRecord,
    secret: SecretKeyRecord,
    change: { readonly expiresAt: number } | { readonly endedAt: number },
  ): SecretKeyRecord {
    const changed = { ...secret, ...change };
    const secretKeys = keyset.secretKeys.map((other) => (other === secret ? changed : other));
    const kind = 'endedAt' in change ? 'secret-deleted' : 'secret-changed';
    this.#replaced({ ...keyset, secretKeys }, kind);
    return changed;
  }

  #put(keyset: KeysetRecord): void {
    this.#keysets.set(keyset.id, keyset);
    this.#idBySubscribeKey.set(keyset.subscribeKey, keyset.id);
  }

  #replaced(keyset: KeysetRecord, kind: MutationKind): KeysetRecord {
    this.#keysets.set(keyset.id, keyset);
    this.#committed(kind, keyset.id);
    return keyset;
  }

  #takeId(): string {
    const id = String(this.#nextId);
    this.#nextId += 1;
    return id;
  }

  #committed(kind: MutationKind, target: string): void {
    this.#mutations.push({ at: this.#surroundings.clock.now(), kind, target });
    this.#surroundings.onMutation();
  }
}
