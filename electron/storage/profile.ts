import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DatabaseReason, KeychainReason } from '../../shared/errors/app-error.ts';
import type { Clock } from '../services/ports/clock.ts';
import type { IdSource } from '../services/ports/id-source.ts';
import type { Keychain } from '../services/ports/keychain.ts';
import type { Logger } from '../services/ports/logger.ts';
import type { Stores } from '../services/ports/stores.ts';
import { fingerprintKeyOf, keyCheckOf } from './data-key.ts';
import { databaseNameOf, profileIdsIn } from './database-file.ts';
import { createDatabase, openDatabase } from './database.ts';
import { createDataKey, readDataKey } from './keychain-data-key.ts';
import { FORMAT_VERSION } from './migrate.ts';
import {
  PROFILE_FILE_NAME,
  readProfileFile,
  setProfileFileAside,
  writeProfileFile,
} from './profile-file.ts';
import type { ProfileFile, ProfileFileRead } from './profile-file.ts';
import { LOCK_NAME, takeProfileLock } from './profile-lock.ts';
import { openingReason } from './sql-error.ts';
import { storesOver } from './sqlite-stores.ts';

export interface ProfileDependencies {
  readonly profileDir: string;
  readonly keychain: Keychain;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly logger: Logger;
}

export type ProfileOpening =
  | {
      readonly kind: 'open';
      readonly profileId: string;
      readonly stores: Stores;
      /** Closes the stores and gives the profile free. */
      close(): void;
    }
  /** The keychain cannot be used; a database that exists has not been touched. */
  | {
      readonly kind: 'keychain';
      readonly reason: KeychainReason;
      readonly hasDatabase: boolean;
      /** Null for a folder without a profile: nothing has been written but the lock. */
      readonly profileId: string | null;
      release(): void;
    }
  /** The database cannot be used and has not been touched; `fileName` is what stands in the way. */
  | {
      readonly kind: 'database';
      readonly reason: DatabaseReason;
      readonly fileName: string;
      release(): void;
    };

/**
 * Opens or creates the profile in a folder, which belongs to this process until `close` or
 * `release`. The order is fixed: umask, lock, `profile.json`, data key, database. Nothing that
 * cannot be read is ever deleted or overwritten.
 */
export async function openProfile(deps: ProfileDependencies): Promise<ProfileOpening> {
  // For the whole life of the process: what SQLite creates later is private, too.
  process.umask(0o077);
  const { profileDir } = deps;
  const folderReason = prepareFolder(profileDir);
  if (folderReason !== null) return unlocked(folderReason, basename(profileDir));
  const lock = takeProfileLock(profileDir);
  if (lock.kind === 'refused') return unlocked(lock.reason, LOCK_NAME);
  try {
    return await new LockedProfile(deps, lock.release).open();
  } catch (cause) {
    lock.release();
    throw cause;
  }
}

const unlocked = (reason: DatabaseReason, fileName: string): ProfileOpening => ({
  kind: 'database',
  reason,
  fileName,
  release: () => undefined,
});

const ownNames = /^(profile\.|rekey-|preferences\.json|logs$)/;

/** Makes the folder, and makes it private unless it is somebody's folder of other things. */
function prepareFolder(profileDir: string): DatabaseReason | null {
  try {
    mkdirSync(profileDir, { recursive: true, mode: 0o700 });
    const names = readdirSync(profileDir);
    const isOurs = names.every((name) => ownNames.test(name));
    if (isOurs && (statSync(profileDir).mode & 0o077) !== 0) chmodSync(profileDir, 0o700);
    return null;
  } catch (cause) {
    const reason = openingReason(cause);
    if (reason === null) throw cause;
    return reason;
  }
}

/** What `profile.json` and the folder say together. */
interface Identity {
  readonly profileId: string;
  readonly hasDatabase: boolean;
  /** What `profile.json` says of this profile; null when it is to be written anew. */
  readonly file: ProfileFile | null;
}

class LockedProfile {
  private readonly deps: ProfileDependencies;
  private readonly release: () => void;

  constructor(deps: ProfileDependencies, release: () => void) {
    this.deps = deps;
    this.release = release;
  }

  async open(): Promise<ProfileOpening> {
    const { profileDir, keychain, ids } = this.deps;
    const read = readProfileFile(profileDir);
    if (read.kind === 'not-a-file') return this.refused('not-ours', PROFILE_FILE_NAME);
    const identity = identify(read, profileIdsIn(profileDir), ids);
    const { profileId, hasDatabase } = identity;
    const databaseName = databaseNameOf(profileId);
    if (identity.file !== null && identity.file.formatVersion > FORMAT_VERSION) {
      return this.refused('newer-version', databaseName);
    }
    let dataKeyRead = await readDataKey(keychain, profileId);
    if (dataKeyRead.kind === 'absent') {
      if (hasDatabase) return this.refused('key-missing', databaseName);
      // The id is on disk before the keychain knows it, so that no item is ever orphaned.
      const reason = this.write(read, identity, null);
      if (reason !== null) return this.refused(reason, PROFILE_FILE_NAME);
      dataKeyRead = await createDataKey(keychain, profileId, ids);
    }
    switch (dataKeyRead.kind) {
      case 'failed': {
        const isKnown = hasDatabase || identity.file !== null;
        return {
          kind: 'keychain',
          reason: dataKeyRead.reason,
          hasDatabase,
          profileId: isKnown ? profileId : null,
          release: this.release,
        };
      }
      case 'absent':
        return this.refused('key-missing', databaseName);
      case 'malformed':
        return this.refused('wrong-key', databaseName);
      case 'stored':
        return this.openDatabase(identity, dataKeyRead.dataKey);
    }
  }

  private openDatabase(identity: Identity, dataKey: Uint8Array): ProfileOpening {
    const { profileDir, logger } = this.deps;
    const { profileId, hasDatabase, file } = identity;
    const databaseName = databaseNameOf(profileId);
    const keyCheck = keyCheckOf(dataKey);
    const isKeyRight = (file?.keyCheck ?? null) === null ? null : file?.keyCheck === keyCheck;
    if (!hasDatabase) {
      const reason = this.create(identity, dataKey, keyCheck);
      if (reason !== null) return this.refused(reason, databaseName);
    }
    const opening = openDatabase(join(profileDir, databaseName), dataKey, isKeyRight);
    if (opening.kind === 'refused') return this.refused(opening.reason, databaseName);
    if (hasDatabase && (isKeyRight !== true || file?.formatVersion !== FORMAT_VERSION)) {
      const reason = this.write(readProfileFile(profileDir), identity, keyCheck);
      // It can be rebuilt at the next start as well.
      if (reason !== null) logger.warn('profile.file-not-written', { reason });
    }
    const stores = storesOver(opening.connection, fingerprintKeyOf(dataKey));
    const close = (): void => {
      stores.close();
      this.release();
    };
    return { kind: 'open', profileId, stores, close };
  }

  private create(identity: Identity, dataKey: Uint8Array, keyCheck: string): DatabaseReason | null {
    const { profileDir } = this.deps;
    const reason = this.write(readProfileFile(profileDir), identity, keyCheck);
    if (reason !== null) return reason;
    return attempt(() => {
      createDatabase(join(profileDir, databaseNameOf(identity.profileId)), dataKey);
    });
  }

  /** Writes `profile.json`, unless it says all this already. */
  private write(
    read: ProfileFileRead,
    { profileId }: Identity,
    keyCheck: string | null,
  ): DatabaseReason | null {
    const { profileDir, clock, logger } = this.deps;
    const wanted: ProfileFile = { formatVersion: FORMAT_VERSION, profileId, keyCheck };
    if (read.kind === 'read' && JSON.stringify(read.file) === JSON.stringify(wanted)) return null;
    return attempt(() => {
      if (read.kind === 'unreadable') {
        setProfileFileAside(profileDir, clock.now());
        logger.warn('profile.file-set-aside');
      }
      writeProfileFile(profileDir, wanted);
    });
  }

  private refused(reason: DatabaseReason, fileName: string): ProfileOpening {
    return { kind: 'database', reason, fileName, release: this.release };
  }
}

/**
 * The profile of a folder: the one `profile.json` names, unless its database is missing while
 * another lies there, which is never passed over in silence; without either, a new one.
 */
function identify(read: ProfileFileRead, databaseIds: readonly string[], ids: IdSource): Identity {
  const file = read.kind === 'read' ? read.file : null;
  if (file !== null && (databaseIds.length === 0 || databaseIds.includes(file.profileId))) {
    return { profileId: file.profileId, hasDatabase: databaseIds.length > 0, file };
  }
  const newestId = databaseIds[0];
  return newestId === undefined
    ? { profileId: ids.ulid(), hasDatabase: false, file: null }
    : { profileId: newestId, hasDatabase: true, file: null };
}

function attempt(action: () => void): DatabaseReason | null {
  try {
    action();
    return null;
  } catch (cause) {
    const reason = openingReason(cause);
    if (reason === null) throw cause;
    return reason;
  }
}
