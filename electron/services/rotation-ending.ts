import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import { SECOND_MS } from '../../shared/lib/duration.ts';
import type { RotatedKey, Rotation, RotationState } from '../../shared/rotations/rotation.ts';
import { endKeyAt } from './key-end-operation.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { standingOf, standingOfRotated } from './rotation-looks.ts';
import { isAnswerLost } from './answer-lost.ts';
import {
  alreadyEnded,
  contradiction,
  noStatus,
  isInterrupted,
  waited,
  type EffectOutcome,
} from './rotation-outcome.ts';
import type { ProviderKey } from './ports/provider-values.ts';
import type { RotationRecords } from './rotation-records.ts';

/** An ended key may be listed as active for a while: waits between the looks after the call. */
const rereadDelaysMs = [0, 2, 5, 10, 15].map((seconds) => seconds * SECOND_MS);

type Retiring = Extract<RotationState, { step: 'retiring' }>;
type RollingBack = Extract<RotationState, { step: 'rolling-back' }>;

/** Ends one key at the provider: the old one at last, or the new one when the person rolls back. */
export class RotationEnding {
  private readonly deps: RotationDependencies;
  private readonly records: RotationRecords;

  constructor(deps: RotationDependencies, records: RotationRecords) {
    this.deps = deps;
    this.records = records;
  }

  /** Looks first, sends at most one call, and believes only a fresh read. */
  async retireOld(
    row: Rotation,
    { newKey }: Retiring,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    const obstacle = await this.obstacleInNewKey(row, newKey, signal);
    if (isInterrupted(signal)) return null;
    if (obstacle !== null) return obstacle;
    const before = await standingOfRotated(this.deps, row, row.oldKey, signal);
    if (isInterrupted(signal)) return null;
    if (!before.ok) return this.failed(before.error);
    if (before.value === 'ended') return this.oldEnded(row);
    const refusal = await this.end(row, row.oldKey.providerKeyId, 'retire');
    for (const delayMs of rereadDelaysMs) {
      if (!(await waited(this.deps, delayMs, signal))) return null;
      const after = await standingOfRotated(this.deps, row, row.oldKey, signal);
      this.deps.failPoints.hit('retire:after-re-read');
      if (isInterrupted(signal)) return null;
      if (!after.ok) return this.failed(after.error);
      if (after.value === 'ended') return this.oldEnded(row);
      if (refusal !== null && !isAnswerLost(refusal)) return this.failed(refusal);
    }
    return this.failed(refusal ?? contradiction(row.providerId, 'old-key-still-enabled'));
  }

  /**
   * Ends the new key, or the orphan; never the new key while the old one is not known to work. Where
   * somebody has ended both, nothing is left to do but to say so.
   */
  async endTarget(
    row: Rotation,
    { target }: RollingBack,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    const providerKeyId =
      target.kind === 'new-key' ? target.newKey.providerKeyId : target.providerKeyId;
    const before = await this.standingOfTarget(row, target, signal);
    if (isInterrupted(signal)) return null;
    if (!before.ok) return this.failed(before.error);
    const isOldEnded = await this.isOldEnded(row, target, signal);
    if (isInterrupted(signal)) return null;
    if (!isOldEnded.ok) return this.failed(isOldEnded.error);
    if (before.value === 'ended') return this.rolledBack(row, target, isOldEnded.value);
    if (isOldEnded.value) return this.oldLost(row);
    const refusal = await this.end(row, providerKeyId, 'roll-back');
    for (const delayMs of rereadDelaysMs) {
      if (!(await waited(this.deps, delayMs, signal))) return null;
      const after = await this.standingOfTarget(row, target, signal);
      this.deps.failPoints.hit('roll-back:after-re-read');
      if (isInterrupted(signal)) return null;
      if (!after.ok) return this.failed(after.error);
      if (after.value === 'ended') return this.rolledBack(row, target, false);
      if (refusal !== null && !isAnswerLost(refusal)) return this.failed(refusal);
    }
    return this.failed(refusal ?? contradiction(row.providerId, 'new-key-still-enabled'));
  }

  /**
   * Why the old key may not be ended now: without a new key that is enabled and ours, nothing that
   * works would be left.
   */
  private async obstacleInNewKey(
    row: Rotation,
    newKey: RotatedKey,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    const standing = await standingOfRotated(this.deps, row, newKey, signal);
    if (!standing.ok) return this.failed(standing.error);
    switch (standing.value) {
      case 'active':
        return null;
      case 'ended':
        return { event: { type: 'new-key-ended', at: this.now(), error: alreadyEnded } };
      case 'unknown':
        return this.failed(noStatus(row.providerId));
    }
  }

  /** An orphan is nobody's way out: it may go whatever became of the old key. */
  private async isOldEnded(
    row: Rotation,
    target: RollingBack['target'],
    signal: AbortSignal,
  ): Promise<Result<boolean>> {
    if (target.kind === 'orphan') return ok(false);
    const old = await standingOfRotated(this.deps, row, row.oldKey, signal);
    if (!old.ok) return old;
    return old.value === 'unknown' ? fail(noStatus(row.providerId)) : ok(old.value === 'ended');
  }

  /** Ending a key is final, so it must be the one this rotation made. */
  private standingOfTarget(
    row: Rotation,
    target: RollingBack['target'],
    signal: AbortSignal,
  ): Promise<Result<ProviderKey['status']>> {
    if (target.kind === 'new-key') return standingOfRotated(this.deps, row, target.newKey, signal);
    const { providerKeyId, name } = target;
    return standingOf(
      this.deps,
      row,
      providerKeyId,
      (key) => key.name === name && key.providerContainerId === row.providerContainerId,
      signal,
    );
  }

  /** One call. Null: the provider said yes. What is true now, only a read can tell. */
  private async end(
    row: Rotation,
    providerKeyId: string,
    point: 'retire' | 'roll-back',
  ): Promise<AppError | null> {
    const { sessions, failPoints } = this.deps;
    failPoints.hit(`${point}:before-send`);
    const ended = await sessions.call(row.connectionId, 'endKey', ({ adapter, session }) =>
      endKeyAt(adapter, session, providerKeyId),
    );
    failPoints.hit(`${point}:after-answer`);
    return ended.ok ? null : ended.error;
  }

  private oldEnded(row: Rotation): EffectOutcome {
    return {
      event: { type: 'old-ended', at: this.now() },
      alongside: () => {
        this.records.markEnded(row.oldKey.keyId);
      },
    };
  }

  private rolledBack(
    row: Rotation,
    target: RollingBack['target'],
    isOldEnded: boolean,
  ): EffectOutcome {
    const { stores } = this.deps;
    return {
      event: { type: 'rolled-back', at: this.now(), isOldEnded },
      alongside: () => {
        if (isOldEnded) this.records.markEnded(row.oldKey.keyId);
        const keyId =
          target.kind === 'new-key'
            ? target.newKey.keyId
            : stores.keys.findByProviderId(row.connectionId, target.providerKeyId)?.record.id;
        if (keyId !== undefined) this.records.markEnded(keyId);
      },
    };
  }

  private oldLost(row: Rotation): EffectOutcome {
    const error = contradiction(row.providerId, 'old-key-ended');
    return {
      event: { type: 'old-key-lost', at: this.now(), error },
      alongside: () => {
        this.records.markEnded(row.oldKey.keyId);
      },
    };
  }

  private failed(error: AppError): EffectOutcome {
    return { event: { type: 'failed', at: this.now(), error } };
  }

  private now(): number {
    return this.deps.clock.now();
  }
}
