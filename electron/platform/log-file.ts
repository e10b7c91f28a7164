import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { LogSink } from './logger.ts';

const MAX_BYTES = 5 * 1_024 * 1_024;
/** Appending, and never through a link that somebody else put there (Windows has no such flag). */
const OPEN_FLAGS =
  constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | constants.O_NOFOLLOW;

/** Three files of at most 5 MB that only the owner may read; the newest is `rekey.log`. */
export class RotatingLogFile implements LogSink {
  private readonly dir: string;
  private readonly newestPath: string;
  private readonly middlePath: string;
  private readonly oldestPath: string;
  private readonly maxBytes: number;
  private file: { readonly descriptor: number; sizeBytes: number } | null = null;

  constructor(dir: string, maxBytes = MAX_BYTES) {
    this.newestPath = join(dir, 'rekey.log');
    this.middlePath = join(dir, 'rekey.1.log');
    this.oldestPath = join(dir, 'rekey.2.log');
    this.dir = dir;
    this.maxBytes = maxBytes;
  }

  /** Written at once, because the line before a crash is the one that matters. */
  write(line: string): void {
    const bytes = Buffer.from(`${line}\n`, 'utf8');
    try {
      let file = (this.file ??= this.open());
      if (file.sizeBytes > 0 && file.sizeBytes + bytes.length > this.maxBytes) {
        this.rotate();
        file = this.file = this.open();
      }
      file.sizeBytes += writeSync(file.descriptor, bytes);
    } catch (cause) {
      // A full or read-only disk loses the line, not the work it tells about.
      if (!isSystemError(cause)) throw cause;
    }
  }

  close(): void {
    if (this.file !== null) closeSync(this.file.descriptor);
    this.file = null;
  }

  private open(): { descriptor: number; sizeBytes: number } {
    mkdirSync(this.dir, { recursive: true, mode: 0o700 });
    const descriptor = openSync(this.newestPath, OPEN_FLAGS, 0o600);
    fchmodSync(descriptor, 0o600);
    return { descriptor, sizeBytes: fstatSync(descriptor).size };
  }

  private rotate(): void {
    this.close();
    renameIfPresent(this.middlePath, this.oldestPath);
    renameIfPresent(this.newestPath, this.middlePath);
  }
}

function renameIfPresent(fromPath: string, toPath: string): void {
  try {
    renameSync(fromPath, toPath);
  } catch (cause) {
    if (!isSystemError(cause) || cause.code !== 'ENOENT') throw cause;
  }
}

function isSystemError(cause: unknown): cause is Error & { readonly code: string } {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string';
}
