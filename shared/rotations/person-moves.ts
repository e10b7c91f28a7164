import { assertNever } from '../lib/assert-never.ts';
import { isConfirmable } from './allowed-commands.ts';
import type { InterruptibleState, Rotation } from './rotation.ts';
import type { Consent, PersonEvent } from './rotation-event.ts';
import { distribute, firstLook, mint, settleDestination, to } from './row-change.ts';

/** What a person's command does; `commandsOf` has already allowed it. */
export function personMoves(row: Rotation, event: PersonEvent): Rotation | null {
  const { state } = row;
  switch (event.type) {
    case 'start':
      return mint(row, event.at, row.consent);
    case 'cancel':
      return to(row, { step: 'cancelled' });
    case 'look-again':
      return lookAgain(row);
    case 'create-again':
      return mint(row, event.at, event);
    case 'revoke-orphan':
      return revokeOrphan(row);
    case 'retry':
      return retry(row, event);
    case 'attest-new':
      if (state.step !== 'verifying' || state.attestReason === null) return null;
      return distribute(
        {
          ...row,
          proofNew: { how: 'attested', at: event.at, reason: state.attestReason, note: event.note },
        },
        state.newKey,
      );
    case 'confirm-destination':
      if (!row.destinations.filter(isConfirmable).some(({ id }) => id === event.destinationId))
        return null;
      return settleDestination(row, event.destinationId, {
        state: 'confirmed',
        confirmedAt: event.at,
        error: null,
      });
    case 'retire':
      return state.step === 'overlapping'
        ? to(row, { step: 'retiring', newKey: state.newKey, confirmedAt: event.at })
        : null;
    case 'attest-dead':
      if (state.step !== 'verifying-dead' || state.attestReason === null) return null;
      return to(
        {
          ...row,
          proofDead: {
            how: 'attested',
            at: event.at,
            reason: state.attestReason,
            note: event.note,
          },
        },
        { step: 'completed', newKey: state.newKey },
      );
    case 'roll-back':
      return rollBack(row);
    default:
      return assertNever(event);
  }
}

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
    return to(row, {
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
          destination.state === 'failed'
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
