import type { AppError } from '../../shared/errors/app-error.ts';
import type { PreflightFinding } from '../../shared/rotations/rotation-view.ts';
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

/** Why the key could not be read. */
export function reasonOf(error: AppError): PreflightFinding['reason'] {
  switch (error.kind) {
    case 'provider-unauthorized':
      return 'not-signed-in';
    case 'not-found':
      return 'key-not-active';
    case 'keychain-unavailable':
      return 'keychain-unavailable';
    case 'not-supported':
      return 'not-supported';
    default:
      return 'offline';
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

export const untestableReasons = {
  'access-manager-off': 'not-testable-access-manager-off',
  'no-harmless-check': 'no-harmless-check',
} as const satisfies Record<
  Extract<Probe, { kind: 'not-testable' }>['reason'],
  PreflightFinding['reason']
>;
