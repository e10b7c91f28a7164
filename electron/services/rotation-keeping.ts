import type { AppError } from '../../shared/errors/app-error.ts';
import type { RotatedKey } from '../../shared/rotations/rotation.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { isSameSecret } from './rotation-material.ts';
import type { EffectOutcome } from './rotation-outcome.ts';
import type { RotationRecords } from './rotation-records.ts';

/** Brings the new secret from escrow into the keychain. */
export class RotationKeeping {
  private readonly deps: RotationDependencies;
  private readonly records: RotationRecords;

  constructor(deps: RotationDependencies, records: RotationRecords) {
    this.deps = deps;
    this.records = records;
  }

  /** Escrow → keychain → read back → compare. Writes nothing that is already there. */
  async keep(newKey: RotatedKey): Promise<EffectOutcome> {
    const { stores, custody, failPoints } = this.deps;
    const partId = newKey.secretPartId;
    const escrowSecret = stores.escrow.find(partId);
    if (escrowSecret === null) return this.failed({ kind: 'secret-unreadable', partId });
    const present = await custody.readSecret(partId);
    if (!present.ok && present.error.kind !== 'secret-unreadable')
      return this.failed(present.error);
    const mismatch: AppError = { kind: 'keychain-unavailable', reason: 'mismatch' };
    if (present.ok && !isSameSecret(present.value, escrowSecret)) return this.failed(mismatch);
    if (!present.ok) {
      failPoints.hit('keep:before-write');
      const stored = await custody.storeSecret(partId, escrowSecret);
      if (!stored.ok) return this.failed(stored.error);
      failPoints.hit('keep:after-write');
      const readBack = await custody.readSecret(partId);
      if (!readBack.ok) return this.failed(readBack.error);
      if (!isSameSecret(readBack.value, escrowSecret)) return this.failed(mismatch);
    }
    failPoints.hit('keep:after-read-back');
    return {
      event: { type: 'kept', at: this.deps.clock.now() },
      alongside: () => {
        const place = custody.mode.mode === 'keychain' ? 'in-keychain' : 'session';
        this.records.setCustody(newKey.keyId, partId, place);
      },
    };
  }

  /** Why the old key may not be ended now: the new secret is not where it was put. */
  async problemOf(newKey: RotatedKey): Promise<AppError | null> {
    const { stores, custody } = this.deps;
    const kept = await custody.readSecret(newKey.secretPartId);
    if (!kept.ok) return kept.error;
    const escrowSecret = stores.escrow.find(newKey.secretPartId);
    return escrowSecret === null || isSameSecret(kept.value, escrowSecret)
      ? null
      : { kind: 'keychain-unavailable', reason: 'mismatch' };
  }

  private failed(error: AppError): EffectOutcome {
    return { event: { type: 'failed', at: this.deps.clock.now(), error } };
  }
}
