import type { DestinationId } from '../lib/ids.ts';
import { canUndo, isAutomatic, isReadBack, isRewritten } from './destination-rules.ts';
import type { Destination } from './destination.ts';
import type { Rotation, StateOf } from './rotation.ts';
import type { RotationEffect } from './rotation-event.ts';

type Handed = Pick<Rotation, 'destinations' | 'state'>;
type DestinationEffect = Extract<
  RotationEffect,
  { kind: 'hand-over' | 'run-command' | 'put-back' }
>;

/** What is put back goes first; then rewritten files together, and the rest one by one. */
export function handOverOf(row: Handed): DestinationEffect | null {
  const putBack = putBackOf(row);
  if (putBack !== null) return putBack;
  const running = row.destinations.find(isRunning);
  if (running !== undefined) return { kind: 'run-command', destinationId: running.id };
  const waiting = row.destinations.filter(
    (destination) => isAutomatic(destination) && destination.state === 'waiting',
  );
  const files = waiting.filter(isRewritten);
  const next = files.length > 0 ? files : waiting.slice(0, 1);
  return next.length === 0 ? null : { kind: 'hand-over', destinationIds: next.map(({ id }) => id) };
}

/** Rolling back puts back every file that Rekey rewrote; else only what a person named. */
export function putBackOf({ destinations, state: { step } }: Handed): DestinationEffect | null {
  const destinationIds = destinations
    .filter(
      (destination) =>
        destination.state === 'undoing' || (step === 'rolling-back' && canUndo(destination)),
    )
    .map(({ id }) => id);
  return destinationIds.length === 0 ? null : { kind: 'put-back', destinationIds };
}

/** Files may have changed since: a person ends the old key only after another look at them. */
export const mustReadBack = (
  { destinations }: Pick<Rotation, 'destinations'>,
  state: StateOf<'retiring'>,
): boolean => !state.isReadBack && destinations.some(isReadBack);

/** A program was announced and may be running. */
export const isRunning = ({ state }: Destination): boolean => state === 'running';

/** The destinations that the running effect is about: its findings name no others. */
export const destinationsOf = (effect: DestinationEffect | null): readonly DestinationId[] => {
  if (effect === null) return [];
  return effect.kind === 'run-command' ? [effect.destinationId] : effect.destinationIds;
};
