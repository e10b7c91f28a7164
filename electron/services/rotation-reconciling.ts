import type { AppError } from '../../shared/errors/app-error.ts';
import { MINUTE_MS, SECOND_MS } from '../../shared/lib/duration.ts';
import type { Rotation, RotationState } from '../../shared/rotations/rotation.ts';
import type { ProviderAdapter } from './ports/provider-adapter.ts';
import type { ProviderKey, ProviderKeyWithSecrets } from './ports/provider-values.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { findMarked, isOurs, listKeysInContainer } from './rotation-looks.ts';
import { sentSecretOf } from './rotation-material.ts';
import {
  isInterrupted,
  lookFailed,
  readKeyOf,
  waited,
  type EffectOutcome,
} from './rotation-outcome.ts';
import type { RotationRecords } from './rotation-records.ts';

/** How far the provider's clock may be behind ours before a key made for us looks older than its intent. */
const CLOCK_TOLERANCE_MS = 5 * MINUTE_MS;

type Reconciling = Extract<RotationState, { step: 'reconciling' }>;

/** Finds the new key again when the answer to the create call was lost. Changes nothing at the provider. */
export class RotationReconciling {
  private readonly deps: RotationDependencies;
  private readonly records: RotationRecords;

  constructor(deps: RotationDependencies, records: RotationRecords) {
    this.deps = deps;
    this.records = records;
  }

  /** Looks for the key of a lost answer; null when interrupted. */
  async look(
    row: Rotation,
    state: Reconciling,
    delayMs: number,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    if (!(await waited(this.deps, delayMs, signal))) return null;
    this.deps.failPoints.hit('look:before-read');
    const outcome =
      state.providerKeyId === null
        ? await this.lookByMarker(row, state, signal)
        : await this.lookById(row, state.providerKeyId, state, signal);
    this.deps.failPoints.hit('look:after-read');
    return isInterrupted(signal) ? null : outcome;
  }

  private async lookById(
    row: Rotation,
    providerKeyId: string,
    state: Reconciling,
    signal: AbortSignal,
  ): Promise<EffectOutcome> {
    const read = await readKeyOf(this.deps, row, providerKeyId, signal);
    const at = this.deps.clock.now();
    if (!read.ok)
      return read.error.kind === 'not-found'
        ? { event: { type: 'looked-absent', at } }
        : this.lookFailed(read.error);
    if (!isOurs(this.deps, row, read.value.key)) return { event: { type: 'id-strayed', at } };
    return this.judge(row, state, read.value);
  }

  private async lookByMarker(
    row: Rotation,
    state: Reconciling,
    signal: AbortSignal,
  ): Promise<EffectOutcome> {
    const { clock } = this.deps;
    const found = await findMarked(this.deps, row, signal);
    if (!found.ok) return this.lookFailed(found.error);
    const candidates = found.value;
    const [candidate, ...others] = candidates;
    if (candidate === undefined) return this.lookForUnmarked(row, state, signal);
    if (others.length > 0) return this.cannotTell(row, candidates);
    const read = await readKeyOf(this.deps, row, candidate.providerKeyId, signal);
    if (!read.ok)
      return read.error.kind === 'not-found'
        ? { event: { type: 'look-failed', at: clock.now() } }
        : this.lookFailed(read.error);
    return this.judge(row, state, read.value);
  }

  /**
   * Nothing carries the marker. Before that counts as absent, every key of the container is looked
   * at: somebody may have renamed ours.
   */
  private async lookForUnmarked(
    row: Rotation,
    state: Reconciling,
    signal: AbortSignal,
  ): Promise<EffectOutcome> {
    const listed = await listKeysInContainer(this.deps, row, signal);
    if (!listed.ok) return this.lookFailed(listed.error);
    const adapter = this.adapterOf(row);
    const suspects = listed.value.filter(
      (key) =>
        adapter !== null &&
        key.status !== 'ended' &&
        key.providerKeyId !== row.oldKey.providerKeyId &&
        isCreatedAfter(key, state.intentAt) &&
        hasSentScope(row, adapter, key) &&
        !this.isKnownSinceBefore(row, key, state.intentAt),
    );
    return suspects.length > 0
      ? this.cannotTell(row, suspects)
      : { event: { type: 'looked-absent', at: this.deps.clock.now() } };
  }

  /** Whether the key found is the one that was asked for; only then is it adopted. */
  private judge(row: Rotation, state: Reconciling, found: ProviderKeyWithSecrets): EffectOutcome {
    const at = this.deps.clock.now();
    const adapter = this.adapterOf(row);
    if (
      adapter === null ||
      found.key.providerContainerId !== row.providerContainerId ||
      !isCreatedAfter(found.key, state.intentAt) ||
      !hasSentScope(row, adapter, found.key)
    )
      return this.cannotTell(row, [found.key]);
    const secret = sentSecretOf(found.secrets);
    const adopted = secret === null ? null : this.records.adopt(row, adapter, found.key, secret);
    if (adopted !== null)
      return { event: { type: 'found', at, newKey: adopted.newKey }, alongside: adopted.save };
    const { providerKeyId, name } = found.key;
    return {
      event: {
        type: 'found-unreadable',
        at,
        providerKeyId,
        name,
        stub: null,
        error: { kind: 'outcome-unknown', rotationId: row.id },
      },
      alongside: () => {
        this.records.listStray(row, adapter, found.key);
      },
    };
  }

  private cannotTell(row: Rotation, suspects: readonly ProviderKey[]): EffectOutcome {
    const adapter = this.adapterOf(row);
    return {
      event: {
        type: 'cannot-tell',
        at: this.deps.clock.now(),
        error: { kind: 'outcome-unknown', rotationId: row.id },
      },
      alongside: () => {
        if (adapter === null) return;
        for (const suspect of suspects) this.records.listStray(row, adapter, suspect);
      },
    };
  }

  private lookFailed(error: AppError): EffectOutcome {
    return { event: lookFailed(error, this.deps.clock.now()) };
  }

  private isKnownSinceBefore(row: Rotation, key: ProviderKey, intentAt: number): boolean {
    const known = this.deps.stores.keys.findByProviderId(row.connectionId, key.providerKeyId);
    return known !== null && known.record.firstSeenAt < intentAt;
  }

  private adapterOf(row: Rotation): ProviderAdapter | null {
    return this.deps.registry.find(row.providerId);
  }
}

/** Whether a key has what was sent; properties that were not sent are the provider's to fill in. */
function hasSentScope(row: Rotation, adapter: ProviderAdapter, key: ProviderKey): boolean {
  const { scope } = row.oldKey;
  const sent = adapter.copyableScope(scope);
  // A capability map or a list of channels is sent whole, so every difference counts.
  const isOwn = (name: string): boolean => sent?.kind !== 'keyset' || name in sent.properties;
  return key.scope.kind === scope.kind && !adapter.scopeDifferences(scope, key.scope).some(isOwn);
}

/** Providers give seconds, so the comparison is in seconds. A key without a date cannot be too old. */
function isCreatedAfter(key: ProviderKey, intentAt: number): boolean {
  const earliest = Math.floor((intentAt - CLOCK_TOLERANCE_MS) / SECOND_MS) * SECOND_MS;
  return key.createdAt === null || key.createdAt >= earliest;
}
