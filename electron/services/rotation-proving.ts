import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import { SECOND_MS } from '../../shared/lib/duration.ts';
import {
  changesInPlace,
  type KeyIdentity,
  type RotatedKey,
  type Rotation,
  type RotationState,
} from '../../shared/rotations/rotation.ts';
import type { AttestReason } from '../../shared/rotations/rotation-view.ts';
import type { KeyScope } from '../../shared/scopes/key-scope.ts';
import type { Probe, ProviderKeyWithSecrets } from './ports/provider-values.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { standingOfRotated } from './rotation-looks.ts';
import { liveSecrets, standingOfSecret } from './rotation-secret-looks.ts';
import { isSameKey, isSameSecret, materialOf, sentSecretOf } from './rotation-material.ts';
import {
  alreadyEnded,
  changedMeanwhile,
  contradiction,
  noStatus,
  readKeyOf,
  isInterrupted,
  waited,
  type EffectOutcome,
} from './rotation-outcome.ts';
import type { RotationRecords } from './rotation-records.ts';
import { findStrays } from './rotation-strays.ts';

/** A new key may take a moment until reads and the data plane know it: waits between the looks. */
const newKeyDelaysMs = [0, 2, 5, 10, 15].map((seconds) => seconds * SECOND_MS);

type Verifying = Extract<RotationState, { step: 'verifying' }>;
type VerifyingDead = Extract<RotationState, { step: 'verifying-dead' }>;

/** Proves what can be proved: the new key works, the old one is dead. */
export class RotationProving {
  private readonly deps: RotationDependencies;
  private readonly records: RotationRecords;

  constructor(deps: RotationDependencies, records: RotationRecords) {
    this.deps = deps;
    this.records = records;
  }

  /** The key is ours, unchanged, has the old key's scope, and answers with the secret we keep. */
  async proveNew(
    row: Rotation,
    state: Verifying,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    const { newKey } = state;
    // Nobody else tells about a key that a person made, and every key opens the whole project.
    if (row.plan.strategy === 'guided') return this.probeNew(row, state, row.oldKey.scope, signal);
    const fresh = await this.readNew(row, newKey, signal);
    if (fresh === null || 'event' in fresh) return fresh;
    const differences = changesInPlace(row)
      ? ok([])
      : await this.scopeDifferences(row, fresh, signal);
    if (!differences.ok) return this.failed(differences.error);
    if (differences.value.length > 0)
      return {
        event: {
          type: 'scope-differs',
          at: this.now(),
          differences: differences.value.map((name) => name.slice(0, 120)),
          error: changedMeanwhile,
        },
      };
    const listStrays = await findStrays(this.deps, this.records, row, signal);
    const outcome = await this.probeNew(row, state, fresh.key.scope, signal);
    return outcome === null ? null : { ...outcome, alongside: listStrays };
  }

  /** Only the provider's explicit refusal counts, and only while the new key answers the same request. */
  async proveDead(
    row: Rotation,
    state: VerifyingDead,
    delayMs: number,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    const { registry } = this.deps;
    const { oldKey } = row;
    const oldSecret = this.oldSecretToTry(row, state);
    if ('untestable' in oldSecret)
      return { event: { type: 'dead-not-testable', at: this.now(), reason: oldSecret.untestable } };
    if (!(await waited(this.deps, delayMs, signal))) return null;
    // The control: a refusal caused by a wrong clock or a broken network path would hit both keys.
    const control = await this.probeKept(row, state.newKey, oldKey.scope, signal);
    if (isInterrupted(signal)) return null;
    if (!control.ok) return this.failed(control.error);
    if (control.value.kind === 'refused') return this.withoutControl(row, state, signal);
    const probe =
      control.value.kind === 'works'
        ? await this.probe(row, oldKey, oldKey.scope, oldSecret.secretValue, signal)
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
        return {
          event: { type: 'dead-not-testable', at: this.now(), reason: probe.value.reason },
        };
    }
  }

  /** What the old key is tried with, or why it is not tried. */
  private oldSecretToTry(
    { oldKey, proofNew, providerId }: Rotation,
    { isCheckAgreed }: VerifyingDead,
  ): { readonly secretValue: string } | { readonly untestable: AttestReason } {
    const { secretPartId } = oldKey;
    if (secretPartId === null) return { untestable: 'no-harmless-check' };
    const secretValue = this.deps.stores.escrow.find(secretPartId);
    if (secretValue === null && proofNew?.how === 'probe') return { untestable: 'secret-not-held' };
    if (this.needsAgreement(providerId, isCheckAgreed))
      return { untestable: secretValue === null ? 'secret-not-held' : 'counts-as-traffic' };
    if (proofNew?.how === 'attested' && !isCheckAgreed)
      return {
        untestable: proofNew.reason === 'person-chose' ? 'no-harmless-check' : proofNew.reason,
      };
    return secretValue === null ? { untestable: 'secret-not-held' } : { secretValue };
  }

  private needsAgreement(providerId: string, isCheckAgreed: boolean): boolean {
    const { probeCountsAsTraffic } = this.deps.registry.find(providerId)?.rules ?? {};
    return probeCountsAsTraffic === true && !isCheckAgreed;
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
    return standing.value === 'ended'
      ? { event: { type: 'dead-not-testable', at: this.now(), reason: 'no-harmless-check' } }
      : this.failed(contradiction(row.providerId, 'new-key-refused'));
  }

  /** The new key as the provider shows it now, or the outcome that its absence or change means. */
  private async readNew(
    row: Rotation,
    newKey: RotatedKey,
    signal: AbortSignal,
  ): Promise<ProviderKeyWithSecrets | EffectOutcome | null> {
    let error: AppError = { kind: 'not-found', what: 'created-key' };
    for (const delayMs of newKeyDelaysMs) {
      if (!(await waited(this.deps, delayMs, signal))) return null;
      const read = await readKeyOf(this.deps, row, newKey.providerKeyId, signal);
      if (isInterrupted(signal)) return null;
      if (read.ok) return this.checkNew(row, newKey, read.value);
      error = read.error;
      if (error.kind !== 'not-found') return this.failed(error);
    }
    return { event: { type: 'new-key-strayed', at: this.now(), error } };
  }

  private checkNew(
    row: Rotation,
    newKey: RotatedKey,
    fresh: ProviderKeyWithSecrets,
  ): ProviderKeyWithSecrets | EffectOutcome {
    const at = this.now();
    const escrowSecret = this.deps.stores.escrow.find(newKey.secretPartId);
    const shownSecret = sentSecretOf(fresh.secrets, newKey.stub);
    const isSame =
      isSameKey(newKey, row.providerContainerId, fresh.key) &&
      (shownSecret === null ||
        escrowSecret === null ||
        isSameSecret(shownSecret.secretValue, escrowSecret));
    if (!isSame) return { event: { type: 'new-key-strayed', at, error: changedMeanwhile } };
    switch (fresh.key.status) {
      case 'active':
        return this.checkSecret(row, newKey, fresh);
      case 'ended':
        return { event: { type: 'new-key-ended', at, error: alreadyEnded } };
      case 'unknown':
        return this.failed(noStatus(row.providerId));
    }
  }

  /** In place: the secret has to be the one in force, not one that somebody replaced meanwhile. */
  private checkSecret(
    row: Rotation,
    newKey: RotatedKey,
    fresh: ProviderKeyWithSecrets,
  ): ProviderKeyWithSecrets | EffectOutcome {
    if (!changesInPlace(row) || fresh.key.tellsSecrets === false) return fresh;
    const shown = liveSecrets(fresh.key).find(({ stub }) => stub === newKey.stub);
    if (shown === undefined)
      return { event: { type: 'new-key-ended', at: this.now(), error: alreadyEnded } };
    return shown.state === 'expiring' ? this.failed(changedMeanwhile) : fresh;
  }

  /** Against the old key as it is now; as it was planned, when it is no longer there. */
  private async scopeDifferences(
    row: Rotation,
    fresh: ProviderKeyWithSecrets,
    signal: AbortSignal,
  ): Promise<Result<readonly string[]>> {
    const adapter = this.deps.registry.find(row.providerId);
    if (adapter === null) return fail({ kind: 'not-supported', operation: 'scopeDifferences' });
    const old = await readKeyOf(this.deps, row, row.oldKey.providerKeyId, signal);
    if (!old.ok && old.error.kind !== 'not-found') return old;
    const { scope, environment } = old.ok ? old.value.key : row.oldKey;
    return ok([
      ...(environment === fresh.key.environment ? [] : ['type']),
      ...adapter.scopeDifferences(scope, fresh.key.scope),
    ]);
  }

  private async probeNew(
    row: Rotation,
    { newKey, isCheckAgreed }: Verifying,
    scope: KeyScope,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    if (this.needsAgreement(row.providerId, isCheckAgreed))
      return { event: { type: 'new-not-testable', at: this.now(), reason: 'counts-as-traffic' } };
    for (const delayMs of newKeyDelaysMs) {
      if (!(await waited(this.deps, delayMs, signal))) return null;
      const probe = await this.probeKept(row, newKey, scope, signal);
      this.deps.failPoints.hit('prove-new:after-probe');
      if (isInterrupted(signal)) return null;
      if (!probe.ok) return this.failed(probe.error);
      switch (probe.value.kind) {
        case 'works':
          return { event: { type: 'proved-new', at: this.now(), status: probe.value.status } };
        case 'not-testable':
          return {
            event: { type: 'new-not-testable', at: this.now(), reason: probe.value.reason },
          };
        case 'refused':
          break;
      }
    }
    return this.failed(contradiction(row.providerId, 'new-key-refused'));
  }

  /** Tries the new key with the secret from its keeping place, so that the kept copy is what is proved. */
  private async probeKept(
    row: Rotation,
    newKey: RotatedKey,
    scope: KeyScope,
    signal: AbortSignal,
  ): Promise<Result<Probe>> {
    const keptSecret = await this.deps.custody.readSecret(newKey.secretPartId);
    return keptSecret.ok ? this.probe(row, newKey, scope, keptSecret.value, signal) : keptSecret;
  }

  private async probe(
    row: Rotation,
    key: KeyIdentity,
    scope: KeyScope,
    secretValue: string,
    signal: AbortSignal,
  ): Promise<Result<Probe>> {
    const { stores, registry } = this.deps;
    const connection = stores.connections.find(row.connectionId);
    const probeKey = registry.find(row.providerId)?.operations.probeKey;
    if (connection === null) return fail({ kind: 'not-found', what: 'connection' });
    if (probeKey === undefined) return ok({ kind: 'not-testable', reason: 'no-harmless-check' });
    const { baseUrl, dataPlaneUrl } = connection;
    const { providerContainerId } = row;
    const material = materialOf({ ...key, providerContainerId }, scope, secretValue);
    return probeKey({ baseUrl, dataPlaneUrl }, material, signal);
  }

  private failed(error: AppError): EffectOutcome {
    return { event: { type: 'failed', at: this.now(), error } };
  }

  private now(): number {
    return this.deps.clock.now();
  }
}
