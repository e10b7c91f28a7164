import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import { newKeyOf, type KeyIdentity, type Rotation } from '../../shared/rotations/rotation.ts';
import type { DestinationView } from '../../shared/rotations/destination.ts';
import type { RotationReceipt } from '../../shared/rotations/rotation-receipt.ts';
import { digestOf } from './canonical-digest.ts';
import { destinationView } from './rotation-row-view.ts';

/**
 * The record of a finished rotation; its activity entry vouches for it.
 * Errors: `conflict` while the rotation is open.
 */
export function receiptOf(row: Rotation): Result<RotationReceipt> {
  const { step } = row.state;
  if (step !== 'completed' && step !== 'rolled-back' && step !== 'cancelled')
    return fail({ kind: 'conflict', reason: 'step-not-allowed' });
  const newKey = newKeyOf(row);
  return ok({
    rotationId: row.id,
    outcome: step,
    providerId: row.providerId,
    accountName: row.accountName,
    oldKey: named(row.oldKey),
    newKey: newKey === null ? orphanOf(row) : named(newKey),
    strategy: row.plan.strategy,
    trigger: row.plan.trigger,
    proofNew: row.proofNew,
    proofDead: row.proofDead,
    endStatements: row.endStatements,
    destinations: row.destinations.map(destinationView).map(withoutOutput),
    timeline: row.timeline,
    planHash: row.plan.hash,
    ...(isOldEnded(row) ? { isOldEnded: true } : {}),
    ...conductOf(row),
    activity: row.closing,
  });
}

/** Somebody ended the old key, which this rotation was to leave alone. */
const isOldEnded = ({ state, isOldLost }: Rotation): boolean =>
  state.step === 'rolled-back' ? state.isOldEnded : state.step === 'cancelled' && isOldLost;

/** Nothing for a row of an older version: the log names the digest of a receipt without it. */
const conductOf = ({
  startedBy,
  scopeCompared,
  consent,
}: Rotation): Pick<RotationReceipt, 'conduct'> =>
  startedBy === undefined
    ? {}
    : { conduct: { startedBy, scopeCompared, createConsents: consent.count } };

/** What a program printed may hold other secrets than the one that is masked; a receipt is handed on. */
const withoutOutput = (destination: DestinationView): DestinationView =>
  destination.error?.kind === 'program-failed'
    ? { ...destination, error: { ...destination.error, output: '' } }
    : destination;

/**
 * SHA-256 over the receipt without its activity entry, which names this digest: the entry vouches for
 * everything else.
 */
export function receiptDigest({ activity: _activity, ...receipt }: RotationReceipt): string {
  return digestOf(receipt);
}

/** What the log may say of this receipt: older versions did not name a key that was found without its secret. */
export const acceptedDigests = (receipt: RotationReceipt): readonly string[] => [
  receiptDigest(receipt),
  ...(receipt.outcome === 'rolled-back' ? [receiptDigest({ ...receipt, newKey: null })] : []),
];

/** What was found without its secret, and ended. */
function orphanOf({ state }: Rotation): RotationReceipt['newKey'] {
  if (state.step !== 'rolled-back' || state.target.kind !== 'orphan') return null;
  const { name, providerKeyId } = state.target;
  return { name, providerKeyId, stub: null };
}

const named = ({ name, providerKeyId, stub }: KeyIdentity): RotationReceipt['oldKey'] => ({
  name,
  providerKeyId,
  stub,
});
