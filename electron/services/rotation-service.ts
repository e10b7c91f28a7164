import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import type { DestinationId, KeyId, RotationId } from '../../shared/lib/ids.ts';
import { allowedCommands } from '../../shared/rotations/allowed-commands.ts';
import { markName } from '../../shared/rotations/marker.ts';
import { isOpenRotation, type Rotation } from '../../shared/rotations/rotation.ts';
import type {
  RotationCommand,
  RotationPlan,
  RotationReceipt,
  RotationView,
} from '../../shared/rotations/rotation-view.ts';
import type { PersonEvent, RotationEffect } from '../../shared/rotations/rotation-event.ts';
import { effectOf } from '../../shared/rotations/transition.ts';
import type { Question } from './confirmation-texts.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { RotationEffects } from './rotation-effects.ts';
import { RotationJournal } from './rotation-journal.ts';
import { RotationLoop } from './rotation-loop.ts';
import { oldSecretOf } from './rotation-material.ts';
import { readKeyOf } from './rotation-outcome.ts';
import { retireQuestion, rollBackQuestion } from './rotation-questions.ts';
import { receiptOf } from './rotation-receipt.ts';
import { RotationRecords } from './rotation-records.ts';
import { RotationScheduler } from './rotation-scheduler.ts';
import { RotationStarting, type StartInput } from './rotation-starting.ts';

/** Commands that need nothing but the rotation. */
export type PlainCommand = Exclude<
  RotationCommand,
  'attest-new' | 'confirm-destination' | 'retire' | 'attest-dead'
>;

const notAllowed: AppError = { kind: 'conflict', reason: 'step-not-allowed' };

/**
 * Replaces keys. A rotation is a saved row; this is its loop: load → transition → save → effect →
 * event. Nothing is kept in memory that a crash may not take.
 */
export class RotationService {
  private readonly deps: RotationDependencies;
  private readonly journal: RotationJournal;
  private readonly starting: RotationStarting;
  private readonly loop: RotationLoop;
  private readonly scheduler = new RotationScheduler<RotationId>();
  private readonly quitting = new AbortController();

  constructor(deps: RotationDependencies) {
    this.deps = deps;
    const records = new RotationRecords(deps);
    this.journal = new RotationJournal(deps, records);
    this.starting = new RotationStarting(deps);
    this.loop = new RotationLoop(deps, this.journal, new RotationEffects(deps, records));
  }

  /** Every rotation, open ones first, then the latest. */
  list(): RotationView[] {
    return this.journal.views((id) => this.scheduler.isBusy(id));
  }

  get(rotationId: RotationId): Result<RotationView> {
    const view = this.journal.view(rotationId, this.scheduler.isBusy(rotationId));
    return view === null ? fail({ kind: 'not-found', what: 'rotation' }) : ok(view);
  }

  /** Looks at everything and writes the calls down. Sends nothing that changes anything, saves nothing. */
  plan(keyId: KeyId): Promise<Result<RotationPlan>> {
    return this.starting.plan(keyId, this.quitting.signal);
  }

  /**
   * The consent to one create call, by this plan. Everything is looked at again.
   * Errors: `conflict` `changed-meanwhile` when the plan no longer holds, what blocks it, or
   * `file-refused` for a file that was not picked.
   */
  async start(input: StartInput): Promise<Result<RotationView>> {
    const row = await this.starting.prepare(input, this.quitting.signal);
    if (!row.ok) return row;
    const opened = this.journal.open(row.value);
    if (!opened.ok) return opened;
    return this.tell(row.value.id, () => ({ type: 'start', at: this.deps.clock.now() }));
  }

  /** Errors: `conflict` `step-not-allowed` where the rotation does not offer the command. */
  async command(input: {
    readonly rotationId: RotationId;
    readonly command: PlainCommand;
  }): Promise<Result<RotationView>> {
    const { rotationId, command } = input;
    const row = this.allowing(rotationId, command);
    if (!row.ok) return row;
    if (command === 'start') {
      const isHolding = await this.starting.checkHolds(row.value, this.quitting.signal);
      if (!isHolding.ok) return isHolding;
    }
    if (command === 'roll-back' || command === 'revoke-orphan') {
      const question = this.question(row.value, rollBackQuestion);
      if (!(await this.deps.confirmation.ask(question))) return fail({ kind: 'cancelled' });
    }
    const marker = this.starting.newMarker();
    return this.tell(rotationId, (current) => {
      const at = this.deps.clock.now();
      if (command !== 'retry' && command !== 'create-again') return { type: command, at };
      return { type: command, at, marker, newName: this.markedName(current, marker) };
    });
  }

  /** What no check can prove, a person says, with a note. */
  attest(input: {
    readonly rotationId: RotationId;
    readonly what: 'new-works' | 'old-dead';
    readonly note: string;
  }): Promise<Result<RotationView>> {
    const { rotationId, what, note } = input;
    return this.tell(rotationId, () => ({
      type: what === 'new-works' ? 'attest-new' : 'attest-dead',
      at: this.deps.clock.now(),
      note,
    }));
  }

  confirmDestination(input: {
    readonly rotationId: RotationId;
    readonly destinationId: DestinationId;
  }): Promise<Result<RotationView>> {
    const { rotationId, destinationId } = input;
    return this.tell(rotationId, () => ({
      type: 'confirm-destination',
      at: this.deps.clock.now(),
      destinationId,
    }));
  }

  /**
   * Ends the old key, after its name was typed and the host confirmed it. Before anything is sent
   * its secret goes into escrow, because its death is proved with it.
   */
  async retire(input: {
    readonly rotationId: RotationId;
    readonly typedName: string;
  }): Promise<Result<RotationView>> {
    const { rotationId, typedName } = input;
    const row = this.allowing(rotationId, 'retire');
    if (!row.ok) return row;
    if (typedName !== row.value.oldKey.name) {
      this.journal.refused(row.value, 'retire', 'typed-name-differs');
      return fail({ kind: 'conflict', reason: 'typed-name-differs' });
    }
    const oldSecret = await this.readOldSecret(row.value);
    if (!oldSecret.ok) return oldSecret;
    const question = this.question(row.value, retireQuestion);
    if (!(await this.deps.confirmation.ask(question))) return fail({ kind: 'cancelled' });
    const { stores, clock } = this.deps;
    return this.tell(
      rotationId,
      () => ({ type: 'retire', at: clock.now() }),
      ({ id, oldKey }) => {
        if (oldSecret.value !== null && oldKey.secretPartId !== null)
          stores.escrow.put(id, oldKey.secretPartId, 'secret', oldSecret.value);
      },
    );
  }

  /** Errors: `conflict` while the rotation is open. */
  receipt(rotationId: RotationId): Result<RotationReceipt> {
    const row = this.journal.load(rotationId);
    return row === null ? fail({ kind: 'not-found', what: 'rotation' }) : receiptOf(row);
  }

  /**
   * Goes on with every open rotation; called once at the start of the app. Rows that cannot be read
   * are left exactly as they are.
   */
  resumeAll(): void {
    for (const row of this.journal.readable()) {
      if (this.scheduler.isBusy(row.id)) continue;
      if (!isOpenRotation(row)) {
        if (this.journal.isUnfinished(row)) this.drive(row.id, null);
        continue;
      }
      const resumed = this.journal.apply(row.id, {
        event: { type: 'resumed', at: this.deps.clock.now() },
      });
      if (resumed.effect !== null) this.drive(row.id, resumed.effect);
    }
  }

  /** Resolves when nothing runs for this rotation any more: it waits for a person, or is over. */
  settled(rotationId: RotationId): Promise<void> {
    return this.scheduler.settled(rotationId);
  }

  /** Ends every loop; the saved rows are gone on with at the next start. */
  async stop(): Promise<void> {
    this.quitting.abort();
    await this.scheduler.stop();
  }

  /** One person's event: checked, saved, and then its effect is run in the background. */
  private async tell(
    rotationId: RotationId,
    eventOf: (row: Rotation) => PersonEvent,
    alongside?: (row: Rotation) => void,
  ): Promise<Result<RotationView>> {
    const row = this.journal.load(rotationId);
    if (row === null) return fail({ kind: 'not-found', what: 'rotation' });
    // Before the loop is interrupted: a command that is not offered must not disturb it.
    if (!allowedCommands(row).includes(eventOf(row).type)) return fail(notAllowed);
    return this.scheduler.exclusively(rotationId, () => {
      const current = this.journal.load(rotationId);
      if (current === null) return fail({ kind: 'not-found', what: 'rotation' });
      const applied = this.journal.apply(rotationId, {
        event: eventOf(current),
        alongside: () => alongside?.(current),
      });
      if (applied.isAccepted) this.drive(rotationId, applied.effect);
      // The loop was interrupted for this: it goes on where it was.
      else this.drive(rotationId, effectOf(current));
      return applied.isAccepted ? this.get(rotationId) : fail(notAllowed);
    });
  }

  private drive(rotationId: RotationId, effect: RotationEffect | null): void {
    this.scheduler.run(rotationId, async (signal) => {
      await this.loop.run(rotationId, effect, signal);
      this.deps.events.publish('rotations.changed', { rotationId });
    });
  }

  private allowing(rotationId: RotationId, command: RotationCommand): Result<Rotation> {
    const row = this.journal.load(rotationId);
    if (row === null) return fail({ kind: 'not-found', what: 'rotation' });
    return allowedCommands(row).includes(command) ? ok(row) : fail(notAllowed);
  }

  /** Null where the death of the old key cannot be proved by trying it anyway. */
  private async readOldSecret(row: Rotation): Promise<Result<string | null>> {
    const { providerKeyId, secretPartId } = row.oldKey;
    if (row.proofNew?.how !== 'probe' || secretPartId === null) return ok(null);
    const read = await readKeyOf(this.deps, row, providerKeyId, this.quitting.signal);
    if (!read.ok) return read;
    const oldSecret = await oldSecretOf(this.deps.custody, secretPartId, read.value);
    return oldSecret === null
      ? fail({ kind: 'secret-unreadable', partId: secretPartId })
      : ok(oldSecret);
  }

  private question(
    row: Rotation,
    ask: (about: Parameters<typeof retireQuestion>[0]) => Question,
  ): Question {
    const descriptor = this.deps.registry.find(row.providerId)?.descriptor;
    return ask({
      providerName: descriptor?.name ?? row.providerId,
      containerName: row.plan.containerName,
      oldName: row.oldKey.name,
      newName: row.consent.newName,
      consequence: descriptor?.words.end ?? '',
    });
  }

  private markedName(row: Rotation, marker: string): string {
    const keyNameMax = this.deps.registry.find(row.providerId)?.rules.keyNameMax ?? marker.length;
    return markName(row.oldKey.name, marker, keyNameMax).name;
  }
}
