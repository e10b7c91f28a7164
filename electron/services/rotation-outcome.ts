import { fail, type AppError, type Result } from '../../shared/errors/app-error.ts';
import type { Rotation } from '../../shared/rotations/rotation.ts';
import type { EffectEvent } from '../../shared/rotations/rotation-event.ts';
import type { ProviderKeyWithSecrets } from './ports/provider-values.ts';
import { sleep } from './ports/clock.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';

/** What an effect found out, and what is saved in the same transaction as the step it leads to. */
export interface EffectOutcome {
  readonly event: EffectEvent;
  readonly alongside?: () => void;
}

/** A fresh look at one key of the rotation's account. */
export function readKeyOf(
  deps: Pick<RotationDependencies, 'sessions'>,
  row: Rotation,
  providerKeyId: string,
  signal: AbortSignal,
): Promise<Result<ProviderKeyWithSecrets>> {
  return deps.sessions.call(row.connectionId, 'readKey', async ({ adapter, session }) => {
    const { readKey } = adapter.operations;
    return readKey === undefined
      ? fail({ kind: 'not-supported', operation: 'readKey' })
      : readKey(session, providerKeyId, signal);
  });
}

/** Whether the loop was asked to end. A call, because the answer changes while an effect waits. */
export const isInterrupted = (signal: AbortSignal): boolean => signal.aborted;

/** Waits; false when the loop was interrupted meanwhile. */
export async function waited(
  deps: Pick<RotationDependencies, 'clock'>,
  delayMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  if (signal.aborted) return false;
  if (delayMs === 0) return true;
  return sleep(deps.clock, delayMs, signal).then(
    () => true,
    () => false,
  );
}

/** Something stands at the provider that is not what this rotation left there. */
export const changedMeanwhile: AppError = { kind: 'conflict', reason: 'changed-meanwhile' };

/** Somebody ended it. */
export const alreadyEnded: AppError = { kind: 'conflict', reason: 'already-ended' };

/** A missing status unlocks nothing. */
export const noStatus = (providerId: string): AppError => ({
  kind: 'provider-changed',
  providerId,
  issues: ['a key has no status'],
});

/** The provider's state contradicts what the rotation needs; `code` says which of the few cases. */
export const contradiction = (
  providerId: string,
  code:
    | 'new-key-refused'
    | 'new-secret-begins-alike'
    | 'old-key-ended'
    | 'old-key-still-answers'
    | 'old-key-still-enabled'
    | 'new-key-still-enabled',
): AppError => ({ kind: 'provider-rejected', providerId, code, message: null });

/** What a person must resolve first goes to them; anything else is simply looked at again. */
export function lookFailed(error: AppError, at: number): EffectEvent {
  switch (error.kind) {
    case 'provider-unauthorized':
    case 'provider-forbidden':
    case 'provider-changed':
    case 'keychain-unavailable':
    case 'address-refused':
    case 'not-supported':
    case 'not-found':
    case 'unexpected':
      return { type: 'failed', at, error };
    default:
      return { type: 'look-failed', at };
  }
}
