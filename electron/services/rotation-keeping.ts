import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import type { RotatedKey } from '../../shared/rotations/rotation.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { isSameSecret } from './rotation-material.ts';
import type { EffectOutcome } from './rotation-outcome.ts';
import type { RotationRecords } from './rotation-records.ts';

const mismatch: AppError = { kind: 'keychain-unavailable', reason: 'mismatch' };

interface Stored {
  readonly secretValue: string;
  readonly wasAbsent: boolean;
}

/** Brings the new secret from escrow into the keychain, and back into it when it has gone from there. */
export class RotationKeeping {
  private readonly deps: RotationDependencies;
  private readonly records: RotationRecords;

  constructor(deps: RotationDependencies, records: RotationRecords) {
    this.deps = deps;
    this.records = records;
  }

  /** Escrow → keychain → read back → compare. Writes nothing that is already there. */
  async keep(newKey: RotatedKey): Promise<EffectOutcome> {
    const at = (): number => this.deps.clock.now();
    const stored = await this.store(newKey);
    if (!stored.ok) return { event: { type: 'failed', at: at(), error: stored.error } };
    this.deps.failPoints.hit('keep:after-read-back');
    return {
      event: { type: 'kept', at: at() },
      alongside: () => {
        this.savePlace(newKey);
      },
    };
  }

  /**
   * The new secret as the keychain holds it, for what relies on it later: the item may have gone since
   * it was kept, and then it is put back. Errors: `mismatch` for an item that somebody changed.
   */
  async kept(newKey: RotatedKey): Promise<Result<string>> {
    const { stores, custody } = this.deps;
    if (stores.escrow.find(newKey.secretPartId) === null)
      return custody.readSecret(newKey.secretPartId);
    const stored = await this.store(newKey);
    if (!stored.ok) return stored;
    if (stored.value.wasAbsent)
      stores.transaction(() => {
        this.savePlace(newKey);
      });
    return ok(stored.value.secretValue);
  }

  private async store({ secretPartId }: RotatedKey): Promise<Result<Stored>> {
    const { stores, custody, failPoints } = this.deps;
    const escrowSecret = stores.escrow.find(secretPartId);
    if (escrowSecret === null) return fail({ kind: 'secret-unreadable', partId: secretPartId });
    const present = await custody.readSecret(secretPartId);
    if (present.ok) return sameAs(escrowSecret, present.value, false);
    if (present.error.kind !== 'secret-unreadable') return present;
    failPoints.hit('keep:before-write');
    const written = await custody.storeSecret(secretPartId, escrowSecret);
    if (!written.ok) return written;
    failPoints.hit('keep:after-write');
    const readBack = await custody.readSecret(secretPartId);
    return readBack.ok ? sameAs(escrowSecret, readBack.value, true) : readBack;
  }

  private savePlace({ keyId, secretPartId }: RotatedKey): void {
    const isKeychain = this.deps.custody.mode.mode === 'keychain';
    this.records.setCustody(keyId, secretPartId, isKeychain ? 'in-keychain' : 'session');
  }
}

const sameAs = (escrowSecret: string, keptSecret: string, wasAbsent: boolean): Result<Stored> =>
  isSameSecret(keptSecret, escrowSecret)
    ? ok({ secretValue: keptSecret, wasAbsent })
    : fail(mismatch);
