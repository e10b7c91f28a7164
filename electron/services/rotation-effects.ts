import { newKeyOf, type Rotation } from '../../shared/rotations/rotation.ts';
import { assertNever } from '../../shared/lib/assert-never.ts';
import type { RotationEffect } from '../../shared/rotations/rotation-event.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { RotationDestinations } from './rotation-destinations.ts';
import { RotationEnding } from './rotation-ending.ts';
import { RotationKeeping } from './rotation-keeping.ts';
import { RotationMinting } from './rotation-minting.ts';
import type { EffectOutcome } from './rotation-outcome.ts';
import { RotationProving } from './rotation-proving.ts';
import { RotationReconciling } from './rotation-reconciling.ts';
import type { RotationRecords } from './rotation-records.ts';

/** Runs the effect of a saved row. Every effect but `create` looks first and may run twice. */
export class RotationEffects {
  private readonly minting: RotationMinting;
  private readonly reconciling: RotationReconciling;
  private readonly keeping: RotationKeeping;
  private readonly proving: RotationProving;
  private readonly ending: RotationEnding;
  private readonly destinations: RotationDestinations;

  constructor(deps: RotationDependencies, records: RotationRecords) {
    this.minting = new RotationMinting(deps, records);
    this.reconciling = new RotationReconciling(deps, records);
    this.keeping = new RotationKeeping(deps, records);
    this.proving = new RotationProving(deps, records);
    this.ending = new RotationEnding(deps, records);
    this.destinations = new RotationDestinations(deps);
  }

  /** What was found out; null when interrupted, and then nothing was changed that is not read again. */
  async run(
    row: Rotation,
    effect: RotationEffect,
    signal: AbortSignal,
  ): Promise<EffectOutcome | null> {
    const { state } = row;
    switch (effect.kind) {
      case 'create':
        return this.minting.create(row, signal);
      case 'look':
        if (state.step !== 'reconciling') throw misplaced(effect);
        return this.reconciling.look(row, state, effect.delayMs, signal);
      case 'keep':
        if (state.step !== 'keeping') throw misplaced(effect);
        return this.keeping.keep(state.newKey);
      case 'prove-new':
        if (state.step !== 'verifying') throw misplaced(effect);
        return this.proving.proveNew(row, state, signal);
      case 'write-file': {
        const newKey = newKeyOf(row);
        if (newKey === null) throw misplaced(effect);
        return this.destinations.writeFile(row, newKey, effect.destinationId);
      }
      case 'retire-old':
        if (state.step !== 'retiring') throw misplaced(effect);
        return this.ending.retireOld(row, state, signal);
      case 'prove-dead':
        if (state.step !== 'verifying-dead') throw misplaced(effect);
        return this.proving.proveDead(row, state, effect.delayMs, signal);
      case 'end-target':
        if (state.step !== 'rolling-back') throw misplaced(effect);
        return this.ending.endTarget(row, state, signal);
      default:
        return assertNever(effect);
    }
  }
}

const misplaced = (effect: RotationEffect): Error =>
  new Error(`The effect ${effect.kind} does not belong to this step`);
