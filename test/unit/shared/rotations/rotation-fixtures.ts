import type { AppError } from '../../../../shared/errors/app-error.ts';
import {
  connectionIdSchema,
  containerIdSchema,
  destinationIdSchema,
  keyIdSchema,
  partIdSchema,
  rotationIdSchema,
} from '../../../../shared/lib/ids.ts';
import {
  plannedRotation,
  type Destination,
  type InterruptibleState,
  type RotatedKey,
  type Rotation,
  type RotationState,
  type Situation,
} from '../../../../shared/rotations/rotation.ts';
import type { RotationEvent } from '../../../../shared/rotations/rotation-event.ts';
import type { RotationPlan } from '../../../../shared/rotations/rotation-view.ts';

export const START_AT = Date.UTC(2026, 10, 21, 9);

const id = (suffix: string): string => suffix.padStart(26, '0');
export const copyId = destinationIdSchema.parse(id('C0PY'));
export const fileId = destinationIdSchema.parse(id('F1'));
export const handId = destinationIdSchema.parse(id('HAND'));

export const error: AppError = { kind: 'network-offline' };

const scope = {
  kind: 'keyset',
  generation: 'v1',
  properties: { uls: true, history: true },
  unmanaged: ['apns'],
} as const;

const rotatedKey = (suffix: string, name: string): RotatedKey => ({
  keyId: keyIdSchema.parse(id(`K${suffix}`)),
  providerKeyId: `5000${suffix}`,
  name,
  stub: 'sec-c-AbCdE',
  secretPartId: partIdSchema.parse(id(`P${suffix}`)),
  identifiers: [
    { role: 'publish', value: `pub-c-${suffix}` },
    { role: 'subscribe', value: `sub-c-${suffix}` },
  ],
});

export const newKey = rotatedKey('2', 'orders-prod_rk0123456789');

const plan: RotationPlan = {
  keyId: keyIdSchema.parse(id('K1')),
  connectionId: connectionIdSchema.parse(id('C1')),
  strategy: 'replace',
  keyName: 'orders-prod',
  containerName: 'Orders',
  environment: 'production',
  newName: 'orders-prod_rk0123456789',
  marker: '_rk0123456789',
  calls: [],
  notCarriedOver: [],
  unmanaged: [],
  verification: 'probe',
  findings: [],
  hash: 'a'.repeat(64),
  madeAt: START_AT,
};

const destination = { state: 'waiting', confirmedAt: null, error: null } as const;
export const threeDestinations: Destination[] = [
  { kind: 'copy', id: copyId, label: '', ...destination },
  { kind: 'file', id: fileId, label: 'secret.txt', path: '/home/mia/secret.txt', ...destination },
  { kind: 'by-hand', id: handId, label: 'the vault of the ops team', ...destination },
];

export const planned = (destinations: Destination[] = threeDestinations): Rotation =>
  plannedRotation({
    id: rotationIdSchema.parse(id('R1')),
    connectionId: plan.connectionId,
    providerId: 'pubnub-v1',
    accountName: 'mia@example.test',
    containerId: containerIdSchema.parse(id('A1')),
    providerContainerId: '9001',
    oldKey: {
      ...rotatedKey('1', 'orders-prod'),
      environment: 'production',
      scope: { ...scope, unmanaged: [] },
    },
    plan,
    destinations,
    at: START_AT,
  });

/** A rotation in the given state, as it could have got there. */
export function rotationIn(state: RotationState, changes: Partial<Rotation> = {}): Rotation {
  const row = planned();
  return {
    ...row,
    consent: { ...row.consent, count: 1 },
    timeline: [...row.timeline, { at: START_AT, step: 'minting' }],
    state,
    ...changes,
  };
}

export const states = {
  planned: { step: 'planned' },
  minting: { step: 'minting', intentAt: START_AT },
  reconciling: {
    step: 'reconciling',
    intentAt: START_AT,
    providerKeyId: null,
    absentLooks: { count: 0, firstAt: null },
    delayMs: 0,
  },
  keeping: { step: 'keeping', newKey },
  verifying: { step: 'verifying', newKey, attestReason: null },
  'verifying, not testable': { step: 'verifying', newKey, attestReason: 'access-manager-off' },
  distributing: { step: 'distributing', newKey },
  overlapping: { step: 'overlapping', newKey },
  retiring: { step: 'retiring', newKey, confirmedAt: START_AT },
  'verifying-dead': {
    step: 'verifying-dead',
    newKey,
    endedAt: START_AT,
    stillAliveCount: 0,
    attestReason: null,
    delayMs: 0,
  },
  'verifying-dead, not testable': {
    step: 'verifying-dead',
    newKey,
    endedAt: START_AT,
    stillAliveCount: 0,
    attestReason: 'access-manager-off',
    delayMs: 0,
  },
  'rolling-back': { step: 'rolling-back', target: { kind: 'new-key', newKey } },
  completed: { step: 'completed', newKey },
  'rolled-back': { step: 'rolled-back', target: { kind: 'new-key', newKey } },
  cancelled: { step: 'cancelled' },
} as const satisfies Record<string, RotationState>;

export const attention = (
  from: InterruptibleState,
  situation: Situation = { kind: 'failed' },
): RotationState => ({ step: 'needs-attention', from, situation, error });

/** One event of every type. */
export const events = [
  { type: 'start', at: START_AT + 1_000 },
  { type: 'look-again', at: START_AT + 1_000 },
  {
    type: 'create-again',
    at: START_AT + 1_000,
    marker: '_rkaaaaaaaaaa',
    newName: 'orders-prod_rkaaaaaaaaaa',
  },
  { type: 'revoke-orphan', at: START_AT + 1_000 },
  {
    type: 'retry',
    at: START_AT + 1_000,
    marker: '_rkbbbbbbbbbb',
    newName: 'orders-prod_rkbbbbbbbbbb',
  },
  { type: 'attest-new', at: START_AT + 1_000, note: 'I sent a message with it' },
  { type: 'confirm-destination', at: START_AT + 1_000, destinationId: copyId },
  { type: 'retire', at: START_AT + 1_000 },
  { type: 'attest-dead', at: START_AT + 1_000, note: 'the console shows it as disabled' },
  { type: 'roll-back', at: START_AT + 1_000 },
  { type: 'cancel', at: START_AT + 1_000 },
  { type: 'resumed', at: START_AT + 1_000 },
  { type: 'minted', at: START_AT + 1_000, newKey },
  { type: 'minted-without-secret', at: START_AT + 1_000, providerKeyId: '50002' },
  { type: 'mint-answer-lost', at: START_AT + 1_000 },
  { type: 'nothing-created', at: START_AT + 1_000, error },
  { type: 'found', at: START_AT + 1_000, newKey },
  {
    type: 'found-unreadable',
    at: START_AT + 1_000,
    providerKeyId: '50002',
    name: newKey.name,
    error,
  },
  { type: 'looked-absent', at: START_AT + 1_000 },
  { type: 'look-failed', at: START_AT + 1_000 },
  { type: 'id-strayed', at: START_AT + 1_000 },
  { type: 'cannot-tell', at: START_AT + 1_000, error },
  { type: 'kept', at: START_AT + 1_000 },
  { type: 'proved-new', at: START_AT + 1_000, status: 200 },
  { type: 'new-not-testable', at: START_AT + 1_000, reason: 'access-manager-off' },
  { type: 'scope-differs', at: START_AT + 1_000, differences: ['history'], error },
  { type: 'destination-written', at: START_AT + 1_000, destinationId: fileId },
  { type: 'destination-failed', at: START_AT + 1_000, destinationId: fileId, error },
  { type: 'old-ended', at: START_AT + 1_000 },
  { type: 'old-refused', at: START_AT + 1_000, status: 400 },
  { type: 'old-still-alive', at: START_AT + 1_000, propagationDelayMs: 120_000, error },
  { type: 'dead-not-testable', at: START_AT + 1_000, reason: 'access-manager-off' },
  { type: 'rolled-back', at: START_AT + 1_000 },
  { type: 'old-key-lost', at: START_AT + 1_000, error },
  { type: 'new-key-ended', at: START_AT + 1_000, error },
  { type: 'new-key-strayed', at: START_AT + 1_000, error },
  { type: 'failed', at: START_AT + 1_000, error },
] as const satisfies readonly RotationEvent[];

export function eventOf<T extends RotationEvent['type']>(
  type: T,
): Extract<RotationEvent, { type: T }> {
  const found = events.find((event) => event.type === type);
  if (found === undefined) throw new Error(`No sample of ${type}`);
  return found as unknown as Extract<RotationEvent, { type: T }>;
}
