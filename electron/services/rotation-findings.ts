import type { AppError } from '../../shared/errors/app-error.ts';
import type { PreflightFinding, RotationPlan } from '../../shared/rotations/rotation-view.ts';
import { utcTime } from '../../shared/lib/utc-time.ts';
import type { Probe } from './ports/provider-values.ts';

/** What stands in the way of starting. */
export const blocks = (
  reason: PreflightFinding['reason'],
  error: AppError | null,
  detail: string | null = null,
): PreflightFinding => ({ weight: 'blocks', reason, error, detail });

/** What a person should know before starting. */
export const warns = (
  reason: PreflightFinding['reason'],
  error: AppError | null = null,
  detail: string | null = null,
): PreflightFinding => ({ weight: 'warns', reason, error, detail });

/** That the key could not be read, and why. */
export function unread(error: AppError): PreflightFinding {
  return blocks(reasonOf(error), error, detailOf(error));
}

function reasonOf(error: AppError): PreflightFinding['reason'] {
  switch (error.kind) {
    case 'provider-unauthorized':
      return 'not-signed-in';
    case 'not-found':
      return 'key-not-active';
    case 'keychain-unavailable':
    case 'no-place-for-secret':
      return 'keychain-unavailable';
    case 'database-unavailable':
    case 'storage-full':
      return 'database-read-only';
    case 'not-supported':
      return 'not-supported';
    case 'provider-forbidden':
      return 'missing-right';
    case 'provider-rate-limited':
      return 'quota-low';
    case 'network-offline':
    case 'timed-out':
    case 'address-refused':
    case 'provider-unavailable':
      return 'offline';
    default:
      return 'unexpected-answer';
  }
}

/** What is known beyond the reason. */
function detailOf(error: AppError): string | null {
  switch (error.kind) {
    case 'provider-forbidden':
      return error.permission === null
        ? 'What Rekey signs in with may not read this key.'
        : `What Rekey signs in with lacks the right ${error.permission}, which a rotation needs.`;
    case 'provider-rate-limited':
      return `The provider takes no more requests before ${utcTime(error.retryAt)}.`;
    default:
      return null;
  }
}

/**
 * Nothing is known about the key; only some failures are the network's. `isClockTold`: a wrong clock
 * is a finding of its own then.
 */
export function failedProbeReason(
  { kind }: AppError,
  isClockTold: boolean,
): PreflightFinding['reason'] {
  switch (kind) {
    // The request is signed with the time: one that the provider finds malformed was signed too far from its own.
    case 'provider-rejected':
      return isClockTold ? 'probe-failed' : 'clock-skewed';
    case 'network-offline':
    case 'timed-out':
    case 'address-refused':
    case 'provider-unavailable':
      return 'offline';
    default:
      return 'probe-failed';
  }
}

/** The old key was refused before anything ended it. */
export const wasRefusedBefore = ({ findings }: Pick<RotationPlan, 'findings'>): boolean =>
  findings.some(({ reason }) => reason === 'old-already-refused');

export const untestableReasons = {
  'access-manager-off': 'not-testable-access-manager-off',
  'no-harmless-check': 'no-harmless-check',
} as const satisfies Record<
  Extract<Probe, { kind: 'not-testable' }>['reason'],
  PreflightFinding['reason']
>;
