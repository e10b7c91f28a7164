import { ok, type AppError, type ProgramReason } from '../../shared/errors/app-error.ts';
import { MINUTE_MS } from '../../shared/lib/duration.ts';
import type { KeyId, RotationId } from '../../shared/lib/ids.ts';
import type { Destination } from '../../shared/rotations/destination.ts';
import type { CommandOutcome, CommandRefusal } from './ports/secret-command.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { isSameSecret } from './rotation-material.ts';

const PROGRAM_TIMEOUT_MS = MINUTE_MS;
const MAX_OUTPUT = 2_000;

type Dependencies = Pick<
  RotationDependencies,
  'stores' | 'custody' | 'secretCommand' | 'vault' | 'failPoints'
>;

/** Hands the new secret to what is not a file: a program, or the provider's own vault. */
export class RotationPrograms {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /** Runs it once. Null: it ended with code 0. `outcome-unknown` when the app ended it. */
  async runProgram(
    rotationId: RotationId,
    { path: file, arguments: args, hand }: Extract<Destination, { kind: 'command' }>,
    secretValue: string,
  ): Promise<AppError | null> {
    const { secretCommand, failPoints } = this.deps;
    failPoints.hit('program:before-run');
    const outcome = await secretCommand.run(
      { ...{ file, args, hand }, timeoutMs: PROGRAM_TIMEOUT_MS },
      secretValue,
    );
    failPoints.hit('program:after-run');
    return outcome.kind === 'stopped'
      ? { kind: 'outcome-unknown', rotationId }
      : problemOf(outcome);
  }

  /**
   * Null: the provider lists the name after taking the value, which nobody can read back. A
   * repetition after a lost answer changes nothing.
   */
  async putIntoVault(
    { keyId, name, intent }: Extract<Destination, { kind: 'vault' }>,
    secretValue: string,
  ): Promise<AppError | null> {
    const put = await this.deps.vault.put({ keyId, name, intent, secretValue });
    if (put.ok) return this.nameProblem(keyId, name);
    const isTaken = put.error.kind === 'conflict' && put.error.reason === 'name-taken';
    return isTaken && (await this.isThere(keyId, name, secretValue)) ? null : put.error;
  }

  private async nameProblem(keyId: KeyId, name: string): Promise<AppError | null> {
    const listed = await this.deps.vault.list(keyId, true);
    if (!listed.ok) return listed.error;
    const entry = listed.value.entries.find((each) => each.name === name);
    return entry?.presence === 'at-provider' ? null : { kind: 'not-found', what: 'vault secret' };
  }

  /** Whether an earlier attempt put this very secret there. */
  private async isThere(keyId: KeyId, name: string, secretValue: string): Promise<boolean> {
    const partId = this.deps.stores.vault.findByName(keyId, name)?.partId ?? null;
    const kept = partId === null ? ok(null) : await this.deps.custody.readSecret(partId);
    return kept.ok && kept.value !== null && isSameSecret(kept.value, secretValue);
  }
}

function problemOf(outcome: Exclude<CommandOutcome, { kind: 'stopped' }>): AppError | null {
  const failed = (
    reason: ProgramReason,
    output = '',
    exitCode: number | null = null,
  ): AppError => ({
    ...{ kind: 'program-failed', reason, exitCode },
    output: output.slice(0, MAX_OUTPUT),
  });
  switch (outcome.kind) {
    case 'ended':
      return outcome.exitCode === 0
        ? null
        : failed('exit-code', outcome.maskedOutput, outcome.exitCode);
    case 'refused':
      return failed(refusals[outcome.reason]);
    case 'not-found':
      return failed('not-found');
    case 'timed-out':
    case 'failed':
      return failed(outcome.kind, outcome.maskedOutput);
  }
}

const refusals: Readonly<Record<CommandRefusal, ProgramReason>> = {
  program: 'not-found',
  'batch-file': 'batch-file',
  folder: 'not-found',
  'variable-name': 'variable-name',
  argument: 'argument',
  secret: 'secret-not-holdable',
};
