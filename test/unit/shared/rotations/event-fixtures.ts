import type { Consent, RotationEvent } from '../../../../shared/rotations/rotation-event.ts';
import {
  commandId,
  copyId,
  envId,
  error,
  fileId,
  newKey,
  START_AT,
  UNTIL,
} from './rotation-fixtures.ts';

const at = START_AT + 1_000;
const consentOf = (marker: string): Consent => ({
  ...{ marker, newName: `orders-prod${marker}` },
  ...{ expiresAt: null, listedStubs: [] },
});

/** One event of every type. */
export const events = [
  { type: 'start', at, expiresAt: null },
  { type: 'look-again', at },
  {
    type: 'create-again',
    at,
    ...consentOf('_rkaaaaaaaaaa'),
  },
  { type: 'revoke-orphan', at },
  {
    type: 'retry',
    at,
    ...consentOf('_rkbbbbbbbbbb'),
  },
  { type: 'enter-new', at, newKey },
  { type: 'check-new', at },
  { type: 'attest-new', at, note: 'I sent a message with it' },
  { type: 'confirm-destination', at, destinationId: copyId },
  { type: 'undo-destination', at, destinationId: envId },
  { type: 'extend', at, until: UNTIL + 3_600_000 },
  { type: 'retire', at },
  { type: 'attest-ended', at, statements: ['deactivated', 'logs-stopped'] },
  { type: 'check-dead', at },
  { type: 'attest-dead', at, note: 'the console shows it as disabled' },
  { type: 'roll-back', at },
  { type: 'attest-rolled-back', at },
  { type: 'cancel', at },
  { type: 'resumed', at },
  { type: 'minted', at, newKey },
  { type: 'minted-without-secret', at, providerKeyId: '50002' },
  { type: 'mint-answer-lost', at },
  { type: 'nothing-created', at, error },
  { type: 'found', at, newKey },
  {
    type: 'found-unreadable',
    at,
    providerKeyId: '50002',
    name: newKey.name,
    stub: null,
    error,
  },
  { type: 'looked-absent', at },
  { type: 'look-failed', at },
  { type: 'id-strayed', at },
  { type: 'cannot-tell', at, error },
  { type: 'kept', at },
  { type: 'proved-new', at, status: 200 },
  { type: 'new-not-testable', at, reason: 'access-manager-off' },
  { type: 'scope-differs', at, differences: ['history'], error },
  { type: 'command-announced', at, destinationId: commandId },
  { type: 'handed-over', at, outcomes: [{ destinationId: fileId, error: null }] },
  { type: 'handed-over-lost', at, outcomes: [{ destinationId: fileId, error }] },
  { type: 'put-back', at, outcomes: [{ destinationId: envId, error: null }] },
  { type: 'overlap-moved', at, until: UNTIL + 60_000 },
  { type: 'ended-by-provider', at },
  { type: 'still-handed-over', at },
  { type: 'old-ended', at },
  { type: 'old-refused', at, status: 400 },
  { type: 'old-still-alive', at, propagationDelayMs: 120_000, error },
  { type: 'dead-not-testable', at, reason: 'access-manager-off' },
  { type: 'rolled-back', at, isOldEnded: false },
  { type: 'old-key-lost', at, error },
  { type: 'new-key-ended', at, error },
  { type: 'new-key-strayed', at, error },
  { type: 'failed', at, error },
] as const satisfies readonly RotationEvent[];

export function eventOf<T extends RotationEvent['type']>(
  type: T,
): Extract<RotationEvent, { type: T }> {
  const found = events.find((event) => event.type === type);
  if (found === undefined) throw new Error(`No sample of ${type}`);
  return found as unknown as Extract<RotationEvent, { type: T }>;
}
