import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import { SECOND_MS } from '../../shared/lib/duration.ts';
import {
  changesInPlace,
  type RotatedKey,
  type Rotation,
  type RotationState,
} from '../../shared/rotations/rotation.ts';
import type { KeyScope } from '../../shared/scopes/key-scope.ts';
import type { ProviderKeyWithSecrets } from './ports/provider-values.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { liveSecrets } from './rotation-secret-looks.ts';
import { isSameKey, isSameSecret, sentSecretOf } from './rotation-material.ts';
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
import type { RotationProbe } from './rotation-probe.ts';
import type { RotationRecords } from './rotation-records.ts';
import { findStrays } from './rotation-strays.ts';

/** A new key may take a moment until reads and the data plane know it: waits between the looks. */
const newKeyDelaysMs = [0, 2, 5, 10, 15].map((seconds) => seconds * SECOND_MS);

type Verifying = Extract<RotationState, { step: 'verifying' }>;

/** Proves what can be proved of the new key: it is ours, has the old one's scope, and works. */
export class RotationProving {
  private readonly deps: RotationDependencies;
  private readonly records: RotationRecords;
  private readonly probe: RotationProbe;

  constructor(deps: RotationDependencies, records: RotationRecords, probe: RotationProbe) {
    this.deps = deps;
    this.records = records;
    this.probe = probe;
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
      const checked = read.ok ? this.checkNew(row, newKey, read.value) : null;
      if (checked !== null) return checked;
      error = read.ok ? alreadyEnded : read.error;
      if (!read.ok && error.kind !== 'not-found') return this.failed(error);
    }
    const type = error === alreadyEnded ? 'new-key-ended' : 'new-key-strayed';
    return { event: { type, at: this.now(), error } };
  }

  /** Null: its secret is not listed, or not yet. */
  private checkNew(
    row: Rotation,
    newKey: RotatedKey,
    fresh: ProviderKeyWithSecrets,
  ): ProviderKeyWithSecrets | EffectOutcome | null {
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

  /** In place: the secret has to be the one in force, not one that somebody replaced meanwhile. Null: not listed. */
  private checkSecret(
    row: Rotation,
    newKey: RotatedKey,
    fresh: ProviderKeyWithSecrets,
  ): ProviderKeyWithSecrets | EffectOutcome | null {
    if (!changesInPlace(row) || fresh.key.tellsSecrets === false) return fresh;
    const shown = liveSecrets(fresh.key).find(({ stub }) => stub === newKey.stub);
    if (shown === undefined) return null;
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
    if (this.probe.needsAgreement(row.providerId, isCheckAgreed))
      return { event: { type: 'new-not-testable', at: this.now(), reason: 'counts-as-traffic' } };
    for (const delayMs of newKeyDelaysMs) {
      if (!(await waited(this.deps, delayMs, signal))) return null;
      const probe = await this.probe.ofKept(row, newKey, scope, signal);
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

  private failed(error: AppError): EffectOutcome {
    return { event: { type: 'failed', at: this.now(), error } };
  }

  private now(): number {
    return this.deps.clock.now();
  }
}
