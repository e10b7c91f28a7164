import type { SandboxClock } from '../sandbox-clock.ts';
import type { SandboxRandom } from '../sandbox-random.ts';
import type {
  AccountRecord,
  ChannelRecord,
  DeletedKeyRecord,
  KeyRecord,
} from './account-record.ts';
import { keySecretDigits, keySecretFrom } from './key-strings.ts';

/** What was changed, for tests that count effects instead of requests. */
export type MutationKind =
  | 'key-created'
  | 'key-changed'
  | 'key-deleted'
  | 'channel-created'
  | 'channel-changed'
  | 'channel-deleted';

export interface Mutation {
  readonly at: number;
  readonly kind: MutationKind;
  /** The public id of the key or channel. */
  readonly target: string;
}

export type KeyDraft = Pick<KeyRecord, 'name' | 'scopeMode' | 'channelIds'>;

export interface Surroundings {
  readonly clock: SandboxClock;
  readonly random: SandboxRandom;
  readonly onMutation: () => void;
}

type StoredAccount = Pick<AccountRecord, 'user' | 'channels' | 'keys' | 'deletedKeys'>;

/** Keys and channels of the simulated account. Records are replaced, never changed. */
export class AccountStore {
  readonly user: AccountRecord['user'];
  readonly #surroundings: Surroundings;
  readonly #channels = new Map<string, ChannelRecord>();
  readonly #keys = new Map<string, KeyRecord>();
  readonly #keyBySecret = new Map<string, string>();
  readonly #deletedBySecret = new Map<string, DeletedKeyRecord>();
  readonly #mutations: Mutation[] = [];

  constructor(record: StoredAccount, surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.user = record.user;
    for (const channel of record.channels) this.#channels.set(channel.publicId, channel);
    for (const key of record.keys) this.#addKey(key);
    for (const key of record.deletedKeys) this.#deletedBySecret.set(key.keySecret, key);
  }

  toRecord(): StoredAccount {
    return {
      user: this.user,
      channels: [...this.#channels.values()],
      keys: [...this.#keys.values()],
      deletedKeys: [...this.#deletedBySecret.values()],
    };
  }

  mutations(): readonly Mutation[] {
    return this.#mutations;
  }

  channels(): readonly ChannelRecord[] {
    return [...this.#channels.values()];
  }

  channel(publicId: string): ChannelRecord | undefined {
    return this.#channels.get(publicId);
  }

  channelBySlug(slug: string): ChannelRecord | undefined {
    return this.channels().find((channel) => channel.slug === slug);
  }

  createChannel(input: { readonly name: string; readonly slug: string }): ChannelRecord {
    const publicId = `chan_${this.#surroundings.random.hex(16)}`;
    const channel: ChannelRecord = { publicId, ...input, devices: 0 };
    this.#channels.set(publicId, channel);
    this.#committed('channel-created', publicId);
    return channel;
  }

  /** Its public id stays, and with it every key that is scoped to it. */
  changeChannel(
    channel: ChannelRecord,
    change: Partial<Pick<ChannelRecord, 'name' | 'slug'>>,
  ): ChannelRecord {
    const changed = { ...channel, ...change };
    this.#channels.set(channel.publicId, changed);
    this.#committed('channel-changed', channel.publicId);
    return changed;
  }

  deleteChannel(channel: ChannelRecord): void {
    this.#channels.delete(channel.publicId);
    this.#committed('channel-deleted', channel.publicId);
  }

  /** Newest first, without those made less than `lagMs` ago. */
  keys(lagMs: number): readonly KeyRecord[] {
    const newestVisibleAt = this.#surroundings.clock.now() - lagMs;
    return [...this.#keys.values()].filter((key) => key.createdAt <= newestVisibleAt).reverse();
  }

  key(publicId: string): KeyRecord | undefined {
    return this.#keys.get(publicId);
  }

  keyBySecret(keySecret: string): KeyRecord | undefined {
    return this.#keys.get(this.#keyBySecret.get(keySecret) ?? '');
  }

  deletedKey(keySecret: string): DeletedKeyRecord | undefined {
    return this.#deletedBySecret.get(keySecret);
  }

  createKey(draft: KeyDraft): KeyRecord {
    const { clock, random } = this.#surroundings;
    const key: KeyRecord = {
      publicId: `key_${random.hex(16)}`,
      ...draft,
      keySecret: keySecretFrom(random.hex(keySecretDigits)),
      madeByAgent: true,
      createdAt: clock.now(),
    };
    this.#addKey(key);
    this.#committed('key-created', key.publicId);
    return key;
  }

  changeKey(key: KeyRecord, change: Partial<KeyDraft>): void {
    this.#keys.set(key.publicId, { ...key, ...change });
    this.#committed('key-changed', key.publicId);
  }

  deleteKey({ publicId, keySecret }: KeyRecord): void {
    this.#keys.delete(publicId);
    this.#keyBySecret.delete(keySecret);
    this.#deletedBySecret.set(keySecret, {
      keySecret,
      deletedAt: this.#surroundings.clock.now(),
    });
    this.#committed('key-deleted', publicId);
  }

  #addKey(key: KeyRecord): void {
    this.#keys.set(key.publicId, key);
    this.#keyBySecret.set(key.keySecret, key.publicId);
  }

  #committed(kind: MutationKind, target: string): void {
    this.#mutations.push({ at: this.#surroundings.clock.now(), kind, target });
    this.#surroundings.onMutation();
  }
}
