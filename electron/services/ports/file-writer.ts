import type { Result } from '../../../shared/errors/app-error.ts';

/** Writes files that a person picked. */
export interface FileWriter {
  /**
   * A new file with mode 0600, complete or not there at all.
   * Errors: `file-refused` (exists, link, not writable, no folder), `storage-full`.
   */
  writeNew(path: string, content: string): Promise<Result<null>>;
  /**
   * As `writeNew`, and safe to repeat after a crash: what an interrupted write of the same `writeId`
   * left behind is removed, and a file that already holds exactly this content counts as written.
   */
  writeOnce(path: string, content: string, writeId: string): Promise<Result<null>>;
  /** As `writeNew`, but what is there is replaced as a whole; a link is refused. */
  replace(path: string, content: string): Promise<Result<null>>;
}
