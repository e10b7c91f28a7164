import type { AppError } from '../errors/app-error.ts';
import type { Destination } from './destination.ts';
import { destinationsOf, handOverOf, isRunning, putBackOf } from './destination-effects.ts';
import type { RotatedKey, Rotation, StateOf } from './rotation.ts';
import type { EffectEvent, HandOver } from './rotation-event.ts';
import { attention, settle, to, withOutcomes, withProgress } from './row-change.ts';

type Progress = Pick<Destination, 'state' | 'confirmedAt' | 'error'>;

/** What became of handing over. A finding counts only for what its effect was run for. */
export function distributingMoves(
  row: Rotation,
  state: StateOf<'distributing'>,
  event: EffectEvent,
): Rotation | null {
  const effect = handOverOf(row);
  switch (event.type) {
    case 'handed-over':
      return effect?.kind !== 'put-back' && isAbout(effect, event.outcomes)
        ? settle(row, event.at, event.outcomes)
        : null;
    case 'command-announced':
      return effect?.kind === 'hand-over' && isCommand(row, event, effect.destinationIds)
        ? withProgress(row, event.destinationId, {
            state: 'running',
            confirmedAt: null,
            error: null,
          })
        : null;
    case 'put-back':
      return putBack(row, event.outcomes);
    case 'failed':
      return attention(withoutRunning(row), state, event.error);
    case 'resumed':
      return withoutRunning(row);
    default:
      return null;
  }
}

const isAbout = (effect: ReturnType<typeof handOverOf>, outcomes: readonly HandOver[]): boolean => {
  const ids = destinationsOf(effect);
  return outcomes.every(({ destinationId }) => ids.includes(destinationId));
};

const isCommand = (
  { destinations }: Rotation,
  { destinationId }: Pick<HandOver, 'destinationId'>,
  ids: ReturnType<typeof destinationsOf>,
): boolean =>
  ids.includes(destinationId) &&
  destinations.some(({ id, kind }) => id === destinationId && kind === 'command');

/** A program that was cut off may or may not have done its work: a person looks, nothing runs again. */
function withoutRunning(row: Rotation): Rotation {
  const error: AppError = { kind: 'outcome-unknown', rotationId: row.id };
  const cutOff = row.destinations.filter(isRunning);
  if (cutOff.length === 0) return row;
  return {
    ...row,
    destinations: row.destinations.map((destination) =>
      isRunning(destination) ? { ...destination, state: 'failed', error } : destination,
    ),
  };
}

/** What could not be put back is said; it holds the new secret still, or what somebody else wrote. */
export function putBack(row: Rotation, outcomes: readonly HandOver[]): Rotation | null {
  if (!isAbout(putBackOf(row), outcomes)) return null;
  return withOutcomes(row, outcomes, (error): Progress => ({
    state: error === null ? 'undone' : 'failed',
    confirmedAt: null,
    error,
  }));
}

/** Some consumers no longer hold the new secret; nothing was ended yet. */
export function handOutAgain(
  row: Rotation,
  newKey: RotatedKey,
  outcomes: readonly HandOver[],
): Rotation | null {
  const isHeld = ({ destinationId }: HandOver): boolean =>
    row.destinations.some(({ id, state }) => id === destinationId && state === 'confirmed');
  if (outcomes.length === 0 || !outcomes.every(isHeld)) return null;
  const lost = withOutcomes(row, outcomes, (error): Progress => ({
    state: 'failed',
    confirmedAt: null,
    error,
  }));
  return lost === null ? null : to(lost, { step: 'distributing', newKey, isOldDead: false });
}
