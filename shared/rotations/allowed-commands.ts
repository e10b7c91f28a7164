import { assertNever } from '../lib/assert-never.ts';
import type { Destination, Rotation, RotationState } from './rotation.ts';
import type { RotationCommand } from './rotation-view.ts';

/**
 * The commands a person may give now: the single truth for the buttons and for what main accepts.
 * Steps whose effect is running, and finished rotations, offer none.
 */
export function allowedCommands(rotation: Rotation): readonly RotationCommand[] {
  return commandsOf(rotation.state, rotation.destinations);
}

/** The same, from the two facts that decide it. */
export function commandsOf(
  state: RotationState,
  destinations: readonly Destination[],
): readonly RotationCommand[] {
  switch (state.step) {
    case 'planned':
      return ['start', 'cancel'];
    case 'reconciling':
      return ['look-again'];
    case 'verifying':
      return state.attestReason === null ? [] : ['attest-new', 'retry', 'roll-back'];
    case 'distributing':
      return distributingCommands(destinations);
    case 'overlapping':
      return ['retire', 'roll-back'];
    case 'verifying-dead':
      return state.attestReason === null ? [] : ['attest-dead', 'retry'];
    case 'needs-attention':
      return attentionCommands(state);
    case 'minting':
    case 'keeping':
    case 'retiring':
    case 'rolling-back':
    case 'completed':
    case 'rolled-back':
    case 'cancelled':
      return [];
    default:
      return assertNever(state);
  }
}

function distributingCommands(destinations: readonly Destination[]): readonly RotationCommand[] {
  const commands: RotationCommand[] = [];
  if (destinations.some(isConfirmable)) commands.push('confirm-destination');
  if (destinations.some(({ state }) => state === 'failed')) commands.push('retry');
  return [...commands, 'roll-back'];
}

/** A file is confirmed by writing it; one that failed may be confirmed once a person wrote it. */
export function isConfirmable(destination: Destination): boolean {
  return destination.kind === 'file'
    ? destination.state === 'failed'
    : destination.state === 'waiting';
}

function attentionCommands(
  state: Extract<RotationState, { step: 'needs-attention' }>,
): readonly RotationCommand[] {
  const { from, situation } = state;
  switch (from.step) {
    case 'minting':
      return ['retry', 'cancel'];
    case 'reconciling':
      switch (situation.kind) {
        case 'absent':
        case 'cannot-tell':
          return ['look-again', 'create-again', 'cancel'];
        case 'unreadable':
          return ['look-again', 'revoke-orphan', 'create-again'];
        default:
          return ['retry'];
      }
    case 'verifying':
      return situation.kind === 'strayed'
        ? ['retry', 'look-again', 'roll-back']
        : ['retry', 'roll-back'];
    case 'keeping':
    case 'distributing':
      return ['retry', 'roll-back'];
    case 'retiring':
      // With the new key ended there is nothing left to retire the old one for.
      return situation.kind === 'new-key-ended' ? ['retry', 'roll-back'] : ['retry'];
    case 'verifying-dead':
    case 'rolling-back':
      return ['retry'];
    default:
      return assertNever(from);
  }
}
