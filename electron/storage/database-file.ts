import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
} from 'node:fs';
import type { DatabaseReason } from '../../shared/errors/app-error.ts';
import { SALT_BYTES } from './data-key.ts';

export type FileKind = 'absent' | 'file' | 'other';

/** What lies at a path, without following links; a link counts as `other`. */
export function kindOfFile(path: string): FileKind {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 'absent';
  return found.isFile() ? 'file' : 'other';
}

const namePattern = /^rekey-([0-9A-HJKMNP-TV-Z]{26})\.db(-wal)?$/;

export const databaseNameOf = (profileId: string): string => `rekey-${profileId}.db`;

/**
 * Ids of the profiles whose database, or whose log alone, lies in the folder; newest first, because
 * ULIDs sort by time.
 */
export function profileIdsIn(profileDir: string): readonly string[] {
  const ids = readdirSync(profileDir).flatMap((name) => namePattern.exec(name)?.[1] ?? []);
  return [...new Set(ids)].sort().reverse();
}

/**
 * Decides from outside whether a file is a database under this key, so that nothing else is ever
 * handed to SQLite, which would create, recover or checkpoint.
 *
 * `isKeyRight` is what `profile.json` says; null when it cannot tell.
 */
export function refusalOf(
  databasePath: string,
  salt: Uint8Array,
  isKeyRight: boolean | null,
): DatabaseReason | null {
  if (kindOfFile(databasePath) === 'other' || kindOfFile(`${databasePath}-wal`) === 'other') {
    return 'not-ours';
  }
  // The log without its database: SQLite would throw it away.
  if (kindOfFile(databasePath) === 'absent') return 'damaged';
  // As root every access is granted; a read-only file system still refuses.
  accessSync(databasePath, constants.R_OK | constants.W_OK);
  const head = headOf(databasePath);
  if (head.length < SALT_BYTES) {
    return head.every((byte, index) => byte === salt[index]) ? 'damaged' : 'not-ours';
  }
  const equalBytes = head.filter((byte, index) => byte === salt[index]).length;
  if (equalBytes === SALT_BYTES) return null;
  // Two unrelated salts share half their bytes once in 10^15: this one was ours and was damaged.
  if (equalBytes >= SALT_BYTES / 2) return 'damaged';
  if (isKeyRight === true || isPlainSqlite(head)) return 'not-ours';
  return 'wrong-key';
}

const isPlainSqlite = (head: Uint8Array): boolean =>
  Buffer.from(head).toString('latin1') === 'SQLite format 3\0';

function headOf(path: string): Uint8Array {
  const head = new Uint8Array(SALT_BYTES);
  const file = openSync(path, 'r');
  try {
    return head.subarray(0, readSync(file, head, 0, SALT_BYTES, 0));
  } finally {
    closeSync(file);
  }
}

/** Makes renames and new files in a folder last through a power cut, where the system can. */
export function syncFolder(dir: string): void {
  // Windows cannot open a folder, and orders its own metadata.
  if (process.platform === 'win32') return;
  const folder = openSync(dir, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
