import type { AppError } from '../../../shared/errors/app-error.ts';

/** Two calls made the edit: the settings were saved, the name or the type was not. */
export const isHalfDone = (error: AppError): boolean =>
  error.kind === 'provider-rejected' &&
  (error.code === 'settings-changed' || error.code.startsWith('settings-changed-'));
