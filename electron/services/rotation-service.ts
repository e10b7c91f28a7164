import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import type { DestinationId, KeyId, RotationId } from '../../shared/lib/ids.ts';
import { changesInPlace, type Rotation } from '../../shared/rotations/rotation.ts';
import type { RotationReceipt } from '../../shared/rotations/rotation-receipt.ts';
import type {
  EndStatement,
  RotationCommand,
  RotationPlan,
  RotationView,
} from '../../shared/rotations/rotation-view.ts';
import type { Question } from './confirmation-texts.ts';
import { RotationConsents } from './rotation-consents.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { endStatementProblem, enteredKey } from './rotation-guided.ts';
import { alreadyEnded } from './rotation-outcome.ts';
import type { PlanChoice } from './plan-choice.ts';
import {
  askedAbout,
  retireQuestion,
  rollBackQuestion,
  type AskedAbout,
} from './rotation-questions.ts';
import { receiptOf } from './rotation-receipt.ts';
import { RotationStarting, type StartInput } from './rotation-starting.ts';
import { RotationTeller } from './rotation-teller.ts';

/** Commands that need nothing but the rotation. */
export type PlainCommand = Exclude<
  RotationCommand,
  | 'attest-new'
  | 'attest-dead'
  | 'attest-ended'
  | 'confirm-destination'
  | 'undo-destination'
  | 'enter-new'
  | 'extend'
  | 'retire'
>;

interface OneDestination {
  readonly rotationId: RotationId;
  readonly destinationId: DestinationId;
}

/** Replaces keys and secrets: what a person may ask for, and what is looked at before it is done. */
export class RotationService {
  private readonly deps: RotationDependencies;
  private readonly teller: RotationTeller;
  private readonly starting: RotationStarting;
  private readonly consents: RotationConsents;
  private readonly quitting = new AbortController();

  constructor(deps: RotationDependencies) {
    this.deps = deps;
    this.teller = new RotationTeller(deps);
    this.consents = new RotationConsents(deps);
    this.starting = new RotationStarting(deps, this.consents);
  }

  /** Every rotation, open ones first, then the latest. */
  list(): RotationView[] {
    return this.teller.views();
  }

  get(rotationId: RotationId): Result<RotationView> {
    return this.teller.view(rotationId);
  }

  /** Looks at everything and writes the calls down. Sends nothing that changes anything, saves nothing. */
  plan(keyId: KeyId, choice: PlanChoice = {}): Promise<Result<RotationPlan>> {
    return this.starting.plan(keyId, choice, this.quitting.signal);
  }

  /**
   * The consent to one create call, by this plan. Everything is looked at again.
   * Errors: `conflict` `changed-meanwhile` when the plan no longer holds, what blocks it, or
   * `file-refused` for a file that was not picked.
   */
  async start(input: StartInput): Promise<Result<RotationView>> {
    const row = await this.starting.prepare(input, this.quitting.signal);
    if (!row.ok) return row;
    const opened = this.teller.journal.open(row.value);
    if (!opened.ok) return opened;
    return this.begin(row.value);
  }

  /** Errors: `conflict` `step-not-allowed` where the rotation does not offer the command. */
  async command(input: {
    readonly rotationId: RotationId;
    readonly command: PlainCommand;
  }): Promise<Result<RotationView>> {
    const { rotationId, command } = input;
    const row = this.teller.allowing(rotationId, command);
    if (!row.ok) return row;
    switch (command) {
      case 'start': {
        const isHolding = await this.starting.checkHolds(row.value, this.quitting.signal);
        return isHolding.ok ? this.begin(row.value) : isHolding;
      }
      case 'roll-back':
      case 'revoke-orphan': {
        const isConfirmed = await this.confirms(row.value, rollBackQuestion);
        return isConfirmed ? this.tellPlainly(rotationId, command) : fail({ kind: 'cancelled' });
      }
      case 'retry':
      case 'create-again': {
        const consent = await this.consents.another(row.value, command, this.quitting.signal);
        if (!consent.ok) return consent;
        return this.teller.tell(rotationId, () => ({
          ...{ type: command, at: this.deps.clock.now() },
          ...consent.value,
        }));
      }
      default:
        return this.tellPlainly(rotationId, command);
    }
  }

  /**
   * The key that a person made in the console; its secret is in escrow with the step.
   * Errors: as `ByHandService.prepare`, and `invalid-input` for the old key once more.
   */
  enterNew(input: {
    readonly rotationId: RotationId;
    readonly name: string;
    readonly secretValue: string;
  }): Promise<Result<RotationView>> | Result<RotationView> {
    const { rotationId } = input;
    const row = this.teller.allowing(rotationId, 'enter-new');
    if (!row.ok) return row;
    const entered = enteredKey(this.deps, row.value, input);
    if (!entered.ok) return entered;
    const { newKey, save } = entered.value;
    return this.teller.tell(
      rotationId,
      () => ({ type: 'enter-new', at: this.deps.clock.now(), newKey }),
      save,
    );
  }

  /** What no check can prove, a person says, with a note. */
  attest(input: {
    readonly rotationId: RotationId;
    readonly what: 'new-works' | 'old-dead';
    readonly note: string;
  }): Promise<Result<RotationView>> {
    const { rotationId, what, note } = input;
    return this.teller.tell(rotationId, () => ({
      type: what === 'new-works' ? 'attest-new' : 'attest-dead',
      at: this.deps.clock.now(),
      note,
    }));
  }

  /**
   * What a person did and saw in the console: attested, not seen. Errors: `invalid-input` where none of
   * it says that the old key has ended.
   */
  async attestEnded(input: {
    readonly rotationId: RotationId;
    readonly statements: readonly EndStatement[];
  }): Promise<Result<RotationView>> {
    const { rotationId, statements } = input;
    const row = this.teller.allowing(rotationId, 'attest-ended');
    if (!row.ok) return row;
    const problem = endStatementProblem(this.deps.registry, row.value, statements);
    if (problem !== null) return fail(problem);
    return this.teller.tell(
      rotationId,
      () => ({ type: 'attest-ended', at: this.deps.clock.now(), statements }),
      ({ oldKey }) => {
        this.teller.records.markEnded(oldKey.keyId);
      },
    );
  }

  confirmDestination({ rotationId, destinationId }: OneDestination): Promise<Result<RotationView>> {
    return this.teller.tell(rotationId, () => ({
      type: 'confirm-destination',
      at: this.deps.clock.now(),
      destinationId,
    }));
  }

  /** Puts back what a rewritten file held. Errors: `already-ended` once the provider has ended that. */
  async undoDestination(input: OneDestination): Promise<Result<RotationView>> {
    const { rotationId, destinationId } = input;
    const at = this.deps.clock.now();
    const endsAt = this.teller.journal.load(rotationId)?.consent.expiresAt ?? null;
    if (endsAt !== null && endsAt <= at) return fail(alreadyEnded);
    return this.teller.tell(rotationId, () => ({ type: 'undo-destination', at, destinationId }));
  }

  /** Moves the end of the old secret. Errors: as `SecretExpiryService.extend`. */
  async extend(input: {
    readonly rotationId: RotationId;
    readonly until: number;
  }): Promise<Result<RotationView>> {
    const { rotationId, until } = input;
    const row = this.teller.allowing(rotationId, 'extend');
    if (!row.ok) return row;
    const partId = row.value.oldKey.secretPartId;
    if (partId === null) return fail({ kind: 'not-found', what: 'secret' });
    const extended = await this.deps.expiry.extend(partId, until);
    if (!extended.ok) return extended;
    const seen = extended.value.parts.find(({ id }) => id === partId)?.expiresAt ?? until;
    return this.teller.tell(rotationId, () => ({
      type: 'extend',
      at: this.deps.clock.now(),
      until: seen,
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
    const row = this.teller.allowing(rotationId, 'retire');
    if (!row.ok) return row;
    if (typedName !== row.value.oldKey.name) {
      this.teller.journal.refused(row.value, 'retire', 'typed-name-differs');
      return fail({ kind: 'conflict', reason: 'typed-name-differs' });
    }
    const saveOldSecret = await this.consents.oldSecretSaver(row.value, this.quitting.signal);
    if (!saveOldSecret.ok) return saveOldSecret;
    if (!(await this.confirms(row.value, retireQuestion))) return fail({ kind: 'cancelled' });
    return this.teller.tell(
      rotationId,
      () => ({ type: 'retire', at: this.deps.clock.now() }),
      saveOldSecret.value,
    );
  }

  /** Errors: `conflict` while the rotation is open. */
  receipt(rotationId: RotationId): Result<RotationReceipt> {
    const row = this.teller.journal.load(rotationId);
    return row === null ? fail({ kind: 'not-found', what: 'rotation' }) : receiptOf(row);
  }

  /**
   * Goes on with every open rotation; called once at the start of the app. Rows that cannot be read
   * are left exactly as they are.
   */
  resumeAll(): void {
    this.teller.resumeAll();
  }

  /** Resolves when nothing runs for this rotation: it waits for a person or a clock, or is over. */
  settled(rotationId: RotationId): Promise<void> {
    return this.teller.settled(rotationId);
  }

  /** Ends every loop; the saved rows are gone on with at the next start. */
  async stop(): Promise<void> {
    this.quitting.abort();
    this.deps.secretCommand.endAll();
    await this.teller.stop();
  }

  /** Starts a saved plan. In place the old secret may end by itself, so it is in escrow first. */
  private async begin(row: Rotation): Promise<Result<RotationView>> {
    const saveOldSecret = changesInPlace(row)
      ? await this.consents.oldSecretSaver(row, this.quitting.signal)
      : ok(undefined);
    if (!saveOldSecret.ok) return saveOldSecret;
    return this.teller.tell(
      row.id,
      (current) => ({
        type: 'start',
        at: this.deps.clock.now(),
        expiresAt: this.consents.endOf(current),
      }),
      saveOldSecret.value,
    );
  }

  private tellPlainly(
    rotationId: RotationId,
    type: Exclude<PlainCommand, 'start' | 'retry' | 'create-again'>,
  ): Promise<Result<RotationView>> {
    return this.teller.tell(
      rotationId,
      () => ({ type, at: this.deps.clock.now() }),
      (row) => {
        if (type === 'attest-rolled-back') this.teller.records.markRolledBack(row);
      },
    );
  }

  private confirms(row: Rotation, questionOf: (about: AskedAbout) => Question): Promise<boolean> {
    const descriptor = this.deps.registry.find(row.providerId)?.descriptor;
    return this.deps.confirmation.ask(questionOf(askedAbout(row, descriptor)));
  }
}
