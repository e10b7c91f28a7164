import Database from 'better-sqlite3-multiple-ciphers';
import type { AppError, DatabaseReason } from '../../shared/errors/app-error.ts';
import { StorageFailure } from '../services/ports/storage-failure.ts';

/** Reading failed; every other `SQLITE_IOERR_…` is a write that found no room or a failing disk. */
const readErrors: ReadonlySet<string> = new Set([
  'SQLITE_IOERR_READ',
  'SQLITE_IOERR_SHORT_READ',
  'SQLITE_IOERR_CORRUPTFS',
  'SQLITE_IOERR_DATA',
]);

/** SQLite's codes, and the codes of Node's file system, that mean a full disk. */
const isDiskFull = (code: string): boolean =>
  code === 'SQLITE_FULL' ||
  code === 'ENOSPC' ||
  code === 'EDQUOT' ||
  (code.startsWith('SQLITE_IOERR') && !readErrors.has(code));

/** Why the database file cannot be used, by the code of the error; null when it is a bug of ours. */
function databaseReason(code: string): DatabaseReason | null {
  if (readErrors.has(code)) return 'damaged';
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return 'damaged';
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return 'in-use';
  if (/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/.test(code)) return 'read-only';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'read-only';
  if (code === 'EISDIR' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'EEXIST') {
    return 'not-ours';
  }
  return null;
}

const codeOf = (cause: unknown): string | null => {
  if (cause instanceof Database.SqliteError) return cause.code;
  if (!(cause instanceof Error) || !('code' in cause)) return null;
  return typeof cause.code === 'string' ? cause.code : null;
};

function appErrorOf(cause: unknown, fileName: string): AppError | null {
  const code = codeOf(cause);
  if (code === null) return null;
  if (isDiskFull(code)) return { kind: 'storage-full' };
  const reason = databaseReason(code);
  return reason === null ? null : { kind: 'database-unavailable', reason, fileName };
}

/** What to throw for `cause`: a `StorageFailure` for the disk's faults, `cause` itself for ours. */
export function translated(cause: unknown, fileName: string): unknown {
  const error = appErrorOf(cause, fileName);
  return error === null ? cause : new StorageFailure(error, cause);
}

/**
 * Why a profile could not be opened; a full disk counts as not writable. Null for a bug.
 */
export function openingReason(cause: unknown): DatabaseReason | null {
  if (cause instanceof StorageFailure) {
    return cause.error.kind === 'database-unavailable' ? cause.error.reason : 'read-only';
  }
  const code = codeOf(cause);
  if (code === null) return null;
  return isDiskFull(code) ? 'read-only' : databaseReason(code);
}
