import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import { isSecretVariable } from '../../shared/destinations/secret-variable.ts';
import { destinationIdSchema, type DestinationId, type KeyId } from '../../shared/lib/ids.ts';
import { isRewritten } from '../../shared/rotations/destination-rules.ts';
import type { Destination, DestinationChoice } from '../../shared/rotations/destination.ts';
import { newKeyOf, type RotatedKey, type Rotation } from '../../shared/rotations/rotation.ts';
import type { HandOver, RotationEffect } from '../../shared/rotations/rotation-event.ts';
import { commandQuestion } from './rotation-questions.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { RotationFiles, type RewrittenDestination } from './rotation-files.ts';
import type { EffectOutcome } from './rotation-outcome.ts';
import { RotationPrograms } from './rotation-programs.ts';

type HandOverEffect = Extract<RotationEffect, { kind: 'hand-over' | 'run-command' | 'put-back' }>;
type PickedChoice = Extract<DestinationChoice, { fileId: unknown }>;

/** Hands the new secret to where it is needed. */
export class RotationDestinations {
  private readonly deps: RotationDependencies;
  private readonly files: RotationFiles;
  private readonly programs: RotationPrograms;

  constructor(deps: RotationDependencies) {
    this.deps = deps;
    this.files = new RotationFiles(deps);
    this.programs = new RotationPrograms(deps);
  }

  /**
   * The choices with ids, and with paths in place of the picker's ids. A program that was not run
   * for this key before is asked about at the host.
   * Errors: `file-refused`, `not-found` for what is no longer remembered, `cancelled`.
   */
  async resolve(
    keyId: KeyId,
    choices: readonly DestinationChoice[],
  ): Promise<Result<Destination[]>> {
    const destinations: Destination[] = [];
    for (const choice of choices) {
      const resolved = this.resolveOne(keyId, choice);
      if (!resolved.ok) return resolved;
      const destination = resolved.value;
      // Found out now: later the old key may be cut already.
      const problem = await this.files.placeProblem(destination);
      if (problem !== null) return fail(problem);
      if (destination.kind === 'command' && choice.kind !== 'remembered') {
        const question = commandQuestion(destination);
        if (question.detail.length > MAX_SHOWN) return fail(tooLongToShow);
        if (!(await this.deps.confirmation.ask(question))) return fail({ kind: 'cancelled' });
      }
      destinations.push(destination);
    }
    return ok(destinations);
  }

  /** Hands over, runs or puts back what the effect names. */
  async run(row: Rotation, effect: HandOverEffect): Promise<EffectOutcome> {
    const at = this.deps.clock.now();
    if (effect.kind === 'put-back') {
      const outcomes = await this.files.putBack(row, rewrittenOf(row, effect.destinationIds));
      return { event: { type: 'put-back', at, outcomes } };
    }
    const secret = await this.newSecretOf(row);
    if (effect.kind === 'run-command') {
      const destination = destinationOf(row, effect.destinationId);
      if (destination.kind !== 'command') throw new Error('Only programs are run');
      const error = secret.ok
        ? await this.programs.runProgram(row.id, destination, secret.value)
        : secret.error;
      return handedOver(at, [{ destinationId: destination.id, error }]);
    }
    const { destinationIds } = effect;
    if (!secret.ok)
      return handedOver(
        at,
        destinationIds.map((destinationId) => ({ destinationId, error: secret.error })),
      );
    const files = rewrittenOf(row, destinationIds);
    if (files.length > 0) return handedOver(at, await this.files.rewrite(row, files, secret.value));
    return this.handOverOne(at, destinationOf(row, destinationIds[0]), secret.value);
  }

  /** What no longer holds the new secret; null: everything that can be looked at does. */
  async findLost(row: Rotation, newKey: RotatedKey): Promise<EffectOutcome | null> {
    const secret = await this.secretOf(newKey);
    if (!secret.ok) return { event: { type: 'failed', at: this.now(), error: secret.error } };
    const outcomes: HandOver[] = [];
    for (const destination of row.destinations) {
      if (destination.state !== 'confirmed' || destination.isAttested === true) continue;
      const error = await this.files.problemOf(destination, secret.value);
      if (error !== null) outcomes.push({ destinationId: destination.id, error });
    }
    return outcomes.length === 0
      ? null
      : { event: { type: 'handed-over-lost', at: this.now(), outcomes } };
  }

  private async handOverOne(
    at: number,
    destination: Destination,
    secretValue: string,
  ): Promise<EffectOutcome> {
    const { id: destinationId, kind } = destination;
    switch (kind) {
      // Saved first: a crash while it runs must not run it again by itself.
      case 'command':
        return { event: { type: 'command-announced', at, destinationId } };
      case 'file': {
        const error = await this.files.writeNew(destination, secretValue);
        return handedOver(at, [{ destinationId, error }]);
      }
      case 'vault': {
        const error = await this.programs.putIntoVault(destination, secretValue);
        return handedOver(at, [{ destinationId, error }]);
      }
      default:
        throw new Error(`A person hands over to ${kind}`);
    }
  }

  private resolveOne(keyId: KeyId, choice: DestinationChoice): Result<Destination> {
    const shared = {
      id: destinationIdSchema.parse(this.deps.ids.ulid()),
      state: 'waiting',
      confirmedAt: null,
      error: null,
    } as const;
    switch (choice.kind) {
      case 'copy':
        return ok({ kind: 'copy', ...shared, label: '' });
      case 'by-hand':
        return ok({ kind: 'by-hand', ...shared, label: choice.note });
      case 'vault':
        return this.vaultOf(choice, shared);
      case 'remembered': {
        const known = this.deps.stores.keyDestinations.of(keyId);
        const remembered = known.find(({ id }) => id === choice.destinationId);
        return remembered === undefined
          ? fail({ kind: 'not-found', what: 'destination' })
          : ok({ ...remembered, ...shared });
      }
      default:
        return this.pickedOf(choice, shared);
    }
  }

  private pickedOf(
    choice: PickedChoice,
    shared: Pick<Destination, 'id' | 'state' | 'confirmedAt' | 'error'>,
  ): Result<Destination> {
    const picked = this.deps.picker.resolve(choice.fileId);
    if (picked === null) return fail({ kind: 'file-refused', reason: 'not-picked', fileName: '' });
    const place = { ...shared, label: picked.fileName.slice(0, 500), path: picked.path };
    switch (choice.kind) {
      case 'file':
        return ok({ kind: 'file', ...place });
      case 'env-file':
        return ok({ kind: 'env-file', ...place, name: choice.name });
      case 'json-file':
        return ok({ kind: 'json-file', ...place, jsonPath: choice.path });
      case 'command':
        if (choice.hand.kind === 'env' && !isSecretVariable(choice.hand.name))
          return fail({
            ...{ kind: 'program-failed', reason: 'variable-name', exitCode: null, output: '' },
          });
        return ok({ kind: 'command', ...place, arguments: choice.arguments, hand: choice.hand });
    }
  }

  private vaultOf(
    { keyId, name, intent }: Extract<DestinationChoice, { kind: 'vault' }>,
    shared: Pick<Destination, 'id' | 'state' | 'confirmedAt' | 'error'>,
  ): Result<Destination> {
    const key = this.deps.stores.keys.find(keyId);
    return key === null
      ? fail({ kind: 'not-found', what: 'key' })
      : ok({ kind: 'vault', ...shared, label: key.record.name.slice(0, 500), keyId, name, intent });
  }

  private newSecretOf(row: Rotation): Promise<Result<string>> {
    const newKey = newKeyOf(row);
    if (newKey === null) throw new Error('There is no secret to hand over yet');
    return this.secretOf(newKey);
  }

  private async secretOf({ secretPartId }: RotatedKey): Promise<Result<string>> {
    const { stores, custody } = this.deps;
    const escrowSecret = stores.escrow.find(secretPartId);
    return escrowSecret === null ? custody.readSecret(secretPartId) : ok(escrowSecret);
  }

  private now(): number {
    return this.deps.clock.now();
  }
}

/** What the host cannot show whole, a person cannot agree to. */
const MAX_SHOWN = 1_500;
const tooLongToShow: AppError = {
  kind: 'invalid-input',
  issues: ['The program and its arguments are too long to be shown before it runs. Use a script.'],
};

const handedOver = (at: number, outcomes: readonly HandOver[]): EffectOutcome => ({
  event: { type: 'handed-over', at, outcomes },
});

function destinationOf(row: Rotation, destinationId: DestinationId | undefined): Destination {
  const found = row.destinations.find(({ id }) => id === destinationId);
  if (found === undefined) throw new Error('A rotation hands over to its own destinations');
  return found;
}

const rewrittenOf = (
  row: Rotation,
  destinationIds: readonly DestinationId[],
): RewrittenDestination[] =>
  row.destinations.filter(
    (destination): destination is RewrittenDestination =>
      isRewritten(destination) && destinationIds.includes(destination.id),
  );
