import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import { MINUTE_MS, SECOND_MS } from '../../shared/lib/duration.ts';
import type { RotationId } from '../../shared/lib/ids.ts';
import { allowedCommands } from '../../shared/rotations/allowed-commands.ts';
import { isOpenRotation, type Rotation } from '../../shared/rotations/rotation.ts';
import type { PersonEvent, RotationEffect } from '../../shared/rotations/rotation-event.ts';
import type { RotationCommand, RotationView } from '../../shared/rotations/rotation-view.ts';
import { effectOf } from '../../shared/rotations/transition.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { RotationEffects } from './rotation-effects.ts';
import { RotationJournal } from './rotation-journal.ts';
import { RotationLoop } from './rotation-loop.ts';
import { RotationRecords } from './rotation-records.ts';
import { RotationScheduler } from './rotation-scheduler.ts';
import { RotationWaker } from './rotation-waker.ts';

const LOOK_AGAIN_MS = 30 * SECOND_MS;
/** Somebody else may move the end, or end the old secret, so a countdown is checked this often. */
const CHECK_COUNTDOWN_MS = 5 * MINUTE_MS;

const notAllowed: AppError = { kind: 'conflict', reason: 'step-not-allowed' };
const notFound: AppError = { kind: 'not-found', what: 'rotation' };

/**
 * Tells saved rotations what a person did, and runs what follows: load → transition → save → effect
 * → event. Nothing is kept in memory that a crash may not take.
 */
export class RotationTeller {
  readonly journal: RotationJournal;
  readonly records: RotationRecords;
  private readonly deps: Pick<RotationDependencies, 'clock' | 'events'>;
  private readonly loop: RotationLoop;
  private readonly scheduler = new RotationScheduler<RotationId>();
  private readonly waker: RotationWaker<RotationId>;

  constructor(deps: RotationDependencies) {
    this.deps = deps;
    this.records = new RotationRecords(deps);
    this.journal = new RotationJournal(deps, this.records);
    this.loop = new RotationLoop(deps, this.journal, new RotationEffects(deps, this.records));
    this.waker = new RotationWaker(deps.clock);
  }

  views(): RotationView[] {
    return this.journal.views((id) => this.scheduler.isBusy(id));
  }

  view(rotationId: RotationId): Result<RotationView> {
    const view = this.journal.view(rotationId, this.scheduler.isBusy(rotationId));
    return view === null ? fail(notFound) : ok(view);
  }

  /** The row, when it offers the command now. Errors: `conflict` `step-not-allowed`. */
  allowing(rotationId: RotationId, command: RotationCommand): Result<Rotation> {
    const row = this.journal.load(rotationId);
    if (row === null) return fail(notFound);
    return allowedCommands(row).includes(command) ? ok(row) : fail(notAllowed);
  }

  /** One person's event: checked, saved, and then its effect is run in the background. */
  async tell(
    rotationId: RotationId,
    eventOf: (row: Rotation) => PersonEvent,
    alongside?: (row: Rotation) => void,
  ): Promise<Result<RotationView>> {
    const row = this.journal.load(rotationId);
    if (row === null) return fail(notFound);
    // Before the loop is interrupted: a command that is not offered must not disturb it.
    if (!allowedCommands(row).includes(eventOf(row).type)) return fail(notAllowed);
    return this.scheduler.exclusively(rotationId, () => {
      const current = this.journal.load(rotationId);
      if (current === null) return fail(notFound);
      const applied = this.journal.apply(rotationId, {
        event: eventOf(current),
        alongside: () => alongside?.(current),
      });
      if (applied.isAccepted) {
        this.drive(rotationId, applied.effect);
        return this.view(rotationId);
      }
      // The loop was interrupted for this, perhaps with a finding that was not saved: as after a restart.
      this.resume(rotationId);
      return fail(notAllowed);
    });
  }

  /** Goes on with every open rotation. Rows that cannot be read are left exactly as they are. */
  resumeAll(): void {
    for (const row of this.journal.readable()) {
      if (this.scheduler.isBusy(row.id)) continue;
      if (!isOpenRotation(row)) {
        if (this.journal.isUnfinished(row)) this.drive(row.id, null);
        continue;
      }
      this.resume(row.id);
    }
  }

  settled(rotationId: RotationId): Promise<void> {
    return this.scheduler.settled(rotationId);
  }

  async stop(): Promise<void> {
    this.waker.stop();
    await this.scheduler.stop();
  }

  private resume(rotationId: RotationId): void {
    const { effect } = this.journal.apply(rotationId, {
      event: { type: 'resumed', at: this.deps.clock.now() },
    });
    if (effect !== null) this.drive(rotationId, effect);
  }

  private drive(rotationId: RotationId, effect: RotationEffect | null): void {
    this.waker.forget(rotationId);
    this.scheduler.run(rotationId, async (signal) => {
      await this.loop.run(rotationId, effect, signal);
      this.deps.events.publish('rotations.changed', { rotationId });
      if (!signal.aborted) this.wakeInTime(rotationId);
    });
  }

  /** What waits for the provider's clock runs nothing meanwhile. */
  private wakeInTime(rotationId: RotationId): void {
    const row = this.journal.load(rotationId);
    const effect = row === null ? null : effectOf(row);
    if (effect?.kind !== 'await-end') return;
    const now = this.deps.clock.now();
    // What is past and still stands was just looked at.
    const at = Math.max(Math.min(effect.until, now + CHECK_COUNTDOWN_MS), now + LOOK_AGAIN_MS);
    this.waker.wakeAt(rotationId, at, () => {
      if (!this.scheduler.isBusy(rotationId)) this.drive(rotationId, { ...effect, until: at });
    });
  }
}
