import type { AppError } from '../../shared/errors/app-error.ts';
import { assertNever } from '../../shared/lib/assert-never.ts';

/** Whether a call that changes something may have taken effect although this is what came back. */
export function isAnswerLost(error: AppError): boolean {
  switch (error.kind) {
    // A plain no, or a connection that never came about.
    case 'provider-unauthorized':
    case 'sign-in-refused':
    case 'provider-forbidden':
    case 'provider-rate-limited':
    case 'too-many-reveals':
    case 'provider-rejected':
    case 'network-offline':
    case 'address-refused':
    case 'not-found':
    case 'conflict':
    case 'invalid-input':
    case 'not-supported':
    case 'no-place-for-secret':
    case 'keychain-unavailable':
    case 'locked':
      return false;
    case 'provider-unavailable':
    case 'provider-changed':
    case 'timed-out':
    case 'database-unavailable':
    case 'storage-full':
    case 'secret-unreadable':
    case 'clipboard-unavailable':
    case 'file-refused':
    case 'program-failed':
    case 'outcome-unknown':
    case 'cancelled':
    case 'unexpected':
      return true;
    default:
      return assertNever(error);
  }
}
