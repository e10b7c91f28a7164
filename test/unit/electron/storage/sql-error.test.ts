import Database from 'better-sqlite3-multiple-ciphers';
import { describe, expect, it } from 'vitest';
import {
  StorageFailure,
  storageErrorOf,
} from '../../../../electron/services/ports/storage-failure.ts';
import { openingReason, translated } from '../../../../electron/storage/sql-error.ts';

const sqliteError = (code: string): Error => new Database.SqliteError('RKCANARY in a value', code);
const fileError = (code: string): Error => Object.assign(new Error('failed'), { code });
const unavailable = (reason: string) => ({
  kind: 'database-unavailable',
  reason,
  fileName: 'rekey.db',
});

describe('what SQLite and the disk throw', () => {
  it.each([
    ['SQLITE_FULL', { kind: 'storage-full' }, 'read-only'],
    ['SQLITE_IOERR_WRITE', { kind: 'storage-full' }, 'read-only'],
    ['SQLITE_IOERR_FSYNC', { kind: 'storage-full' }, 'read-only'],
    ['SQLITE_IOERR', { kind: 'storage-full' }, 'read-only'],
    ['SQLITE_IOERR_READ', unavailable('damaged'), 'damaged'],
    ['SQLITE_IOERR_SHORT_READ', unavailable('damaged'), 'damaged'],
    ['SQLITE_CORRUPT', unavailable('damaged'), 'damaged'],
    ['SQLITE_CORRUPT_INDEX', unavailable('damaged'), 'damaged'],
    ['SQLITE_NOTADB', unavailable('damaged'), 'damaged'],
    ['SQLITE_READONLY', unavailable('read-only'), 'read-only'],
    ['SQLITE_READONLY_DBMOVED', unavailable('read-only'), 'read-only'],
    ['SQLITE_CANTOPEN', unavailable('read-only'), 'read-only'],
    ['SQLITE_BUSY', unavailable('in-use'), 'in-use'],
    ['SQLITE_BUSY_RECOVERY', unavailable('in-use'), 'in-use'],
  ])('%s is a failure with a name', (code, error, reason) => {
    const thrown = translated(sqliteError(code), 'rekey.db');
    expect(storageErrorOf(thrown)).toEqual(error);
    expect(openingReason(sqliteError(code))).toBe(reason);
    expect(openingReason(thrown)).toBe(reason);
    expect(String(thrown)).not.toContain('RKCANARY');
  });

  it.each([
    ['ENOSPC', 'read-only'],
    ['EDQUOT', 'read-only'],
    ['EACCES', 'read-only'],
    ['EROFS', 'read-only'],
    ['EISDIR', 'not-ours'],
    ['EEXIST', 'not-ours'],
    ['ENOENT', null],
  ])('%s on opening is %s', (code, reason) => {
    expect(openingReason(fileError(code))).toBe(reason);
  });

  it.each([
    sqliteError('SQLITE_CONSTRAINT_UNIQUE'),
    sqliteError('SQLITE_ERROR'),
    new TypeError('a bug'),
    'no error at all',
  ])('a bug stays what it is: %#', (cause) => {
    expect(translated(cause, 'rekey.db')).toBe(cause);
    expect(storageErrorOf(cause)).toBeNull();
    expect(openingReason(cause)).toBeNull();
  });

  it('keeps the cause for the log', () => {
    const cause = sqliteError('SQLITE_FULL');
    const thrown = translated(cause, 'rekey.db');
    expect(thrown).toBeInstanceOf(StorageFailure);
    expect(thrown instanceof Error ? thrown.cause : null).toBe(cause);
  });
});
