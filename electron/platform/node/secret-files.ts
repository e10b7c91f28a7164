import { createHash } from 'node:crypto';
import { access, constants, open, rename, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MAX_FILE_BYTES } from '../../../shared/destinations/file-bytes.ts';
import {
  fail,
  ok,
  type AppError,
  type FileReason,
  type Result,
} from '../../../shared/errors/app-error.ts';
import type {
  FileChange,
  FileFacts,
  ReadFile,
  ReplaceOutcome,
  SecretFiles,
} from '../../services/ports/secret-files.ts';
import {
  fileRefusal,
  isLink,
  isThere,
  READ_NO_LINK,
  refused,
  syncFolder,
  systemCodeOf,
  temporaryPathOf,
  writeErrorOf,
} from './file-steps.ts';

/** A change whose new bytes wait beside the file. */
interface Staged {
  readonly change: FileChange;
  readonly original: ReadFile;
}

type Rename = (from: string, to: string) => Promise<void>;

export class NodeSecretFiles implements SecretFiles {
  private readonly rename: Rename;

  constructor(deps: { readonly rename: Rename } = { rename }) {
    this.rename = deps.rename;
  }

  async read(path: string): Promise<Result<ReadFile>> {
    if (await isLink(path)) return refused(path, 'is-a-link');
    try {
      const file = await open(path, READ_NO_LINK);
      try {
        return await readOpen(path, file);
      } finally {
        await file.close();
      }
    } catch (cause) {
      const code = systemCodeOf(cause);
      if (code === null) throw cause;
      return refused(path, await readReason(path, code));
    }
  }

  async replaceAll(changes: readonly FileChange[]): Promise<ReplaceOutcome> {
    if (new Set(changes.map(({ writeId }) => writeId)).size < changes.length) {
      throw new Error('Each change needs a write id of its own');
    }
    const staged: Staged[] = [];
    const refusals: { path: string; error: AppError }[] = [];
    try {
      for (const change of changes) {
        const result = await this.stage(change, staged);
        if (!result.ok) refusals.push({ path: change.path, error: result.error });
        else if (result.value !== null) staged.push(result.value);
      }
      if (refusals.length === 0) refusals.push(...(await this.changedAmong(staged)));
      if (refusals.length > 0) return { kind: 'refused', refusals, leftNew: [] };
      return await this.publish(staged);
    } finally {
      // What was renamed is no longer there under this name.
      for (const { change } of staged) await discard(temporaryPathOf(change.path, change.writeId));
    }
  }

  /** Null when the file holds the new bytes already. */
  private async stage(
    change: FileChange,
    others: readonly Staged[],
  ): Promise<Result<Staged | null>> {
    const { path, writeId, expected, secretBytes } = change;
    await discard(temporaryPathOf(path, writeId));
    const read = await this.read(path);
    if (!read.ok) return read;
    const original = read.value;
    const { sha256, inode } = original.facts;
    if (sha256 === sha256Of(secretBytes)) return ok(null);
    if (sha256 !== expected.sha256) return refused(path, 'changed-since-read');
    if (!(await isWritable(path, original.facts))) return refused(path, 'read-only');
    const isTwice = others.some(({ original: other }) => other.facts.inode === inode);
    if (isTwice) return refused(path, 'other-names');
    const error = await writeBeside(path, writeId, secretBytes, original.facts);
    return error === null ? ok({ change, original }) : fail(error);
  }

  private async changedAmong(
    staged: readonly Staged[],
  ): Promise<{ path: string; error: AppError }[]> {
    const changed: { path: string; error: AppError }[] = [];
    for (const { change, original } of staged) {
      const { path } = change;
      const now = await this.read(path);
      if (!now.ok) changed.push({ path, error: now.error });
      else if (JSON.stringify(now.value.facts) !== JSON.stringify(original.facts)) {
        changed.push({ path, error: fileRefusal(path, 'changed-since-read') });
      }
    }
    return changed;
  }

  private async publish(staged: readonly Staged[]): Promise<ReplaceOutcome> {
    const done: Staged[] = [];
    for (const each of staged) {
      const { path, writeId } = each.change;
      try {
        await this.rename(temporaryPathOf(path, writeId), path);
        done.push(each);
      } catch (cause) {
        const error = writeErrorOf(path, cause);
        const leftNew = await this.putBack(done);
        if (error === null) throw cause;
        return { kind: 'refused', refusals: [{ path, error }], leftNew };
      }
    }
    await syncFoldersOf(staged);
    return { kind: 'replaced' };
  }

  /** Answers the paths that hold the new bytes all the same. */
  private async putBack(done: readonly Staged[]): Promise<string[]> {
    const leftNew: string[] = [];
    for (const { change, original } of done.toReversed()) {
      const { path, writeId, secretBytes } = change;
      const temporaryPath = temporaryPathOf(path, writeId);
      try {
        const now = await this.read(path);
        const isOurs = now.ok && now.value.facts.sha256 === sha256Of(secretBytes);
        const error = isOurs
          ? await writeBeside(path, writeId, original.secretBytes, original.facts)
          : fileRefusal(path, 'changed-since-read');
        if (error === null) await this.rename(temporaryPath, path);
        else leftNew.push(path);
      } catch (cause) {
        leftNew.push(path);
        if (systemCodeOf(cause) === null) throw cause;
      }
    }
    await syncFoldersOf(done);
    return leftNew;
  }
}

async function readOpen(path: string, file: FileHandle): Promise<Result<ReadFile>> {
  const stat = await file.stat({ bigint: true });
  if (!stat.isFile()) return refused(path, 'not-a-file');
  if (stat.nlink > 1n) return refused(path, 'other-names');
  if (stat.size > MAX_FILE_BYTES) return refused(path, 'too-large');
  const secretBytes = new Uint8Array(await file.readFile());
  // It grew meanwhile.
  if (secretBytes.length > MAX_FILE_BYTES) return refused(path, 'too-large');
  const facts: FileFacts = {
    size: secretBytes.length,
    mtimeNs: String(stat.mtimeNs),
    inode: `${stat.dev}:${stat.ino}`,
    mode: Number(stat.mode & 0o7777n),
    uid: Number(stat.uid),
    gid: Number(stat.gid),
    sha256: sha256Of(secretBytes),
  };
  return ok({ secretBytes, facts });
}

/** The error, or null; nothing is left behind on an error. */
async function writeBeside(
  path: string,
  writeId: string,
  secretBytes: Uint8Array,
  facts: FileFacts,
): Promise<AppError | null> {
  const temporaryPath = temporaryPathOf(path, writeId);
  try {
    const file = await open(temporaryPath, 'wx', 0o600);
    try {
      await file.writeFile(secretBytes);
      if (!(await takesOwner(file, facts))) {
        await discard(temporaryPath);
        return fileRefusal(path, 'other-owner');
      }
      // After the owner: changing that one takes some bits away.
      if (process.platform !== 'win32') await file.chmod(facts.mode);
      await file.sync();
    } finally {
      await file.close();
    }
    return null;
  } catch (cause) {
    await discard(temporaryPath);
    const error = writeErrorOf(path, cause);
    if (error === null) throw cause;
    return error;
  }
}

async function takesOwner(file: FileHandle, { uid, gid }: FileFacts): Promise<boolean> {
  if (process.platform === 'win32') return true;
  const own = await file.stat();
  if (own.uid === uid && own.gid === gid) return true;
  try {
    await file.chown(uid, gid);
    return true;
  } catch (cause) {
    if (systemCodeOf(cause) === null) throw cause;
    return false;
  }
}

/** By its mode too: the superuser may write everywhere. */
async function isWritable(path: string, { mode }: FileFacts): Promise<boolean> {
  if ((mode & 0o222) === 0) return false;
  try {
    await access(path, constants.W_OK);
    return true;
  } catch (cause) {
    if (systemCodeOf(cause) === null) throw cause;
    return false;
  }
}

async function readReason(path: string, code: string): Promise<FileReason> {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return (await isThere(dirname(path))) ? 'not-there' : 'no-folder';
    case 'ELOOP':
      return 'is-a-link';
    case 'ENXIO':
    case 'EISDIR':
      return 'not-a-file';
    default:
      return 'not-readable';
  }
}

async function discard(temporaryPath: string): Promise<void> {
  try {
    await unlink(temporaryPath);
  } catch (cause) {
    // Not there, mostly. What cannot be removed shows when it is written.
    if (systemCodeOf(cause) === null) throw cause;
  }
}

async function syncFoldersOf(staged: readonly Staged[]): Promise<void> {
  for (const folder of new Set(staged.map(({ change }) => dirname(change.path)))) {
    await syncFolder(folder);
  }
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
