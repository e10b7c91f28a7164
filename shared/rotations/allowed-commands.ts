import { assertNever } from '../lib/assert-never.ts';
import { canUndo, isConfirmable } from './destination-rules.ts';
import { changesInPlace, type Rotation, type RotationState } from './rotation.ts';
import { isRunning, mustReadBack, putBackOf } from './destination-effects.ts';
import type { RotationCommand } from './rotation-view.ts';

type Judged = Pick<Rotation, 'state' | 'destinations' | 'plan' | 'mayHaveRenewed' | 'isOldLost'>;

/**
 * The commands a person may give now: the single truth for the buttons and for what main accepts.
 * Steps whose effect is running, and finished rotations, offer none.
 */
export function allowedCommands(row: Judged): readonly RotationCommand[] {
  const { state } = row;
  const isByPerson = row.plan.strategy === 'guided';
  switch (state.step) {
    case 'planned':
      return ['start', 'cancel'];
    case 'minting':
      return isByPerson ? ['enter-new', 'cancel'] : [];
    case 'reconciling':
      return ['look-again'];
    case 'verifying':
      return state.attestReason === null
        ? []
        : ['attest-new', ...agreeTo('check-new', state), 'retry', ...rollBackOf(row)];
    case 'distributing':
      return distributingCommands(row, state);
    case 'overlapping':
      return [
        'retire',
        ...(state.until === null ? [] : (['extend'] as const)),
        ...undoOf(row),
        ...rollBackOf(row),
      ];
    case 'retiring':
      return isByPerson && !mustReadBack(row, state) ? ['attest-ended'] : [];
    case 'verifying-dead':
      return state.attestReason === null
        ? []
        : ['attest-dead', ...agreeTo('check-dead', state), 'retry'];
    case 'rolling-back':
      // What the files hold is put back first.
      return isByPerson && putBackOf(row) === null ? ['attest-rolled-back'] : [];
    case 'needs-attention':
      return attentionCommands(row, state);
    case 'keeping':
    case 'completed':
    case 'rolled-back':
    case 'cancelled':
      return [];
    default:
      return assertNever(state);
  }
}

function agreeTo<C extends 'check-new' | 'check-dead'>(
  command: C,
  { attestReason }: Extract<RotationState, { step: 'verifying' | 'verifying-dead' }>,
): readonly C[] {
  return attestReason === 'counts-as-traffic' ? [command] : [];
}

/** In place the old secret is already on its way out, or somebody ended the old key: nothing to go back to. */
const rollBackOf = (row: Judged): readonly RotationCommand[] =>
  changesInPlace(row) || row.isOldLost ? [] : ['roll-back'];

/** In place, giving up after a call that may have renewed would leave the old secret to end unseen. */
const cancelOf = (row: Judged): readonly RotationCommand[] =>
  row.mayHaveRenewed ? [] : ['cancel'];

const undoOf = ({ destinations, isOldLost }: Judged): readonly RotationCommand[] =>
  !isOldLost && destinations.some(canUndo) ? ['undo-destination'] : [];

function distributingCommands(
  row: Judged,
  { isOldDead }: Extract<RotationState, { step: 'distributing' }>,
): readonly RotationCommand[] {
  const { destinations } = row;
  // A command would cut the program off, and it is not run twice.
  if (destinations.some(isRunning)) return [];
  const commands: RotationCommand[] = [];
  if (destinations.some(isConfirmable)) commands.push('confirm-destination');
  if (destinations.some(({ state }) => state === 'failed' || state === 'undone'))
    commands.push('retry');
  // With the old key dead, the file's former value opens nothing.
  const isOldGone = isOldDead || row.plan.strategy === 'immediate';
  if (isOldGone) return commands;
  // The provider's clock does not wait for the consumers.
  if (row.plan.strategy === 'overlap') commands.push('extend');
  return [...commands, ...undoOf(row), ...rollBackOf(row)];
}

function attentionCommands(
  row: Judged,
  state: Extract<RotationState, { step: 'needs-attention' }>,
): readonly RotationCommand[] {
  const { from, situation } = state;
  const isSecretOnly = changesInPlace(row);
  switch (from.step) {
    case 'minting':
      return ['retry', ...cancelOf(row)];
    case 'reconciling':
      switch (situation.kind) {
        case 'absent':
          return ['look-again', 'create-again', ...cancelOf(row)];
        case 'cannot-tell':
          // A secret that somebody made is in force: leaving it unnamed would hide it.
          return ['look-again', 'create-again', ...(isSecretOnly ? [] : cancelOf(row))];
        case 'unreadable':
          return [
            'look-again',
            ...(isSecretOnly ? [] : (['revoke-orphan'] as const)),
            'create-again',
          ];
        default:
          return ['retry'];
      }
    case 'verifying': {
      // A key that a person made carries no marker to look for.
      const canLook = situation.kind === 'strayed' && row.plan.strategy !== 'guided';
      const look: readonly RotationCommand[] = canLook ? ['look-again'] : [];
      // With both keys ended, rolling back is how it comes to an end.
      const back = situation.kind === 'new-key-ended' ? (['roll-back'] as const) : rollBackOf(row);
      return ['retry', ...look, ...(isSecretOnly ? (['create-again'] as const) : back)];
    }
    case 'keeping':
    case 'distributing':
      return ['retry', ...('isOldDead' in from && from.isOldDead ? [] : rollBackOf(row))];
    case 'retiring':
      // With the new key ended there is nothing left to retire the old one for.
      if (situation.kind !== 'new-key-ended') return ['retry'];
      return ['retry', isSecretOnly ? 'create-again' : 'roll-back'];
    case 'verifying-dead':
    case 'rolling-back':
      return ['retry'];
    default:
      return assertNever(from);
  }
}
