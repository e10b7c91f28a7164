import type { AppError } from '../errors/app-error.ts';
import type { DestinationId } from '../lib/ids.ts';
import type { Consent } from './rotation-event.ts';
import type {
  Destination,
  InterruptibleState,
  RotatedKey,
  Rotation,
  RotationState,
  Situation,
} from './rotation.ts';

/** The same rotation in another state. */
export const to = (row: Rotation, state: RotationState): Rotation => ({ ...row, state });

/** No look has been taken yet. */
export const firstLook = { count: 0, firstAt: null };

/** A create call under a new consent. Only the very first one keeps the marker of the plan. */
export function mint(row: Rotation, at: number, consent: Consent): Rotation {
  const isFirst = row.consent.count === 0;
  return {
    ...row,
    consent: {
      count: row.consent.count + 1,
      marker: consent.marker,
      newName: consent.newName,
    },
    formerMarkers: isFirst ? row.formerMarkers : [...row.formerMarkers, row.consent.marker],
    state: { step: 'minting', intentAt: at },
  };
}

/** Waits for a person; the step it came from is kept whole. */
export function attention(
  row: Rotation,
  from: InterruptibleState,
  error: AppError,
  situation: Situation = { kind: 'failed' },
): Rotation {
  return to(row, { step: 'needs-attention', from, situation, error });
}

/** The new key is proved: the secret may be handed out. */
export function distribute(row: Rotation, newKey: RotatedKey): Rotation {
  return to(
    { ...row, scopeCompared: 'equal', scopeDifferences: [] },
    isAllConfirmed(row.destinations)
      ? { step: 'overlapping', newKey }
      : { step: 'distributing', newKey },
  );
}

const isAllConfirmed = (destinations: readonly Destination[]): boolean =>
  destinations.every(({ state }) => state === 'confirmed');

/** One destination is done or has failed; the last one done ends the step. */
export function settleDestination(
  row: Rotation,
  destinationId: DestinationId,
  outcome: Pick<Destination, 'state' | 'confirmedAt' | 'error'>,
): Rotation | null {
  if (row.state.step !== 'distributing') return null;
  const { newKey } = row.state;
  const target = row.destinations.find(({ id }) => id === destinationId);
  if (target === undefined || target.state === 'confirmed') return null;
  const destinations = row.destinations.map((destination) =>
    destination.id === destinationId ? { ...destination, ...outcome } : destination,
  );
  return to(
    { ...row, destinations },
    isAllConfirmed(destinations) ? { step: 'overlapping', newKey } : row.state,
  );
}
