import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import { newKeyOf, type KeyIdentity, type Rotation } from '../../shared/rotations/rotation.ts';
import type { RotationReceipt } from '../../shared/rotations/rotation-view.ts';
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
    newKey: newKey === null ? null : named(newKey),
    proofNew: row.proofNew,
    proofDead: row.proofDead,
    destinations: row.destinations.map(destinationView),
    timeline: row.timeline,
    planHash: row.plan.hash,
    activity: row.closing,
  });
}

const named = ({ name, providerKeyId, stub }: KeyIdentity): RotationReceipt['oldKey'] => ({
  name,
  providerKeyId,
  stub,
});
