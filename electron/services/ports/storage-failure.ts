import type { AppError } from '../../../shared/errors/app-error.ts';

/**
 * What a store throws when the disk or the file failed, not the caller. Stores throw instead of
 * answering a `Result`, so that a failure anywhere in a transaction rolls all of it back.
 */
export class StorageFailure extends Error {
  override readonly name = 'StorageFailure';
  readonly error: AppError;

  constructor(error: AppError, cause: unknown) {
    super(`The database failed: ${error.kind}`, { cause });
    this.error = error;
  }
}

/** The failure as a value; null when `cause` is no storage failure and must be thrown on. */
export function storageErrorOf(cause: unknown): AppError | null {
  return cause instanceof StorageFailure ? cause.error : null;
}
