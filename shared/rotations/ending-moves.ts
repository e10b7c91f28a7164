import { SECOND_MS } from '../lib/duration.ts';
import { putBackOf } from './destination-effects.ts';
import { handOutAgain, putBack } from './distribution-moves.ts';
import type { Rotation, StateOf } from './rotation.ts';
import type { EffectEvent } from './rotation-event.ts';
import { attention, complete, proveDeath, to, untilMoved } from './row-change.ts';

const stillAliveDelayMs = 2 * SECOND_MS;
/** News of an end spread from server to server: one that refuses early says nothing of the others. */
const refusedOnceDelayMs = 3 * SECOND_MS;

/** What findings about the end of a key do, from the overlap on. */
export function overlappingMoves(
  row: Rotation,
  state: StateOf<'overlapping'>,
  event: EffectEvent,
): Rotation | null {
  switch (event.type) {
    case 'overlap-moved':
      return untilMoved(row, state, event.until);
    case 'ended-by-provider':
      return proveDeath(row, state.newKey, event.at);
    case 'resumed':
      return row;
    default:
      return null;
  }
}

export function retiringMoves(
  row: Rotation,
  state: StateOf<'retiring'>,
  event: EffectEvent,
): Rotation | null {
  const isByPerson = row.plan.strategy === 'guided';
  switch (event.type) {
    case 'old-ended':
      return isByPerson ? null : proveDeath(row, state.newKey, event.at);
    case 'still-handed-over':
      return isByPerson ? to(row, { ...state, isReadBack: true }) : null;
    // The consumers come first: what lost the new secret gets it again before anything is ended.
    case 'handed-over-lost':
      return handOutAgain(row, state.newKey, event.outcomes);
    case 'new-key-ended':
      return isByPerson ? null : attention(row, state, event.error, { kind: 'new-key-ended' });
    case 'failed':
      return attention(row, state, event.error);
    case 'resumed':
      return row;
    default:
      return null;
  }
}

export function verifyingDeadMoves(
  row: Rotation,
  state: StateOf<'verifying-dead'>,
  event: EffectEvent,
): Rotation | null {
  // Two refusals in a row count, and nothing in between.
  const afresh = { ...state, isRefusedOnce: false, delayMs: 0 };
  switch (event.type) {
    case 'old-refused':
      // A check that counts as traffic was agreed to once.
      return state.isRefusedOnce || state.isCheckAgreed
        ? complete(
            { ...row, proofDead: { how: 'probe', at: event.at, status: event.status } },
            state.newKey,
          )
        : to(row, { ...state, isRefusedOnce: true, delayMs: refusedOnceDelayMs });
    case 'old-still-alive': {
      const counted = { ...afresh, stillAliveCount: state.stillAliveCount + 1 };
      return event.at - state.endedAt >= event.propagationDelayMs
        ? attention(row, counted, event.error)
        : to(row, { ...counted, delayMs: stillAliveDelayMs });
    }
    case 'dead-not-testable':
      return to(row, { ...afresh, attestReason: event.reason });
    case 'failed':
      return attention(row, afresh, event.error);
    case 'resumed':
      return to(row, afresh);
    default:
      return null;
  }
}

export function rollingBackMoves(
  row: Rotation,
  state: StateOf<'rolling-back'>,
  event: EffectEvent,
): Rotation | null {
  // Files first: no file may be left with the secret of a key that was ended.
  const isPutBack = putBackOf(row) === null;
  switch (event.type) {
    case 'put-back':
      return putBack(row, event.outcomes);
    case 'rolled-back':
      return isPutBack
        ? to(row, {
            ...{ step: 'rolled-back', target: state.target },
            // For an orphan nobody looks at the old key again.
            isOldEnded: event.isOldEnded || (row.isOldLost && state.target.kind === 'orphan'),
          })
        : null;
    // Ending the new key now would leave nothing that works: the way on is forward.
    case 'old-key-lost':
      return isPutBack && state.target.kind === 'new-key'
        ? attention(
            { ...row, isOldLost: true },
            {
              step: 'verifying',
              newKey: state.target.newKey,
              attestReason: null,
              isCheckAgreed: false,
            },
            event.error,
          )
        : null;
    case 'failed':
      return attention(row, state, event.error);
    case 'resumed':
      return row;
    default:
      return null;
  }
}
