import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import type { DatabaseReason } from '../../shared/errors/app-error.ts';
import { kindOfFile } from './database-file.ts';
import { openingReason } from './sql-error.ts';

export const LOCK_NAME = 'profile.lock';

export type ProfileLock =
  | { readonly kind: 'held'; readonly release: () => void }
  | { readonly kind: 'refused'; readonly reason: DatabaseReason };

/**
 * Takes the profile for this process. The lock is SQLite's own on an empty file: the operating
 * system frees it when the process ends, however it ends, so a stale one cannot exist.
 */
export function takeProfileLock(profileDir: string): ProfileLock {
  const path = join(profileDir, LOCK_NAME);
  if (kindOfFile(path) === 'other') return { kind: 'refused', reason: 'not-ours' };
  let database: Database.Database | null = null;
  try {
    database = new Database(path, { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database?.close();
    const reason = openingReason(cause);
    if (reason === null) throw cause;
    return { kind: 'refused', reason: reason === 'damaged' ? 'not-ours' : reason };
  }
  const held = database;
  return { kind: 'held', release: () => held.close() };
}
