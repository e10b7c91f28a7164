import { randomBytes, timingSafeEqual } from 'node:crypto';
import { link, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import type { FileWriter } from '../../services/ports/file-writer.ts';
import {
  isLink,
  READ_NO_LINK,
  refused,
  syncFolder,
  temporaryPathOf,
  writeErrorOf,
} from './file-steps.ts';

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
      const error = writeErrorOf(path, cause);
      if (error === null) throw cause;
      return fail(error);
    }
  }
}

/** Unlike rename, link refuses a name that exists. */
const publishNew =
  (path: string) =>
  async (temporaryPath: string): Promise<void> => {
    await link(temporaryPath, path);
    await unlink(temporaryPath);
  };

/** Whether a file of our mode, and not a link to one, holds exactly this. */
async function holds(path: string, content: string): Promise<boolean> {
  try {
    const file = await open(path, READ_NO_LINK);
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
