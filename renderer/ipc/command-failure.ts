import type { AppError } from '../../shared/errors/app-error.ts';

/** Carries an `AppError` through TanStack Query, which knows failures only as thrown errors. */
export class CommandFailure extends Error {
  readonly appError: AppError;

  constructor(appError: AppError) {
    super(`Command failed: ${appError.kind}`);
    this.name = 'CommandFailure';
    this.appError = appError;
  }
}
