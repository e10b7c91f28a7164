import { assertNever } from '../lib/assert-never.ts';
import { commandsOf } from './allowed-commands.ts';
import { effectMoves } from './effect-moves.ts';
import { personMoves } from './person-moves.ts';
import type { Rotation } from './rotation.ts';
import { isPersonEvent, type RotationEffect, type RotationEvent } from './rotation-event.ts';

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
    ? commandsOf(row.state, row.destinations).includes(event.type)
      ? personMoves(row, event)
      : null
    : effectMoves(row, event);
  if (next === null) return { row, effect: null, isAccepted: false };
  if (next === row) return { row, effect: effectOf(row), isAccepted: true };
  const step = next.state.step;
  const timeline =
    step === row.state.step ? row.timeline : [...row.timeline, { at: event.at, step }];
  const moved = { ...next, timeline, updatedAt: event.at };
  return { row: moved, effect: effectOf(moved), isAccepted: true };
}

/** The effect that belongs to a saved row; null where a person or nobody is awaited. */
export function effectOf(row: Rotation): RotationEffect | null {
  const { state } = row;
  switch (state.step) {
    case 'minting':
      return { kind: 'create' };
    case 'reconciling':
      return { kind: 'look', delayMs: state.delayMs };
    case 'keeping':
      return { kind: 'keep' };
    case 'verifying':
      return state.attestReason === null ? { kind: 'prove-new' } : null;
    case 'distributing': {
      const next = row.destinations.find(
        ({ kind, state: at }) => kind === 'file' && at === 'waiting',
      );
      return next === undefined ? null : { kind: 'write-file', destinationId: next.id };
    }
    case 'retiring':
      return { kind: 'retire-old' };
    case 'verifying-dead':
      return state.attestReason === null ? { kind: 'prove-dead', delayMs: state.delayMs } : null;
    case 'rolling-back':
      return { kind: 'end-target' };
    case 'planned':
    case 'overlapping':
    case 'completed':
    case 'rolled-back':
    case 'cancelled':
    case 'needs-attention':
      return null;
    default:
      return assertNever(state);
  }
}
