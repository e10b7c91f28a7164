import { access, constants, lstat, open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  fail,
  type AppError,
  type FileReason,
  type Result,
} from '../../../shared/errors/app-error.ts';

/** Beside the file, so that renaming it stays on one file system. */
export const temporaryPathOf = (path: string, writeId: string): string =>
  join(dirname(path), `.rekey-${writeId}`);

/** Without `O_NONBLOCK` a named pipe would be waited for until somebody writes into it. */
export const READ_NO_LINK = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Makes the new name last through a power cut, where the system can. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, constants.O_RDONLY);
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch {
    // Not every file system knows this for folders; the file itself is complete.
  }
}

export async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch {
    // Not there yet, or not readable: reading or writing tells.
    return false;
  }
}

export async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (cause) {
    if (systemCodeOf(cause) === null) throw cause;
    return false;
  }
}

export const fileRefusal = (path: string, reason: FileReason): AppError => ({
  kind: 'file-refused',
  reason,
  fileName: basename(path).slice(0, 300),
});

export const refused = (path: string, reason: FileReason): Result<never> =>
  fail(fileRefusal(path, reason));

/** What the file system said to a write; null for anything else, which is a bug. */
export function writeErrorOf(path: string, cause: unknown): AppError | null {
  switch (systemCodeOf(cause)) {
    case null:
      return null;
    case 'EEXIST':
      return fileRefusal(path, 'exists');
    case 'ENOENT':
    case 'ENOTDIR':
      return fileRefusal(path, 'no-folder');
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return { kind: 'storage-full' };
    default:
      return fileRefusal(path, 'not-writable');
  }
}

/** The code of a call that the system refused; null for anything else. */
export function systemCodeOf(cause: unknown): string | null {
  if (!(cause instanceof Error) || !('code' in cause) || !('syscall' in cause)) return null;
  return String(cause.code);
}
