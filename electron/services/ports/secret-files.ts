import type { AppError, Result } from '../../../shared/errors/app-error.ts';

export interface FileFacts {
  readonly size: number;
  /** Nanoseconds and numbers beyond what a JavaScript number holds, as texts. */
  readonly mtimeNs: string;
  readonly inode: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Of the content, in hex. */
  readonly sha256: string;
}

/** A file's bytes, which may hold secrets, and what was known of it at that moment. */
export interface ReadFile {
  readonly secretBytes: Uint8Array;
  readonly facts: FileFacts;
}

export interface FileChange {
  readonly path: string;
  /** What must still be there. */
  readonly expected: Pick<FileFacts, 'sha256'>;
  readonly secretBytes: Uint8Array;
  /** The same again when the change is repeated after a crash; letters and digits. */
  readonly writeId: string;
}

export type ReplaceOutcome =
  | { readonly kind: 'replaced' }
  | {
      readonly kind: 'refused';
      /** Every file that was in the way; all files are as they were, but for `leftNew`. */
      readonly refusals: readonly { readonly path: string; readonly error: AppError }[];
      /** Replaced files that could not be put back. */
      readonly leftNew: readonly string[];
    };

/** Rewrites files that a person owns. Never through a link, never what is read-only. */
export interface SecretFiles {
  /**
   * Errors: `file-refused` (not there, link, not an ordinary file, several names, too large, not
   * readable).
   */
  read(path: string): Promise<Result<ReadFile>>;
  /**
   * All files or none, with mode and owner kept. Safe to repeat after a crash, which leaves each file
   * old or new as a whole: a file that holds the new bytes already counts as replaced.
   */
  replaceAll(changes: readonly FileChange[]): Promise<ReplaceOutcome>;
}
