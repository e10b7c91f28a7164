import type { AppError } from '../../shared/errors/app-error.ts';
import {
  changesInPlace,
  type Rotation,
  type RotationState,
} from '../../shared/rotations/rotation.ts';
import type { AttestReason } from '../../shared/rotations/rotation-view.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { wasRefusedBefore } from './rotation-findings.ts';
import { standingOfRotated } from './rotation-looks.ts';
import { contradiction, isInterrupted, waited, type EffectOutcome } from './rotation-outcome.ts';
import type { RotationProbe } from './rotation-probe.ts';
import type { RotationRecords } from './rotation-records.ts';
import { standingOfSecret } from './rotation-secret-looks.ts';

type VerifyingDead = Extract<RotationState, { step: 'verifying-dead' }>;

/** Proves that the old key is dead, as far as that can be proved. */
export class RotationDeath {
  private readonly deps: RotationDependencies;
  private readonly records: RotationRecords;
  private readonly probe: RotationProbe;

  constructor(deps: RotationDependencies, records: RotationRecords, probe: RotationProbe) {
    this.deps = deps;
    this.records = records;
    this.probe = probe;
  }

  /** Only the provider's explicit refusal counts, and only while the new key answers the same request. */
  async prove(
    row: Rotation,
    state: VerifyingDead,
    delayMs: number,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    const { registry } = this.deps;
    const { oldKey } = row;
    const oldSecret = this.oldSecretToTry(row, state);
    if ('untestable' in oldSecret) return this.notTestable(oldSecret.untestable);
    if (!(await waited(this.deps, delayMs, signal))) return null;
    // The control: a refusal caused by a wrong clock or a broken network path would hit both keys.
    const control = await this.probe.ofKept(row, state.newKey, oldKey.scope, signal);
    if (isInterrupted(signal)) return null;
    if (!control.ok) return this.failed(control.error);
    if (control.value.kind === 'refused') return this.withoutControl(row, state, signal);
    const probe =
      control.value.kind === 'works'
        ? await this.probe.of(row, oldKey, oldKey.scope, oldSecret.secretValue, signal)
        : control;
    this.deps.failPoints.hit('prove-dead:after-probe');
    if (isInterrupted(signal)) return null;
    if (!probe.ok) return this.failed(probe.error);
    switch (probe.value.kind) {
      case 'refused':
        return {
          event: { type: 'old-refused', at: this.now(), status: probe.value.status },
        };
      case 'works': {
        const propagationDelayMs = registry.find(row.providerId)?.rules.propagationDelayMs ?? 0;
        return {
          event: {
            type: 'old-still-alive',
            at: this.now(),
            propagationDelayMs,
            error: contradiction(row.providerId, 'old-key-still-answers'),
          },
        };
      }
      case 'not-testable':
        return this.notTestable(probe.value.reason);
    }
  }

  /** What the old key is tried with, or why it is not tried. */
  private oldSecretToTry(
    { oldKey, proofNew, providerId, plan }: Rotation,
    { isCheckAgreed }: VerifyingDead,
  ): { readonly secretValue: string } | { readonly untestable: AttestReason } {
    const { secretPartId } = oldKey;
    if (secretPartId === null) return { untestable: 'no-harmless-check' };
    if (wasRefusedBefore(plan)) return { untestable: 'already-refused' };
    const secretValue = this.deps.stores.escrow.find(secretPartId);
    if (secretValue === null && proofNew?.how === 'probe') return { untestable: 'secret-not-held' };
    if (this.probe.needsAgreement(providerId, isCheckAgreed))
      return { untestable: secretValue === null ? 'secret-not-held' : 'counts-as-traffic' };
    if (proofNew?.how === 'attested' && !isCheckAgreed)
      return {
        untestable: proofNew.reason === 'person-chose' ? 'no-harmless-check' : proofNew.reason,
      };
    return secretValue === null ? { untestable: 'secret-not-held' } : { secretValue };
  }

  /** The new key is refused as well. When somebody ended it there is nothing to compare with: a person says. */
  private async withoutControl(
    row: Rotation,
    { newKey }: VerifyingDead,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    if (row.plan.strategy === 'guided')
      return this.failed(contradiction(row.providerId, 'new-key-refused'));
    const standing = changesInPlace(row)
      ? await standingOfSecret(this.deps, row, newKey, signal)
      : await standingOfRotated(this.deps, row, newKey, signal);
    if (isInterrupted(signal)) return null;
    if (!standing.ok) return this.failed(standing.error);
    if (standing.value !== 'ended')
      return this.failed(contradiction(row.providerId, 'new-key-refused'));
    return {
      ...this.notTestable('new-key-ended'),
      alongside: () => {
        if (changesInPlace(row)) this.records.markSecretsEnded(newKey.keyId, [newKey.stub]);
        else this.records.markEnded(newKey.keyId);
      },
    };
  }

  private notTestable(reason: AttestReason): EffectOutcome {
    return { event: { type: 'dead-not-testable', at: this.now(), reason } };
  }

  private failed(error: AppError): EffectOutcome {
    return { event: { type: 'failed', at: this.now(), error } };
  }

  private now(): number {
    return this.deps.clock.now();
  }
}
