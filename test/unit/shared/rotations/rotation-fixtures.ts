import type { AppError } from '../../../../shared/errors/app-error.ts';
import {
  connectionIdSchema,
  containerIdSchema,
  destinationIdSchema,
  keyIdSchema,
  partIdSchema,
  rotationIdSchema,
} from '../../../../shared/lib/ids.ts';
import type { Destination } from '../../../../shared/rotations/destination.ts';
import { plannedRotation } from '../../../../shared/rotations/planned-rotation.ts';
import type {
  InterruptibleState,
  RotatedKey,
  Rotation,
  RotationState,
  Situation,
} from '../../../../shared/rotations/rotation.ts';
import { isInPlace } from '../../../../shared/rotations/rotation-strategy.ts';
import type { RotationPlan } from '../../../../shared/rotations/rotation-view.ts';

export const START_AT = Date.UTC(2026, 10, 21, 9);

const id = (suffix: string): string => suffix.padStart(26, '0');
export const copyId = destinationIdSchema.parse(id('C0PY'));
export const fileId = destinationIdSchema.parse(id('F1'));
export const handId = destinationIdSchema.parse(id('HAND'));
export const envId = destinationIdSchema.parse(id('ENV'));
export const jsonId = destinationIdSchema.parse(id('JS0N'));
export const commandId = destinationIdSchema.parse(id('C0MMAND'));
export const vaultId = destinationIdSchema.parse(id('VAVT'));

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
/** Another new key in each call: what belongs to one is told from what belongs to the next. */
export const newKeyAt = (index: number): RotatedKey =>
  rotatedKey(String(1_000 + index), `orders-prod_rk${String(index).padStart(10, '0')}`);

const plan: RotationPlan = {
  keyId: keyIdSchema.parse(id('K1')),
  connectionId: connectionIdSchema.parse(id('C1')),
  strategy: 'replace',
  strategies: ['replace'],
  trigger: 'planned',
  overlapMs: null,
  listedStubs: [],
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

/** One of every kind. */
export const allDestinations: Destination[] = [
  ...threeDestinations,
  {
    kind: 'command',
    id: commandId,
    label: 'deploy',
    path: '/usr/bin/deploy',
    arguments: [],
    hand: { kind: 'stdin' },
    ...destination,
  },
  {
    kind: 'env-file',
    id: envId,
    label: '.env',
    path: '/home/mia/.env',
    name: 'KEY',
    ...destination,
  },
  {
    kind: 'json-file',
    id: jsonId,
    label: 'config.json',
    path: '/home/mia/config.json',
    jsonPath: ['pubnub', 'secretKey'],
    ...destination,
  },
  {
    kind: 'vault',
    id: vaultId,
    label: 'vault',
    keyId: plan.keyId,
    name: 'KEY',
    intent: 'replace',
    ...destination,
  },
];

/** Every destination in a state of its own; the others wait. */
export const destinationsAt = (
  standing: Partial<Record<string, Destination['state']>>,
): Destination[] =>
  allDestinations.map((one) => ({ ...one, state: standing[one.id] ?? one.state }));

export const confirmed = (destinations: readonly Destination[]): Destination[] =>
  destinations.map((one) => ({ ...one, state: 'confirmed', confirmedAt: START_AT }));

export type Way = Pick<RotationPlan, 'strategy' | 'trigger'>;
const replacing: Way = { strategy: 'replace', trigger: 'planned' };
/** Every strategy, planned and in leak mode. */
export const ways: readonly Way[] = (
  ['replace', 'overlap', 'immediate', 'guided'] as const
).flatMap((strategy) => [
  { strategy, trigger: 'planned' },
  { strategy, trigger: 'exposed' },
]);

/** When the provider ends the old secret of an overlap. */
export const UNTIL = START_AT + 3_600_000;
export const endOf = ({ strategy }: Way): number | null => (strategy === 'overlap' ? UNTIL : null);

export const planned = (
  destinations: Destination[] = threeDestinations,
  way: Way = replacing,
): Rotation =>
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
    plan: {
      ...plan,
      ...way,
      strategies: [way.strategy],
      overlapMs: endOf(way) === null ? null : UNTIL - START_AT,
      listedStubs: isInPlace(way.strategy) ? ['sec-c-AbCdE'] : [],
    },
    destinations,
    at: START_AT,
  });

/** A rotation in the given state, as it could have got there. */
export function rotationIn(
  state: RotationState,
  changes: Partial<Rotation> = {},
  way: Way = replacing,
): Rotation {
  const row = planned(threeDestinations, way);
  return {
    ...row,
    consent: { ...row.consent, count: 1, expiresAt: endOf(way) },
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
  verifying: { step: 'verifying', newKey, attestReason: null, isCheckAgreed: false },
  'verifying, not testable': {
    step: 'verifying',
    newKey,
    attestReason: 'access-manager-off',
    isCheckAgreed: false,
  },
  'verifying, counts as traffic': {
    step: 'verifying',
    newKey,
    attestReason: 'counts-as-traffic',
    isCheckAgreed: false,
  },
  distributing: { step: 'distributing', newKey, isOldDead: false },
  'distributing, old key dead': { step: 'distributing', newKey, isOldDead: true },
  overlapping: { step: 'overlapping', newKey, until: null },
  'overlapping, by the clock': { step: 'overlapping', newKey, until: UNTIL },
  retiring: { step: 'retiring', newKey, confirmedAt: START_AT, isReadBack: false },
  'verifying-dead': {
    step: 'verifying-dead',
    newKey,
    endedAt: START_AT,
    stillAliveCount: 0,
    attestReason: null,
    isCheckAgreed: false,
    isRefusedOnce: false,
    delayMs: 0,
  },
  'verifying-dead, refused once': {
    step: 'verifying-dead',
    newKey,
    endedAt: START_AT,
    stillAliveCount: 0,
    attestReason: null,
    isCheckAgreed: false,
    isRefusedOnce: true,
    delayMs: 3_000,
  },
  'verifying-dead, not testable': {
    step: 'verifying-dead',
    newKey,
    endedAt: START_AT,
    stillAliveCount: 0,
    attestReason: 'access-manager-off',
    isCheckAgreed: false,
    isRefusedOnce: false,
    delayMs: 0,
  },
  'verifying-dead, counts as traffic': {
    step: 'verifying-dead',
    newKey,
    endedAt: START_AT,
    stillAliveCount: 0,
    attestReason: 'counts-as-traffic',
    isCheckAgreed: false,
    isRefusedOnce: false,
    delayMs: 0,
  },
  'rolling-back': { step: 'rolling-back', target: { kind: 'new-key', newKey } },
  completed: { step: 'completed', newKey },
  'rolled-back': {
    step: 'rolled-back',
    target: { kind: 'new-key', newKey },
    isOldEnded: false,
  },
  cancelled: { step: 'cancelled' },
} as const satisfies Record<string, RotationState>;

export const attention = (
  from: InterruptibleState,
  situation: Situation = { kind: 'failed' },
): RotationState => ({ step: 'needs-attention', from, situation, error });
