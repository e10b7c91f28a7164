import { SECOND_MS } from '../../shared/lib/duration.ts';
import type { RotationId } from '../../shared/lib/ids.ts';
import type { Rotation } from '../../shared/rotations/rotation.ts';
import type { RotationEffect } from '../../shared/rotations/rotation-event.ts';
import { storageErrorOf } from './ports/storage-failure.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import type { RotationEffects } from './rotation-effects.ts';
import type { RotationJournal } from './rotation-journal.ts';
import { isInterrupted, waited, type EffectOutcome } from './rotation-outcome.ts';

/** Waits between attempts to save what an effect found out, while the disk is full. */
const saveAgainMs = [1, 5, 15, 30].map((seconds) => seconds * SECOND_MS);

/** load → effect → event → transition → save, until a person is awaited or it is over. */
export class RotationLoop {
  private readonly deps: Pick<RotationDependencies, 'clock' | 'events' | 'logger' | 'failPoints'>;
  private readonly journal: RotationJournal;
  private readonly effects: Pick<RotationEffects, 'run'>;

  constructor(
    deps: RotationDependencies,
    journal: RotationJournal,
    effects: Pick<RotationEffects, 'run'>,
  ) {
    this.deps = deps;
    this.journal = journal;
    this.effects = effects;
  }

  /** Never rejects. Null as effect: only what is left to do after the end. */
  async run(
    rotationId: RotationId,
    effect: RotationEffect | null,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      let next = effect;
      while (next !== null && !this.isForLater(next) && !isInterrupted(signal))
        next = await this.step(rotationId, next, signal);
      if (!isInterrupted(signal)) await this.journal.finish(rotationId);
    } catch (cause) {
      // The row stays as it was saved and is gone on with at the next start.
      this.deps.logger.bug('rotation.loop', cause);
    }
  }

  /** The provider's clock is waited for outside: the rotation is not at work meanwhile. */
  private isForLater(effect: RotationEffect): boolean {
    return effect.kind === 'await-end' && effect.until > this.deps.clock.now();
  }

  private async step(
    rotationId: RotationId,
    effect: RotationEffect,
    signal: AbortSignal,
  ): Promise<RotationEffect | null> {
    const row = this.journal.load(rotationId);
    if (row === null) return null;
    const outcome = await this.outcomeOf(row, effect, signal);
    return outcome === null ? null : this.save(rotationId, outcome, signal);
  }

  private async outcomeOf(
    row: Rotation,
    effect: RotationEffect,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    this.deps.failPoints.hit(`before-effect:${effect.kind}`);
    try {
      return await this.effects.run(row, effect, signal);
    } catch (cause) {
      return this.failedBy(`rotation.${effect.kind}`, cause);
    } finally {
      this.deps.failPoints.hit(`after-effect:${effect.kind}`);
    }
  }

  /** A finding must not be lost: while the disk refuses it, it is held in memory and saved again. */
  private async save(
    rotationId: RotationId,
    outcome: EffectOutcome,
    signal: AbortSignal,
  ): Promise<RotationEffect | null> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return this.applied(rotationId, outcome);
      } catch (cause) {
        // Not the disk: a bug in the finding. The step goes on as one that failed.
        if (storageErrorOf(cause) === null)
          return this.applied(rotationId, this.failedBy('rotation.save', cause));
        this.deps.logger.warn('rotation.not-saved', { attempt });
        const delayMs = saveAgainMs[Math.min(attempt, saveAgainMs.length - 1)] ?? SECOND_MS;
        if (!(await waited(this.deps, delayMs, signal))) return null;
      }
    }
  }

  private applied(rotationId: RotationId, outcome: EffectOutcome): RotationEffect | null {
    const applied = this.journal.apply(rotationId, outcome);
    if (!applied.isAccepted)
      throw new Error(`A rotation refused its own finding ${outcome.event.type}`);
    return applied.effect;
  }

  private failedBy(event: string, cause: unknown): EffectOutcome {
    const { logger, clock } = this.deps;
    const reference = logger.bug(event, cause);
    return {
      event: { type: 'failed', at: clock.now(), error: { kind: 'unexpected', reference } },
    };
  }
}
