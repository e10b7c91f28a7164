import type { AppError } from '../../../shared/errors/app-error.ts';
import { errorMessage } from '../../messages/error-message.ts';

/** Why a saved plan was not applied, in a sentence or two. */
export function appliedPlanWords(error: AppError, nameOf: (providerId: string) => string): string {
  switch (error.kind) {
    case 'file-refused':
      if (error.reason === 'not-json')
        return `“${error.fileName}” is not a plan that Rekey exported as JSON.`;
      if (error.reason === 'too-large') return `“${error.fileName}” is too large to be a plan.`;
      break;
    case 'invalid-input':
      return `${error.issues.join('. ')}. Make the plan again, or get the file as it was exported.`;
    case 'conflict':
      if (error.reason === 'changed-meanwhile')
        return 'The key is no longer as it was when the plan was made. Make a new plan and compare.';
      if (error.reason === 'step-not-allowed')
        return 'This plan was started before, and a plan can be started once. Make a new one.';
      break;
    case 'not-found':
      return 'The key that it is for is not in this profile. Connect its account and sync, then try again.';
    default:
  }
  return errorMessage(error, nameOf).sentence;
}
