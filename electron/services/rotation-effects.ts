import {
  changesInPlace,
  cutsFirst,
  type Rotation,
  type RotationState,
} from '../../shared/rotations/rotation.ts';
import { assertNever } from '../../shared/lib/assert-never.ts';
import type { RotationEffect } from '../../shared/rotations/rotation-event.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { RotationDeath } from './rotation-death.ts';
import { RotationDestinations } from './rotation-destinations.ts';
import { RotationEnding } from './rotation-ending.ts';
import { RotationKeeping } from './rotation-keeping.ts';
import { RotationMinting } from './rotation-minting.ts';
import { contradiction, isInterrupted, type EffectOutcome } from './rotation-outcome.ts';
import { RotationProbe } from './rotation-probe.ts';
import { RotationProving } from './rotation-proving.ts';
import { RotationReconciling } from './rotation-reconciling.ts';
import type { RotationRecords } from './rotation-records.ts';
import { RotationRenewing } from './rotation-renewing.ts';
import { standingOfSecret } from './rotation-secret-looks.ts';
import { RotationSecretEnding } from './rotation-secret-ending.ts';

/** Runs the effect of a saved row. Every effect but `create` looks first and may run twice. */
export class RotationEffects {
  private readonly minting: RotationMinting;
  private readonly reconciling: RotationReconciling;
  private readonly keeping: RotationKeeping;
  private readonly proving: RotationProving;
  private readonly death: RotationDeath;
  private readonly renewing: RotationRenewing;
  private readonly ending: RotationEnding;
  private readonly secretEnding: RotationSecretEnding;
  private readonly destinations: RotationDestinations;

  private readonly deps: Pick<RotationDependencies, 'clock' | 'sessions'>;

  constructor(deps: RotationDependencies, records: RotationRecords) {
    this.deps = deps;
    this.minting = new RotationMinting(deps, records);
    this.reconciling = new RotationReconciling(deps, records);
    this.keeping = new RotationKeeping(deps, records);
    const probe = new RotationProbe(deps, this.keeping);
    this.proving = new RotationProving(deps, records, probe);
    this.death = new RotationDeath(deps, records, probe);
    this.renewing = new RotationRenewing(deps, records);
    this.ending = new RotationEnding(deps, records);
    this.secretEnding = new RotationSecretEnding(deps, records);
    this.destinations = new RotationDestinations(deps);
  }

  /** What was found out; null when interrupted, and then nothing was changed that is not read again. */
  async run(
    row: Rotation,
    effect: RotationEffect,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    const { state } = row;
    const isInPlace = changesInPlace(row);
    switch (effect.kind) {
      case 'create':
        return isInPlace ? this.renewing.create(row, signal) : this.minting.create(row, signal);
      case 'look':
        if (state.step !== 'reconciling') throw misplaced(effect);
        return isInPlace
          ? this.renewing.look(row, state, signal)
          : this.reconciling.look(row, state, effect.delayMs, signal);
      case 'keep':
        if (state.step !== 'keeping') throw misplaced(effect);
        return this.keeping.keep(state.newKey);
      case 'prove-new':
        if (state.step !== 'verifying') throw misplaced(effect);
        return this.proving.proveNew(row, state, signal);
      case 'hand-over':
      case 'run-command':
      case 'put-back':
        return this.destinations.run(row, effect);
      case 'await-end':
        if (state.step !== 'overlapping') throw misplaced(effect);
        return this.secretEnding.awaitEnd(row, state, signal);
      case 'retire-old':
        if (state.step !== 'retiring') throw misplaced(effect);
        return this.retire(row, state, signal);
      case 'read-back': {
        if (state.step !== 'retiring') throw misplaced(effect);
        const lost = await this.destinations.findLost(row, state.newKey);
        return lost ?? { event: { type: 'still-handed-over', at: this.deps.clock.now() } };
      }
      case 'prove-dead':
        if (state.step !== 'verifying-dead') throw misplaced(effect);
        return this.proveDead(row, state, effect.delayMs, signal);
      case 'end-target':
        if (state.step !== 'rolling-back') throw misplaced(effect);
        return this.ending.endTarget(row, state, signal);
      default:
        return assertNever(effect);
    }
  }

  /**
   * Where the call itself ended the old secret, nothing has shown that yet: somebody may have given it
   * more time just before, and nobody shall attest the death of what the list shows alive.
   */
  private async proveDead(
    row: Rotation,
    state: Extract<RotationState, { step: 'verifying-dead' }>,
    delayMs: number,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    if (row.plan.strategy === 'immediate') {
      const standing = await standingOfSecret(this.deps, row, row.oldKey, signal);
      if (isInterrupted(signal)) return null;
      const at = this.deps.clock.now();
      if (!standing.ok) return { event: { type: 'failed', at, error: standing.error } };
      if (standing.value === 'active') {
        const error = contradiction(row.providerId, 'old-key-still-enabled');
        return { event: { type: 'failed', at, error } };
      }
    }
    return this.death.prove(row, state, delayMs, signal);
  }

  /** Proof comes first in every order; where a key is exposed, the consumers come after. */
  private async retire(
    row: Rotation,
    state: Extract<RotationState, { step: 'retiring' }>,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    const isHandedOver = row.destinations.every(({ state: at }) => at === 'confirmed');
    if (row.proofNew === null || !(isHandedOver || cutsFirst(row)))
      throw new Error('An old key is retired only after proof and distribution');
    const lost = await this.destinations.findLost(row, state.newKey);
    if (lost !== null) return lost;
    const kept = await this.keeping.kept(state.newKey);
    if (!kept.ok)
      return { event: { type: 'failed', at: this.deps.clock.now(), error: kept.error } };
    return changesInPlace(row)
      ? this.secretEnding.retireOld(row, state, signal)
      : this.ending.retireOld(row, state, signal);
  }
}

const misplaced = (effect: RotationEffect): Error =>
  new Error(`The effect ${effect.kind} does not belong to this step`);
