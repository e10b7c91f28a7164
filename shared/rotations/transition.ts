import { assertNever } from '../lib/assert-never.ts';
import { allowedCommands } from './allowed-commands.ts';
import { handOverOf, mustReadBack, putBackOf } from './destination-effects.ts';
import { effectMoves } from './effect-moves.ts';
import { personMoves } from './person-moves.ts';
import type { Rotation } from './rotation.ts';
import {
  isPersonEvent,
  type EffectEvent,
  type RotationEffect,
  type RotationEvent,
} from './rotation-event.ts';

export interface Transition {
  readonly row: Rotation;
  readonly effect: RotationEffect | null;
  /** False: the event does not belong to this step; the row is unchanged. */
  readonly isAccepted: boolean;
}

/**
 * Moves a rotation by one event. Pure: time and ids come with the event, so that replaying the same
 * events gives the same row. The caller saves the row before it runs the effect.
 */
export function transition(row: Rotation, event: RotationEvent): Transition {
  const next = isPersonEvent(event)
    ? allowedCommands(row).includes(event.type)
      ? personMoves(row, event)
      : null
    : isAwaited(row, event)
      ? effectMoves(row, event)
      : null;
  if (next === null) return { row, effect: null, isAccepted: false };
  if (next === row) return { row, effect: effectOf(row), isAccepted: true };
  const step = next.state.step;
  const timeline =
    step === row.state.step ? row.timeline : [...row.timeline, { at: event.at, step }];
  const moved = { ...next, timeline, updatedAt: event.at };
  return { row: moved, effect: effectOf(moved), isAccepted: true };
}

/** Where nothing runs, nothing can be found out. */
const isAwaited = (row: Rotation, { type }: EffectEvent): boolean =>
  type === 'resumed' || effectOf(row) !== null;

/** The effect that belongs to a saved row; null where a person or nobody is awaited. */
export function effectOf(row: Rotation): RotationEffect | null {
  const { state } = row;
  const isByPerson = row.plan.strategy === 'guided';
  switch (state.step) {
    case 'minting':
      return isByPerson ? null : { kind: 'create' };
    case 'reconciling':
      return { kind: 'look', delayMs: state.delayMs };
    case 'keeping':
      return { kind: 'keep' };
    case 'verifying':
      return state.attestReason === null ? { kind: 'prove-new' } : null;
    case 'distributing':
      return handOverOf(row);
    case 'overlapping':
      return state.until === null ? null : { kind: 'await-end', until: state.until };
    case 'retiring':
      if (!isByPerson) return { kind: 'retire-old' };
      return mustReadBack(row, state) ? { kind: 'read-back' } : null;
    case 'verifying-dead':
      return state.attestReason === null ? { kind: 'prove-dead', delayMs: state.delayMs } : null;
    case 'rolling-back':
      return putBackOf(row) ?? (isByPerson ? null : { kind: 'end-target' });
    case 'planned':
    case 'completed':
    case 'rolled-back':
    case 'cancelled':
    case 'needs-attention':
      return null;
    default:
      return assertNever(state);
  }
}
