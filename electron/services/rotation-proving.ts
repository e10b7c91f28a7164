import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import { SECOND_MS } from '../../shared/lib/duration.ts';
import type {
  KeyIdentity,
  RotatedKey,
  Rotation,
  RotationState,
} from '../../shared/rotations/rotation.ts';
import type { KeyScope } from '../../shared/scopes/key-scope.ts';
import type { Probe, ProviderKeyWithSecrets } from './ports/provider-adapter.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { standingOfRotated } from './rotation-looks.ts';
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
    { newKey }: Verifying,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    const fresh = await this.readNew(row, newKey, signal);
    if (fresh === null) return null;
    if ('event' in fresh) return fresh;
    const differences = await this.scopeDifferences(row, fresh, signal);
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
    const listStrays = await this.findStrays(row, signal);
    const outcome = await this.probeNew(row, newKey, fresh.key.scope, signal);
    return outcome === null ? null : { ...outcome, alongside: listStrays };
  }

  /** Only the provider's explicit refusal counts, and only while the new key answers the same request. */
  async proveDead(
    row: Rotation,
    state: VerifyingDead,
    delayMs: number,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    const { stores, registry } = this.deps;
    const { proofNew, oldKey } = row;
    if (proofNew?.how === 'attested') {
      const reason = proofNew.reason === 'person-chose' ? 'no-harmless-check' : proofNew.reason;
      return { event: { type: 'dead-not-testable', at: this.now(), reason } };
    }
    if (!(await waited(this.deps, delayMs, signal))) return null;
    const partId = oldKey.secretPartId;
    if (partId === null)
      return { event: { type: 'dead-not-testable', at: this.now(), reason: 'no-harmless-check' } };
    const oldSecret = stores.escrow.find(partId);
    if (oldSecret === null) return this.failed({ kind: 'secret-unreadable', partId });
    // The control: a refusal caused by a wrong clock or a broken network path would hit both keys.
    const control = await this.probeKept(row, state.newKey, oldKey.scope, signal);
    if (isInterrupted(signal)) return null;
    if (!control.ok) return this.failed(control.error);
    if (control.value.kind === 'refused') return this.withoutControl(row, state, signal);
    const probe = await this.probe(row, oldKey, oldKey.scope, oldSecret, signal);
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

  /** The new key is refused as well. When somebody ended it there is nothing to compare with: a person says. */
  private async withoutControl(
    row: Rotation,
    { newKey }: VerifyingDead,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    const standing = await standingOfRotated(this.deps, row, newKey, signal);
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
    const shownSecret = sentSecretOf(fresh.secrets);
    const isSame =
      isSameKey(newKey, row.providerContainerId, fresh.key) &&
      (shownSecret === null ||
        escrowSecret === null ||
        isSameSecret(shownSecret.secretValue, escrowSecret));
    if (!isSame) return { event: { type: 'new-key-strayed', at, error: changedMeanwhile } };
    switch (fresh.key.status) {
      case 'active':
        return fresh;
      case 'ended':
        return { event: { type: 'new-key-ended', at, error: alreadyEnded } };
      case 'unknown':
        return this.failed(noStatus(row.providerId));
    }
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
    newKey: RotatedKey,
    scope: KeyScope,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
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
    return probeKey({ baseUrl, dataPlaneUrl }, materialOf(key, scope, secretValue), signal);
  }

  /**
   * What earlier consents may have left behind after all: such keys are listed, so that none is
   * overlooked. A failed look is no reason to stop: the next sync lists them too.
   */
  private async findStrays(row: Rotation, signal: AbortSignal): Promise<() => void> {
    const { sessions, registry, activity } = this.deps;
    const adapter = registry.find(row.providerId);
    const findByMarker = adapter?.operations.findByMarker;
    if (adapter === null || findByMarker === undefined) return () => undefined;
    const strays: ProviderKeyWithSecrets['key'][] = [];
    for (const marker of row.formerMarkers) {
      const found = await sessions.call(row.connectionId, 'findByMarker', ({ session }) =>
        findByMarker(session, row.providerContainerId, marker, signal),
      );
      if (found.ok) strays.push(...found.value.filter(({ status }) => status === 'active'));
    }
    return () => {
      for (const stray of strays) {
        const record = this.records.listStray(row, adapter, stray);
        activity.record({
          action: 'rotation.needs-attention',
          connectionId: row.connectionId,
          keyId: record.id,
          rotationId: row.id,
          subject: record.name,
          facts: { stray: record.providerKeyId },
        });
      }
    };
  }

  private failed(error: AppError): EffectOutcome {
    return { event: { type: 'failed', at: this.now(), error } };
  }

  private now(): number {
    return this.deps.clock.now();
  }
}
