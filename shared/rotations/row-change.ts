import type { AppError } from '../errors/app-error.ts';
import type { DestinationId } from '../lib/ids.ts';
import type { Destination } from './destination.ts';
import type { Consent, EffectEvent, HandOver } from './rotation-event.ts';
import { changesInPlace, cutsFirst } from './rotation.ts';
import type {
  InterruptibleState,
  RotatedKey,
  Rotation,
  RotationState,
  Situation,
  StateOf,
} from './rotation.ts';

/** The same rotation in another state. */
export const to = (row: Rotation, state: RotationState): Rotation => ({ ...row, state });

/** No look has been taken yet. */
export const firstLook = { count: 0, firstAt: null };

/** A create call under a new consent. Only the very first one keeps the marker of the plan. */
export function mint(row: Rotation, at: number, consent: Consent): Rotation {
  const isFirst = row.consent.count === 0;
  return {
    ...unproved(row),
    consent: {
      count: row.consent.count + 1,
      marker: consent.marker,
      newName: consent.newName,
      expiresAt: consent.expiresAt,
      listedStubs: [...consent.listedStubs],
    },
    formerMarkers: isFirst ? row.formerMarkers : [...row.formerMarkers, row.consent.marker],
    state: { step: 'minting', intentAt: at },
  };
}

/** An earlier consent may have decided when the old secret ends: a later one ends what came between. */
export function keep(
  row: Rotation,
  { newKey, oldEndsAt }: Extract<EffectEvent, { type: 'minted' | 'found' }>,
): Rotation {
  const expiresAt = oldEndsAt ?? row.consent.expiresAt;
  const consented = { ...row, consent: { ...row.consent, expiresAt } };
  return to(seenRenewed(consented), { step: 'keeping', newKey });
}

/** A new one was seen that the call made, or may have made. */
export const seenRenewed = (row: Rotation): Rotation =>
  changesInPlace(row) ? { ...row, mayHaveRenewed: true } : row;

/** Another key or secret is coming: what was proved of the former one, and handed out, counts no more. */
export const unproved = (row: Rotation): Rotation => ({
  ...row,
  scopeCompared: 'not-yet',
  scopeDifferences: [],
  proofNew: null,
  destinations: row.destinations.map(({ isAttested: _theirs, ...destination }) => ({
    ...destination,
    state: 'waiting',
    confirmedAt: null,
    error: null,
  })),
});

/** Waits for a person; the step it came from is kept whole. */
export function attention(
  row: Rotation,
  from: InterruptibleState,
  error: AppError,
  situation: Situation = { kind: 'failed' },
): Rotation {
  return to(row, { step: 'needs-attention', from, situation, error });
}

/** The new key is proved: the secret may be handed out, or the old key may be cut first. */
export function distribute(row: Rotation, newKey: RotatedKey): Rotation {
  const proved: Rotation = { ...row, scopeCompared: 'equal', scopeDifferences: [] };
  if (cutsFirst(row)) return proveDeathOrOverlap(proved, newKey);
  return isAllConfirmed(row.destinations)
    ? proveDeathOrOverlap(proved, newKey)
    : to(proved, { step: 'distributing', newKey, isOldDead: false });
}

/** Where the call that made the new secret ended the old one, there is nothing to wait for. */
function proveDeathOrOverlap(row: Rotation, newKey: RotatedKey): Rotation {
  return row.plan.strategy === 'immediate'
    ? proveDeath(row, newKey, row.updatedAt)
    : to(row, { step: 'overlapping', newKey, until: row.consent.expiresAt });
}

/** The old secret ends at another time; wherever the rotation goes from here, that is the time. */
export const untilMoved = (row: Rotation, state: StateOf<'overlapping'>, until: number): Rotation =>
  to({ ...row, consent: { ...row.consent, expiresAt: until } }, { ...state, until });

/** The old key has ended as far as can be read; now it has to be refused. */
export const proveDeath = (row: Rotation, newKey: RotatedKey, endedAt: number): Rotation =>
  to(row, {
    step: 'verifying-dead',
    newKey,
    endedAt,
    stillAliveCount: 0,
    attestReason: null,
    isCheckAgreed: false,
    isRefusedOnce: false,
    delayMs: 0,
  });

/**
 * The old key is dead; what is left is to hand the new secret to those that have waited for it. Nobody
 * gets the secret of a key that somebody has ended.
 */
export const complete = (row: Rotation, newKey: RotatedKey): Rotation =>
  to(
    row,
    isAllConfirmed(row.destinations) || isNewGone(row)
      ? { step: 'completed', newKey }
      : { step: 'distributing', newKey, isOldDead: true },
  );

const isNewGone = ({ proofDead }: Rotation): boolean =>
  proofDead?.how === 'attested' && proofDead.reason === 'new-key-ended';

const isAllConfirmed = (destinations: readonly Destination[]): boolean =>
  destinations.every(({ state }) => state === 'confirmed');

/** Some destinations are done or have failed; the last one done ends the step. */
export function settle(row: Rotation, at: number, outcomes: readonly HandOver[]): Rotation | null {
  if (row.state.step !== 'distributing') return null;
  const { newKey, isOldDead } = row.state;
  const settled = withOutcomes(row, outcomes, (error) =>
    error === null
      ? { state: 'confirmed', confirmedAt: at, error }
      : { state: 'failed', confirmedAt: null, error },
  );
  if (settled === null) return null;
  if (!isAllConfirmed(settled.destinations)) return settled;
  return isOldDead ? complete(settled, newKey) : proveDeathOrOverlap(settled, newKey);
}

type Progress = Pick<Destination, 'state' | 'confirmedAt' | 'error'>;

/** Null when an outcome names a destination that is not of this rotation. */
export function withOutcomes(
  row: Rotation,
  outcomes: readonly HandOver[],
  progressOf: (error: AppError | null) => Progress,
): Rotation | null {
  const errors = new Map(outcomes.map(({ destinationId, error }) => [destinationId, error]));
  if ([...errors.keys()].some((id) => !row.destinations.some((other) => other.id === id)))
    return null;
  return {
    ...row,
    destinations: row.destinations.map((destination) => {
      const error = errors.get(destination.id);
      return error === undefined ? destination : { ...destination, ...progressOf(error) };
    }),
  };
}

/** One destination in another state. */
export const withProgress = (
  row: Rotation,
  destinationId: DestinationId,
  progress: Progress,
): Rotation | null => withOutcomes(row, [{ destinationId, error: null }], () => progress);
