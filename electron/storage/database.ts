import { chmodSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import type { DatabaseReason } from '../../shared/errors/app-error.ts';
import { saltOf } from './data-key.ts';
import { kindOfFile, refusalOf, syncFolder } from './database-file.ts';
import { FORMAT_VERSION, formatVersionOf, migrate } from './migrate.ts';
import { SqlConnection } from './sql-connection.ts';
import { openingReason } from './sql-error.ts';

export type DatabaseOpening =
  | { readonly kind: 'open'; readonly connection: SqlConnection }
  | { readonly kind: 'refused'; readonly reason: DatabaseReason };

const refused = (reason: DatabaseReason): DatabaseOpening => ({ kind: 'refused', reason });

/**
 * Opens an existing database. Whatever is in the way, the file and its log stay as they are.
 * `isKeyRight` is what `profile.json` says; null when it cannot tell.
 */
export function openDatabase(
  databasePath: string,
  dataKey: Uint8Array,
  isKeyRight: boolean | null,
): DatabaseOpening {
  try {
    const refusal = refusalOf(databasePath, saltOf(dataKey), isKeyRight);
    if (refusal !== null) return refused(refusal);
    const hasLog = (statSync(`${databasePath}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
    // Opening for writing would merge the log on closing, also that of a newer version.
    if (hasLog && isNewerWithoutWriting(databasePath, dataKey)) return refused('newer-version');
    return openForWriting(databasePath, dataKey);
  } catch (cause) {
    const reason = openingReason(cause);
    if (reason === null) throw cause;
    return refused(reason);
  }
}

/**
 * Creates the database under another name and renames it when it is complete: a crash in between
 * leaves no half database that looks like a damaged one.
 */
export function createDatabase(databasePath: string, dataKey: Uint8Array): void {
  const unfinishedPath = `${databasePath}.new`;
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    rmSync(`${unfinishedPath}${suffix}`, { force: true });
  }
  const database = openEncrypted(unfinishedPath, dataKey, { readonly: false });
  try {
    prepareForWriting(database);
    migrate(new SqlConnection(database, basename(databasePath)));
  } finally {
    database.close();
  }
  renameSync(unfinishedPath, databasePath);
  syncFolder(dirname(databasePath));
}

/** The database of a session that leaves nothing behind. */
export function openMemoryDatabase(): SqlConnection {
  const database = new Database(':memory:');
  database.pragma('foreign_keys = ON');
  const connection = new SqlConnection(database, 'memory');
  migrate(connection);
  return connection;
}

function openForWriting(databasePath: string, dataKey: Uint8Array): DatabaseOpening {
  const database = openEncrypted(databasePath, dataKey, { readonly: false });
  try {
    const connection = new SqlConnection(database, basename(databasePath));
    // Needs the right key and a sound first page; reads the log, too.
    if (formatVersionOf(connection) > FORMAT_VERSION) {
      database.close();
      return refused('newer-version');
    }
    prepareForWriting(database);
    migrate(connection);
    chmodSync(databasePath, 0o600);
    // Escrow that was cleared just before a crash may still be in the log.
    connection.truncateLog();
    return { kind: 'open', connection };
  } catch (cause) {
    database.close();
    throw cause;
  }
}

/**
 * Looks without changing the log. The look needs 32 kB for an index beside the database: on a full
 * disk it is left out, because opening for writing looks as well and needs no index.
 */
function isNewerWithoutWriting(databasePath: string, dataKey: Uint8Array): boolean {
  try {
    return versionWithoutWriting(databasePath, dataKey) > FORMAT_VERSION;
  } catch (cause) {
    if (openingReason(cause) === 'read-only') return false;
    throw cause;
  }
}

function versionWithoutWriting(databasePath: string, dataKey: Uint8Array): number {
  const indexPath = `${databasePath}-shm`;
  const hadIndex = kindOfFile(indexPath) !== 'absent';
  const database = openEncrypted(databasePath, dataKey, { readonly: true });
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return formatVersionOf(new SqlConnection(database, basename(databasePath)));
  } finally {
    database.close();
    if (!hadIndex) rmSync(indexPath, { force: true });
  }
}

function openEncrypted(
  path: string,
  dataKey: Uint8Array,
  options: { readonly readonly: boolean },
): Database.Database {
  const database = new Database(path, { ...options, timeout: 0 });
  try {
    database.pragma(`cipher = 'sqlcipher'`);
    database.pragma('legacy = 4');
    const rawKey = Buffer.concat([dataKey, saltOf(dataKey)]).toString('hex');
    // SQLCipher takes this form as the key itself and derives nothing from it.
    database.key(Buffer.from(`x'${rawKey}'`));
    // Nobody else may open it meanwhile, and the log needs no shared memory file.
    if (!options.readonly) database.pragma('locking_mode = EXCLUSIVE');
    return database;
  } catch (cause) {
    database.close();
    throw cause;
  }
}

function prepareForWriting(database: Database.Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('secure_delete = ON');
  database.pragma('foreign_keys = ON');
  // Temporary files are not encrypted.
  database.pragma('temp_store = MEMORY');
  // 64 MB: decrypting a page takes longer than finding it.
  database.pragma('cache_size = -65536');
  // 32 MB of log: a first sync of 10,000 keys is not stopped to merge it.
  database.pragma('wal_autocheckpoint = 8192');
}
