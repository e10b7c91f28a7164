import { fail, type AppError, type Result } from '../../shared/errors/app-error.ts';
import type { Rotation, RotationState } from '../../shared/rotations/rotation.ts';
import type {
  ProviderKey,
  ProviderKeyWithSecrets,
  ProviderSecret,
} from './ports/provider-values.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { isAnswerLost } from './answer-lost.ts';
import {
  changedMeanwhile,
  contradiction,
  isInterrupted,
  lookFailed,
  waited,
  type EffectOutcome,
} from './rotation-outcome.ts';
import { placeProblem } from './rotation-place.ts';
import type { RotationRecords } from './rotation-records.ts';
import { isSameEnd, listedStubsOf, liveSecrets, readSecretsOf } from './rotation-secret-looks.ts';

type Reconciling = Extract<RotationState, { step: 'reconciling' }>;

/** Makes a new secret for the same key, at most once per consent, and finds it when its answer was lost. */
export class RotationRenewing {
  private readonly deps: RotationDependencies;
  private readonly records: RotationRecords;

  constructor(deps: RotationDependencies, records: RotationRecords) {
    this.deps = deps;
    this.records = records;
  }

  /** The one call of this consent. Looks first: secrets that were not counted on change what it does. */
  async create(row: Rotation, signal: AbortSignal): Promise<EffectOutcome> {
    const { sessions, clock, failPoints } = this.deps;
    const nothingCreated = (error: AppError): EffectOutcome => ({
      event: { type: 'nothing-created', at: clock.now(), error },
    });
    // Without its end the same call would cut the old secret off at once.
    if ((row.plan.strategy === 'overlap') !== (row.consent.expiresAt !== null))
      throw new Error('An overlap needs an end, and nothing else may have one');
    const problem = placeProblem(this.deps, row);
    if (problem !== null) return nothingCreated(problem);
    const before = await readSecretsOf(this.deps, row, signal);
    if (!before.ok) return nothingCreated(before.error);
    if (!hasOnly(before.value, row.consent.listedStubs)) return nothingCreated(changedMeanwhile);
    const call = { isSent: false };
    const made = await sessions.call(
      row.connectionId,
      'rotateSecret',
      async ({ adapter, session }): Promise<Result<ProviderSecret>> => {
        const { rotateSecret } = adapter.operations;
        if (rotateSecret === undefined)
          return fail({ kind: 'not-supported', operation: 'rotateSecret' });
        failPoints.hit('create:before-send');
        call.isSent = true;
        const { providerKeyId } = row.oldKey;
        const answer = await rotateSecret(session, providerKeyId, row.consent.expiresAt);
        failPoints.hit('create:after-answer');
        return answer;
      },
    );
    if (made.ok)
      return isListed(row, made.value)
        ? this.cannotTellApart(row, made.value)
        : this.adopted(row, before.value, made.value, 'minted');
    if (!call.isSent) return nothingCreated(made.error);
    // A plain no is believed, but not blindly: a secret that was not there before was made by a call.
    const isLost = isAnswerLost(made.error) || (await this.isThereAnyway(row, signal));
    return isLost
      ? { event: { type: 'mint-answer-lost', at: clock.now() } }
      : nothingCreated(made.error);
  }

  /** Looks for the secret of a lost answer; null when interrupted. */
  async look(
    row: Rotation,
    { delayMs }: Reconciling,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    if (!(await waited(this.deps, delayMs, signal))) return null;
    this.deps.failPoints.hit('look:before-read');
    const read = await readSecretsOf(this.deps, row, signal);
    this.deps.failPoints.hit('look:after-read');
    if (isInterrupted(signal)) return null;
    const at = this.deps.clock.now();
    return read.ok ? this.judge(row, read.value) : { event: lookFailed(read.error, at) };
  }

  /**
   * Whether a secret is there that was not before, and whether our call made it: then the one that
   * was in force ends exactly when we asked for, to the millisecond or the second.
   */
  private judge(row: Rotation, found: ProviderKeyWithSecrets): EffectOutcome {
    const at = this.deps.clock.now();
    const { listedStubs, expiresAt } = row.consent;
    const live = liveSecrets(found.key);
    const added = live.filter(({ stub }) => stub !== null && !listedStubs.includes(stub));
    const [candidate, ...others] = added;
    if (candidate === undefined) return { event: { type: 'looked-absent', at } };
    const listed = live.filter((part) => !added.includes(part));
    const isOurs =
      others.length === 0 &&
      candidate.state !== 'expiring' &&
      (expiresAt === null
        ? listed.every(({ stub }) => stub !== row.oldKey.stub)
        : listed.some((part) => isSameEnd(part.expiresAt, expiresAt)));
    const unclear: AppError = { kind: 'outcome-unknown', rotationId: row.id };
    const alongside = (): void => {
      this.records.listSecrets(row, found.key);
    };
    if (!isOurs) return { event: { type: 'cannot-tell', at, error: unclear }, alongside };
    const secret = found.secrets.find(
      ({ stub, secretValue }) => stub === candidate.stub && secretValue !== '',
    );
    if (secret !== undefined) return this.adopted(row, found, secret, 'found');
    const { providerKeyId, name } = found.key;
    const { stub } = candidate;
    return {
      event: { type: 'found-unreadable', at, providerKeyId, name, stub, error: unclear },
      alongside,
    };
  }

  private adopted(
    row: Rotation,
    { key }: ProviderKeyWithSecrets,
    secret: ProviderSecret,
    type: 'minted' | 'found',
  ): EffectOutcome {
    const { newKey, save } = this.records.adoptSecret(row, key, secret);
    const at = this.deps.clock.now();
    return { event: { type, at, newKey, ...oldEndOf(row, key, at) }, alongside: save };
  }

  /**
   * The new secret begins as one that was listed before. A secret is named by how it begins, so that
   * neither could be looked at or ended by itself. Nothing is taken over, and nothing is lost.
   */
  private cannotTellApart(row: Rotation, secret: ProviderSecret): EffectOutcome {
    return {
      event: {
        type: 'cannot-tell',
        at: this.deps.clock.now(),
        error: contradiction(row.providerId, 'new-secret-begins-alike'),
      },
      alongside: () => {
        this.records.holdUnlisted(row, secret);
      },
    };
  }

  private async isThereAnyway(row: Rotation, signal: AbortSignal): Promise<boolean> {
    const read = await readSecretsOf(this.deps, row, signal);
    return read.ok ? !hasOnly(read.value, row.consent.listedStubs) : isInterrupted(signal);
  }
}

const isListed = ({ consent }: Rotation, { stub = null }: ProviderSecret): boolean =>
  stub !== null && consent.listedStubs.includes(stub);

/** An old secret that has an end keeps it, whatever a later call says of the one that came after. */
function oldEndOf(row: Rotation, key: ProviderKey, at: number): { readonly oldEndsAt?: number } {
  if (row.consent.expiresAt === null) return {};
  const old = liveSecrets(key).find(({ stub }) => stub === row.oldKey.stub);
  if (old === undefined) return { oldEndsAt: at };
  return typeof old.expiresAt === 'number' ? { oldEndsAt: old.expiresAt } : {};
}

/** Secrets may end by themselves between two looks; a new one changes everything. */
const hasOnly = ({ key }: ProviderKeyWithSecrets, listedStubs: readonly string[]): boolean =>
  listedStubsOf(key).every((stub) => listedStubs.includes(stub));
