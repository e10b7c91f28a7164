import { randomBytes, timingSafeEqual } from 'node:crypto';
import { constants, link, lstat, open, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail, ok, type AppError, type Result } from '../../../shared/errors/app-error.ts';
import type { FileWriter } from '../../services/ports/file-writer.ts';

const FILE_MODE = 0o600;

/** Writes to a neighbour first, so that a crash or a full disk leaves no half file under the name. */
export class NodeFileWriter implements FileWriter {
  async writeNew(path: string, content: string): Promise<Result<null>> {
    return this.write(path, content, randomBytes(8).toString('hex'), publishNew(path));
  }

  async writeOnce(path: string, content: string, writeId: string): Promise<Result<null>> {
    await unlink(temporaryPathOf(path, writeId)).catch(() => undefined);
    if (await holds(path, content)) return ok(null);
    return this.write(path, content, writeId, publishNew(path));
  }

  async replace(path: string, content: string): Promise<Result<null>> {
    if (await isLink(path)) return refused(path, 'is-a-link');
    return this.write(path, content, randomBytes(8).toString('hex'), (temporaryPath) =>
      rename(temporaryPath, path),
    );
  }

  private async write(
    path: string,
    content: string,
    writeId: string,
    publish: (temporaryPath: string) => Promise<void>,
  ): Promise<Result<null>> {
    const temporaryPath = temporaryPathOf(path, writeId);
    try {
      const file = await open(temporaryPath, 'wx', FILE_MODE);
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      await publish(temporaryPath);
      await syncFolder(dirname(path));
      return ok(null);
    } catch (cause) {
      await unlink(temporaryPath).catch(() => undefined);
      const error = fileErrorOf(path, cause);
      if (error === null) throw cause;
      return fail(error);
    }
  }
}

const temporaryPathOf = (path: string, writeId: string): string =>
  join(dirname(path), `.rekey-${writeId}`);

/** Unlike rename, link refuses a name that exists. */
const publishNew =
  (path: string) =>
  async (temporaryPath: string): Promise<void> => {
    await link(temporaryPath, path);
    await unlink(temporaryPath);
  };

/** Makes the new name last through a power cut, where the system can. */
async function syncFolder(path: string): Promise<void> {
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

/** Whether a file of our mode, and not a link to one, holds exactly this. */
async function holds(path: string, content: string): Promise<boolean> {
  try {
    // Without O_NONBLOCK a named pipe would be waited for until somebody writes into it.
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    const file = await open(path, flags);
    try {
      const wanted = Buffer.from(content);
      const { size, mode } = await file.stat();
      // Windows keeps no such mode.
      const isOurs = process.platform === 'win32' || (mode & 0o777) === FILE_MODE;
      if (size !== wanted.byteLength || !isOurs) return false;
      return timingSafeEqual(await file.readFile(), wanted);
    } finally {
      await file.close();
    }
  } catch {
    // Not there, a link or not readable: writing tells.
    return false;
  }
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch {
    // Not there yet, or not readable: writing tells.
    return false;
  }
}

const refused = (
  path: string,
  reason: Extract<AppError, { kind: 'file-refused' }>['reason'],
): Result<never> => fail({ kind: 'file-refused', reason, fileName: basename(path).slice(0, 300) });

/** What the file system said; null for anything else, which is a bug. */
function fileErrorOf(path: string, cause: unknown): AppError | null {
  if (!(cause instanceof Error) || !('code' in cause) || !('syscall' in cause)) return null;
  const fileName = basename(path).slice(0, 300);
  switch (cause.code) {
    case 'EEXIST':
      return { kind: 'file-refused', reason: 'exists', fileName };
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'file-refused', reason: 'no-folder', fileName };
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return { kind: 'storage-full' };
    default:
      return { kind: 'file-refused', reason: 'not-writable', fileName };
  }
}
