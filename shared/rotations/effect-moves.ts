import { assertNever } from '../lib/assert-never.ts';
import { MINUTE_MS, SECOND_MS } from '../lib/duration.ts';
import { distributingMoves } from './distribution-moves.ts';
import {
  overlappingMoves,
  retiringMoves,
  rollingBackMoves,
  verifyingDeadMoves,
} from './ending-moves.ts';
import { changesInPlace, type Rotation, type StateOf } from './rotation.ts';
import type { EffectEvent } from './rotation-event.ts';
import { attention, distribute, firstLook, keep, seenRenewed, to } from './row-change.ts';

/** A key counts as absent only after looks spread over this time. */
const ABSENT_AFTER_MS = 2 * MINUTE_MS;
/** Waits between looks: they add up to the spread, so that no jump of the clock can shorten it. */
const lookDelaysMs = [10 * SECOND_MS, 20 * SECOND_MS, 30 * SECOND_MS, MINUTE_MS] as const;
const failedLookDelayMs = 15 * SECOND_MS;

/** What an effect's finding does. Null where it does not belong to the step. */
export function effectMoves(row: Rotation, event: EffectEvent): Rotation | null {
  const { state } = row;
  switch (state.step) {
    case 'minting':
      return mintingMoves(row, state, event);
    case 'reconciling':
      return reconcilingMoves(row, state, event);
    case 'keeping':
      return keepingMoves(row, state, event);
    case 'verifying':
      return verifyingMoves(row, state, event);
    case 'distributing':
      return distributingMoves(row, state, event);
    case 'retiring':
      return retiringMoves(row, state, event);
    case 'verifying-dead':
      return verifyingDeadMoves(row, state, event);
    case 'rolling-back':
      return rollingBackMoves(row, state, event);
    case 'overlapping':
      return overlappingMoves(row, state, event);
    case 'planned':
    case 'needs-attention':
      return event.type === 'resumed' ? row : null;
    case 'completed':
    case 'rolled-back':
    case 'cancelled':
      return null;
    default:
      return assertNever(state);
  }
}

function mintingMoves(
  row: Rotation,
  state: StateOf<'minting'>,
  event: EffectEvent,
): Rotation | null {
  const reconciling = (providerKeyId: string | null): StateOf<'reconciling'> => ({
    step: 'reconciling',
    intentAt: state.intentAt,
    providerKeyId,
    absentLooks: firstLook,
    delayMs: 0,
  });
  const reconcile = (providerKeyId: string | null): Rotation => to(row, reconciling(providerKeyId));
  switch (event.type) {
    case 'minted':
      return keep(row, event);
    case 'minted-without-secret':
      return reconcile(event.providerKeyId);
    case 'nothing-created':
      return attention(row, state, event.error, { kind: 'nothing-created' });
    case 'resumed':
      // A person was asked, no call was made: they still are.
      return row.plan.strategy === 'guided' ? row : reconcile(null);
    // Whether the call went out is not known: look, never send again.
    case 'mint-answer-lost':
    case 'failed':
      return reconcile(null);
    // What was answered is in force and cannot be told from another secret.
    case 'cannot-tell':
      return changesInPlace(row)
        ? attention(seenRenewed(row), reconciling(null), event.error, {
            kind: 'cannot-tell',
          })
        : null;
    default:
      return null;
  }
}

function reconcilingMoves(
  row: Rotation,
  state: StateOf<'reconciling'>,
  event: EffectEvent,
): Rotation | null {
  switch (event.type) {
    case 'found':
      return keep(row, event);
    case 'found-unreadable':
      return attention(seenRenewed(row), state, event.error, {
        kind: 'unreadable',
        providerKeyId: event.providerKeyId,
        name: event.name,
        stub: event.stub,
      });
    case 'looked-absent':
      return lookedAbsent(row, state, event.at);
    case 'look-failed':
      return to(row, { ...state, delayMs: failedLookDelayMs });
    case 'id-strayed':
      return to(row, { ...state, providerKeyId: null, delayMs: 0 });
    case 'cannot-tell':
      return attention(seenRenewed(row), state, event.error, { kind: 'cannot-tell' });
    case 'failed':
      return attention(row, state, event.error);
    case 'resumed':
      return to(row, { ...state, delayMs: 0 });
    default:
      return null;
  }
}

function lookedAbsent(row: Rotation, state: StateOf<'reconciling'>, at: number): Rotation {
  const firstAt = state.absentLooks.firstAt ?? at;
  const looked = { ...state, absentLooks: { count: state.absentLooks.count + 1, firstAt } };
  const isEnough =
    looked.absentLooks.count > lookDelaysMs.length && at - firstAt >= ABSENT_AFTER_MS;
  if (isEnough)
    return attention(
      row,
      { ...looked, delayMs: 0 },
      { kind: 'not-found', what: 'created-key' },
      { kind: 'absent' },
    );
  const delayMs = lookDelaysMs[state.absentLooks.count] ?? lookDelaysMs[lookDelaysMs.length - 1];
  return to(row, { ...looked, delayMs: delayMs ?? MINUTE_MS });
}

function keepingMoves(
  row: Rotation,
  state: StateOf<'keeping'>,
  event: EffectEvent,
): Rotation | null {
  switch (event.type) {
    case 'kept':
      return to(row, {
        step: 'verifying',
        newKey: state.newKey,
        attestReason: null,
        isCheckAgreed: false,
      });
    case 'failed':
      return attention(row, state, event.error);
    case 'resumed':
      return row;
    default:
      return null;
  }
}

function verifyingMoves(
  row: Rotation,
  state: StateOf<'verifying'>,
  event: EffectEvent,
): Rotation | null {
  switch (event.type) {
    case 'proved-new':
      return distribute(
        { ...row, proofNew: { how: 'probe', at: event.at, status: event.status } },
        state.newKey,
      );
    case 'new-not-testable':
      return to(
        { ...row, scopeCompared: 'equal', scopeDifferences: [] },
        { ...state, attestReason: event.reason },
      );
    case 'scope-differs':
      return attention(
        { ...row, scopeCompared: 'differs', scopeDifferences: [...event.differences] },
        state,
        event.error,
      );
    case 'new-key-ended':
      return attention(row, state, event.error, { kind: 'new-key-ended' });
    case 'new-key-strayed':
      return attention(row, state, event.error, { kind: 'strayed' });
    case 'failed':
      return attention(row, state, event.error);
    case 'resumed':
      return row;
    default:
      return null;
  }
}
