import { assertNever } from '../lib/assert-never.ts';
import type { DestinationId } from '../lib/ids.ts';
import { canUndo, isAutomatic, isConfirmable } from './destination-rules.ts';
import { changesInPlace, type InterruptibleState, type Rotation } from './rotation.ts';
import type { Consent, PersonEvent } from './rotation-event.ts';
import type { AttestReason, Proof } from './rotation-view.ts';
import {
  complete,
  distribute,
  firstLook,
  mint,
  proveDeath,
  settle,
  to,
  unproved,
  untilMoved,
  withOutcomes,
} from './row-change.ts';

/** What a person's command does; `allowedCommands` has already allowed it. */
export function personMoves(row: Rotation, event: PersonEvent): Rotation | null {
  const { state } = row;
  switch (event.type) {
    case 'start':
      return mint(row, event.at, { ...row.consent, expiresAt: event.expiresAt });
    case 'cancel':
      return to(row, { step: 'cancelled' });
    case 'enter-new':
      return to(row, { step: 'keeping', newKey: event.newKey });
    case 'look-again':
      return lookAgain(row);
    case 'create-again':
      return mint(withLostSecret(row), event.at, event);
    case 'revoke-orphan':
      return revokeOrphan(row);
    case 'retry':
      return retry(row, event);
    case 'confirm-destination':
      if (!row.destinations.filter(isConfirmable).some(({ id }) => id === event.destinationId))
        return null;
      return settle(withAttested(row, event.destinationId), event.at, [
        { destinationId: event.destinationId, error: null },
      ]);
    case 'undo-destination':
      return undo(row, event.destinationId);
    case 'extend':
      return extend(row, event.until);
    case 'retire':
      return state.step === 'overlapping'
        ? to(row, {
            ...{ step: 'retiring', newKey: state.newKey, confirmedAt: event.at },
            isReadBack: false,
          })
        : null;
    case 'roll-back':
      return rollBack(row);
    case 'check-new':
    case 'attest-new':
    case 'attest-ended':
    case 'check-dead':
    case 'attest-dead':
    case 'attest-rolled-back':
      return vouched(row, event);
    default:
      return assertNever(event);
  }
}

type Vouching = Extract<PersonEvent, { type: `attest-${string}` | `check-${string}` }>;

/** What a person says, or agrees to, where no check is run by itself. */
function vouched(row: Rotation, event: Vouching): Rotation | null {
  const { state } = row;
  switch (state.step) {
    case 'verifying':
      if (event.type === 'check-new')
        return to(row, { ...state, attestReason: null, isCheckAgreed: true });
      return event.type === 'attest-new' && state.attestReason !== null
        ? distribute({ ...row, proofNew: attested(event, state.attestReason) }, state.newKey)
        : null;
    case 'retiring':
      return event.type === 'attest-ended'
        ? proveDeath({ ...row, endStatements: [...event.statements] }, state.newKey, event.at)
        : null;
    case 'verifying-dead':
      if (event.type === 'check-dead')
        return to(row, { ...state, attestReason: null, isCheckAgreed: true });
      return event.type === 'attest-dead' && state.attestReason !== null
        ? complete({ ...row, proofDead: attested(event, state.attestReason) }, state.newKey)
        : null;
    case 'rolling-back':
      return to(row, { step: 'rolled-back', target: state.target, isOldEnded: false });
    default:
      return null;
  }
}

function extend(row: Rotation, until: number): Rotation | null {
  const { state } = row;
  if (state.step === 'overlapping') return untilMoved(row, state, until);
  return state.step === 'distributing'
    ? { ...row, consent: { ...row.consent, expiresAt: until } }
    : null;
}

const attested = (
  { at, note }: { readonly at: number; readonly note: string },
  reason: AttestReason,
): Proof => ({ how: 'attested', at, reason, note });

/**
 * Both keys work, or both secrets: the file may hold the former one again. It is put back as a whole,
 * with every value that it holds.
 */
function undo(row: Rotation, destinationId: DestinationId): Rotation | null {
  const { state } = row;
  const target = row.destinations.find(({ id }) => id === destinationId);
  if (target === undefined || !canUndo(target)) return null;
  const together = row.destinations.filter(
    (other) => canUndo(other) && 'path' in other && 'path' in target && other.path === target.path,
  );
  const undoing = withOutcomes(
    row,
    together.map(({ id }) => ({ destinationId: id, error: null })),
    () => ({ state: 'undoing', confirmedAt: null, error: null }),
  );
  if (undoing === null || state.step === 'distributing') return undoing;
  return state.step === 'overlapping'
    ? to(undoing, { step: 'distributing', newKey: state.newKey, isOldDead: false })
    : null;
}

/** In place, what is left behind by a new consent is a secret that goes on for a while: it is ended later. */
function withLostSecret(row: Rotation): Rotation {
  const { state } = row;
  if (!changesInPlace(row) || state.step !== 'needs-attention') return row;
  const { from, situation } = state;
  const stub =
    'newKey' in from ? from.newKey.stub : situation.kind === 'unreadable' ? situation.stub : null;
  return stub === null ? row : { ...row, lostStubs: [...row.lostStubs, stub] };
}

const withAttested = (row: Rotation, destinationId: DestinationId): Rotation => ({
  ...row,
  destinations: row.destinations.map((destination) =>
    destination.id === destinationId && isAutomatic(destination)
      ? { ...destination, isAttested: true }
      : destination,
  ),
});

function revokeOrphan(row: Rotation): Rotation | null {
  const { state } = row;
  if (state.step !== 'needs-attention' || state.situation.kind !== 'unreadable') return null;
  const { providerKeyId, name } = state.situation;
  return to(row, { step: 'rolling-back', target: { kind: 'orphan', providerKeyId, name } });
}

function rollBack(row: Rotation): Rotation | null {
  const { state } = row;
  const current = state.step === 'needs-attention' ? state.from : state;
  return 'newKey' in current
    ? to(row, { step: 'rolling-back', target: { kind: 'new-key', newKey: current.newKey } })
    : null;
}

function lookAgain(row: Rotation): Rotation | null {
  const { state } = row;
  if (state.step === 'reconciling') return to(row, { ...state, delayMs: 0 });
  if (state.step !== 'needs-attention') return null;
  const { from } = state;
  if (from.step === 'reconciling') return to(row, { ...from, absentLooks: firstLook, delayMs: 0 });
  // The answered id was wrong: the marker is the only thing left to go by.
  if (from.step === 'verifying' && state.situation.kind === 'strayed')
    return to(unproved(row), {
      step: 'reconciling',
      intentAt: lastMintingAt(row),
      providerKeyId: null,
      absentLooks: firstLook,
      delayMs: 0,
    });
  return null;
}

const lastMintingAt = (row: Rotation): number =>
  row.timeline.findLast(({ step }) => step === 'minting')?.at ?? row.startedAt;

function retry(row: Rotation, event: { readonly at: number } & Consent): Rotation | null {
  const { state } = row;
  switch (state.step) {
    case 'verifying':
    case 'verifying-dead':
      return to(row, { ...state, attestReason: null });
    case 'distributing':
      return {
        ...row,
        destinations: row.destinations.map((destination) =>
          destination.state === 'failed' || destination.state === 'undone'
            ? { ...destination, state: 'waiting' as const, error: null }
            : destination,
        ),
      };
    case 'needs-attention':
      return state.from.step === 'minting'
        ? mint(row, event.at, event)
        : to(row, restarted(state.from));
    default:
      return null;
  }
}

function restarted(state: InterruptibleState): InterruptibleState {
  return 'delayMs' in state ? { ...state, delayMs: 0 } : state;
}
