import type { ActivityAction, ActivityEntry } from '../../../shared/activity/activity-entry.ts';
import type { Container } from '../../../shared/connections/connection.ts';
import type { AppError, Result } from '../../../shared/errors/app-error.ts';
import type { Environment, KeyAnnotations, KeyStatus, Part } from '../../../shared/keys/key.ts';
import type {
  ConnectionId,
  ContainerId,
  CredentialId,
  KeyId,
  PartId,
  RotationId,
  VaultEntryId,
} from '../../../shared/lib/ids.ts';
import type { KeyScope } from '../../../shared/scopes/key-scope.ts';
import type { DriftStore } from './drift-store.ts';
import type { DuePlanStore, ShownReminderStore } from './due-stores.ts';
import type { FileUndoStore } from './file-undo-store.ts';
import type { KeyDestinationStore } from './key-destination-store.ts';

export interface ConnectionRecord {
  readonly id: ConnectionId;
  readonly providerId: string;
  readonly label: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly baseUrl: string;
  readonly dataPlaneUrl: string;
  readonly isSandbox: boolean;
  /** The keychain item of the current session token; null when signed out. */
  readonly credentialId: CredentialId | null;
  readonly credentialExpiresAt: number | null;
  /** Whether this credential ever worked on a call: tells a 403 that means "session over" from a missing right. */
  readonly credentialProven: boolean;
  readonly lastSyncAt: number | null;
  readonly lastSyncError: AppError | null;
}

export interface ConnectionStore {
  all(): readonly ConnectionRecord[];
  find(id: ConnectionId): ConnectionRecord | null;
  /** The same account at the same provider and address, if it was connected before. */
  findAccount(providerId: string, baseUrl: string, accountId: string): ConnectionRecord | null;
  /** The id that this account had before it was forgotten; activity and rotations still name it. */
  formerIdOf(providerId: string, baseUrl: string, accountId: string): ConnectionId | null;
  save(record: ConnectionRecord): void;
  /**
   * Removes the connection with its containers, keys, parts and vault entries; activity and rotations
   * stay, and so do the ids of a real account and its keys.
   */
  remove(id: ConnectionId): void;
}

export interface ContainerStore {
  all(): readonly Container[];
  find(id: ContainerId): Container | null;
  /** Inserts or renames by (connection, provider's id); keeps our id. */
  upsert(container: Container): Container;
  /** Removes the containers of a connection that are not in `keep` and hold no key. */
  removeEmpty(connectionId: ConnectionId, keep: readonly ContainerId[]): void;
}

/** A key as it is stored; the summary is computed from it. */
export interface KeyRecord {
  readonly id: KeyId;
  readonly connectionId: ConnectionId;
  readonly containerId: ContainerId;
  readonly providerKeyId: string;
  readonly name: string;
  readonly environment: Environment;
  readonly status: KeyStatus;
  readonly createdAt: number | null;
  readonly firstSeenAt: number;
  /** When the provider last showed it. */
  readonly asOf: number;
  /** The sync that last showed it; keys of older syncs become `gone` when a sync completes. */
  readonly seenInSync: string | null;
  readonly lastRotatedAt: number | null;
  readonly scope: KeyScope;
  readonly parts: readonly Part[];
  readonly annotations: KeyAnnotations;
  readonly replaces: KeyId | null;
  readonly replacedBy: KeyId | null;
}

/** A key record joined with what a list row needs. */
export interface KeyRow {
  readonly record: KeyRecord;
  readonly containerName: string;
  readonly providerId: string;
  readonly openRotationId: RotationId | null;
}

export interface KeyStore {
  count(): number;
  countOf(connectionId: ConnectionId): number;
  /** Canonical order: connection label, container name, key name (both case-insensitive), id. */
  page(offset: number, limit: number): readonly KeyRow[];
  find(id: KeyId): KeyRow | null;
  findByProviderId(connectionId: ConnectionId, providerKeyId: string): KeyRow | null;
  /** Those of the given provider ids that we know, by provider id; one query for a page of a sync. */
  known(
    connectionId: ConnectionId,
    providerKeyIds: readonly string[],
  ): ReadonlyMap<string, KeyRecord>;
  findByPart(partId: PartId): KeyRow | null;
  ofConnection(connectionId: ConnectionId): readonly KeyRecord[];
  /** The provider ids of this account's keys. */
  providerIds(connectionId: ConnectionId): ReadonlySet<string>;
  /** Ids that this account's keys had before it was forgotten, by provider id. */
  formerIds(connectionId: ConnectionId): ReadonlyMap<string, KeyId>;
  /** Inserts or replaces the whole record. */
  save(record: KeyRecord): void;
  /** Saves many in one transaction; the fast path of sync. */
  saveAll(records: readonly KeyRecord[]): void;
  /** What `markGone` would mark. */
  missingAlive(connectionId: ConnectionId, syncId: string, at: number): readonly KeyId[];
  /** Marks as `gone` what this sync did not show and had not ended; answers the ids. Deletes nothing. */
  markGone(connectionId: ConnectionId, syncId: string, at: number): readonly KeyId[];
}

/** A sync that has not completed: which pages are already on disk. */
export interface SyncRun {
  readonly syncId: string;
  readonly connectionId: ConnectionId;
  readonly startedAt: number;
  /** `providerContainerId` + page number of each page saved. */
  readonly pagesDone: readonly {
    readonly providerContainerId: string;
    readonly page: number;
    readonly keyCount: number;
  }[];
  readonly pageLimit: number;
}

export interface SyncRunStore {
  find(connectionId: ConnectionId): SyncRun | null;
  begin(run: Omit<SyncRun, 'pagesDone'>): void;
  pageDone(connectionId: ConnectionId, page: SyncRun['pagesDone'][number]): void;
  end(connectionId: ConnectionId): void;
}

export interface VaultRecord {
  readonly id: VaultEntryId;
  readonly keyId: KeyId;
  readonly name: string;
  /** The keychain item of the value written from here; null when not held. */
  readonly partId: PartId | null;
  readonly custody: 'in-keychain' | 'session' | 'not-held';
  readonly fingerprint: string | null;
  readonly isAtProvider: boolean;
  readonly writtenAt: number | null;
  readonly asOf: number;
}

export interface VaultStore {
  ofKey(keyId: KeyId): readonly VaultRecord[];
  find(id: VaultEntryId): VaultRecord | null;
  findByName(keyId: KeyId, name: string): VaultRecord | null;
  save(record: VaultRecord): void;
  remove(id: VaultEntryId): void;
  /** A value that may still be the one at the provider while a later write is not known to have arrived. */
  keepFormer(id: VaultEntryId, partId: PartId): void;
  formerOf(id: VaultEntryId): readonly PartId[];
  dropFormer(id: VaultEntryId, partId: PartId): void;
  /** When the names of this key were last read at the provider. */
  listedAt(keyId: KeyId): number | null;
  setListedAt(keyId: KeyId, at: number): void;
}

/**
 * Rotation rows are JSON, parsed by `shared/rotations/rotation.ts` in the service. The store keeps
 * every row byte for byte, also those it cannot read.
 */
export interface RotationStore {
  all(): readonly {
    readonly id: RotationId;
    readonly keyId: KeyId;
    readonly isOpen: boolean;
    readonly json: string;
  }[];
  find(
    id: RotationId,
  ): { readonly keyId: KeyId; readonly isOpen: boolean; readonly json: string } | null;
  openOf(keyId: KeyId): RotationId | null;
  /** Fails with a thrown error on a second open rotation for one key: a unique index holds it. */
  save(row: {
    readonly id: RotationId;
    readonly keyId: KeyId;
    readonly connectionId: ConnectionId;
    readonly isOpen: boolean;
    readonly json: string;
    readonly updatedAt: number;
  }): void;
  openCountOf(connectionId: ConnectionId): number;
}

/** What a new secret waits for: the end of its rotation, or the keychain's answer for a created key. */
export type EscrowHolderId = RotationId | KeyId;

/**
 * New secrets between the provider's answer and the moment they are safe elsewhere; in the encrypted
 * database only.
 */
export interface EscrowStore {
  put(holderId: EscrowHolderId, partId: PartId, role: Part['role'], secretValue: string): void;
  of(holderId: EscrowHolderId): readonly {
    readonly partId: PartId;
    readonly role: Part['role'];
    readonly secretValue: string;
  }[];
  find(partId: PartId): string | null;
  /** Of all secrets that are here; one query for a whole list. */
  partIds(): ReadonlySet<PartId>;
  /** Those among them that wait for the keychain, and not for the end of a rotation. */
  createdPartIds(): ReadonlySet<PartId>;
  /** Created keys, not rotations, whose secrets still wait. */
  keyIds(): readonly KeyId[];
  /** Removes and checkpoints the write-ahead log, so that the bytes are gone from it too. */
  clear(holderId: EscrowHolderId): void;
}

/** HMAC-SHA-256 under a subkey of the data key, 128 bits in hex; compares secrets without keeping them. */
export interface FingerprintStore {
  of(secretValue: string): string;
  save(partId: PartId, fingerprint: string): void;
  find(partId: PartId): string | null;
}

export type NewActivity = Omit<ActivityEntry, 'seq' | 'hash' | 'action'> & {
  readonly action: ActivityAction;
};

export interface ActivityStore {
  append(entry: NewActivity): ActivityEntry;
  /** Newest first. */
  page(beforeSeq: number | null, limit: number): readonly ActivityEntry[];
  count(): number;
  /** Oldest first, for verifying and exporting, without loading all at once. */
  each(visit: (entry: ActivityEntry) => void): void;
}

/** One row per simulated provider: its whole state. */
export interface SandboxStateStore {
  load(providerId: string): string | null;
  save(providerId: string, snapshot: string): void;
  remove(providerId: string): void;
}

/**
 * Secrets too long for a keychain item. The database that holds them is encrypted with a key that is
 * in the keychain.
 */
export interface SealedStore {
  /** Keeps what is there: a name has one value for ever. */
  put(name: string, secretValue: string): void;
  find(name: string): string | null;
  /** Removes the bytes from the write-ahead log too; answers whether there was anything. */
  remove(name: string): boolean;
}

/** Our own list of keychain items: the keychain itself is never searched. */
export interface KeychainIndexStore {
  /** Before a write: the item may exist from now on. */
  intend(name: string): void;
  names(): readonly string[];
  /** Before a removal: nothing refers to the item any more, and it may be removed later too. */
  doom(name: string): void;
  /** Items whose removal was interrupted or failed. */
  doomed(): readonly string[];
  /** After a removal. */
  forget(name: string): void;
}

/** The profile's database: one transaction for whatever must be saved together. */
export interface Stores {
  readonly connections: ConnectionStore;
  readonly containers: ContainerStore;
  readonly keys: KeyStore;
  readonly syncRuns: SyncRunStore;
  readonly drift: DriftStore;
  readonly duePlans: DuePlanStore;
  readonly shownReminders: ShownReminderStore;
  readonly vault: VaultStore;
  readonly rotations: RotationStore;
  readonly escrow: EscrowStore;
  readonly fileUndo: FileUndoStore;
  readonly keyDestinations: KeyDestinationStore;
  readonly fingerprints: FingerprintStore;
  readonly activity: ActivityStore;
  readonly sandboxStates: SandboxStateStore;
  readonly sealed: SealedStore;
  readonly keychainIndex: KeychainIndexStore;
  /** Runs `action` in one immediate transaction; a throw rolls everything back. Nests. */
  transaction<T>(action: () => T): T;
  /** `storage-full` and the like as a value; used before a create call is sent. */
  checkWritable(): Result<null>;
  close(): void;
}
