import { z } from 'zod';
import { appErrorSchema } from '../errors/app-error.ts';
import { environmentSchema, partRoleSchema } from '../keys/key.ts';
import {
  connectionIdSchema,
  containerIdSchema,
  instantSchema,
  keyIdSchema,
  partIdSchema,
  rotationIdSchema,
} from '../lib/ids.ts';
import { keyScopeSchema } from '../scopes/key-scope.ts';
import { destinationSchema } from './destination.ts';
import { isInPlace } from './rotation-strategy.ts';
import {
  attestReasonSchema,
  endStatementSchema,
  isOpenStep,
  preflightFindingSchema,
  proofSchema,
  rotationPlanSchema,
  timelineEntrySchema,
} from './rotation-view.ts';

/** The shape of a saved rotation. A row with a higher number was written by a newer Rekey. */
export const ROTATION_VERSION = 1;

const nameSchema = z.string().max(10_000);
const providerKeyIdSchema = z.string().max(100);
const stubSchema = z.string().max(40).nullable();
/** A key at the provider as a rotation remembers it. Identifiers only: never a secret. */
const rotatedKeySchema = z.object({
  keyId: keyIdSchema,
  providerKeyId: providerKeyIdSchema,
  name: nameSchema,
  stub: stubSchema,
  /** The part that holds the secret; its value is in escrow or in the keychain. */
  secretPartId: partIdSchema,
  /** What the provider calls such a secret; left out in rows of PubNub keysets, where it is `secret`. */
  secretRole: partRoleSchema.optional(),
  /** What the provider calls the key in public; tells it from every other key, whatever its name. */
  identifiers: z.array(z.object({ role: partRoleSchema, value: z.string().max(500) })),
});
export type RotatedKey = z.infer<typeof rotatedKeySchema>;
/** What tells a key from every other one, secret or not. */
export type KeyIdentity = Omit<RotatedKey, 'secretPartId'>;

const mintingSchema = z.object({
  step: z.literal('minting'),
  /** When the intent was saved: a key created before it is not ours. */
  intentAt: instantSchema,
});

const reconcilingSchema = z.object({
  step: z.literal('reconciling'),
  intentAt: instantSchema,
  /** Set when the provider named the new key but did not show its secret. */
  providerKeyId: providerKeyIdSchema.nullable(),
  /** Successful looks that did not find it; a failed look is not one. */
  absentLooks: z.object({ count: z.number().int().min(0), firstAt: instantSchema.nullable() }),
  /** How long the next look waits. */
  delayMs: z.number().int().min(0),
});

const keepingSchema = z.object({ step: z.literal('keeping'), newKey: rotatedKeySchema });

const verifyingSchema = z.object({
  step: z.literal('verifying'),
  newKey: rotatedKeySchema,
  /** Set when no check exists: the person is asked instead. */
  attestReason: attestReasonSchema.nullable(),
  /** The person agreed to a check that counts as use. */
  isCheckAgreed: z.boolean().default(false),
});

const distributingSchema = z.object({
  step: z.literal('distributing'),
  newKey: rotatedKeySchema,
  /** The old key was ended first: nothing can be rolled back, and the last hand-over completes. */
  isOldDead: z.boolean().default(false),
});

const retiringSchema = z.object({
  step: z.literal('retiring'),
  newKey: rotatedKeySchema,
  /** When the person confirmed it by typing and at the host. */
  confirmedAt: instantSchema,
  /** Guided only: every file was read back, so the person may end the old key in the console. */
  isReadBack: z.boolean().default(false),
});

const verifyingDeadSchema = z.object({
  step: z.literal('verifying-dead'),
  newKey: rotatedKeySchema,
  /** When a fresh read first showed the old key as ended. */
  endedAt: instantSchema,
  stillAliveCount: z.number().int().min(0),
  attestReason: attestReasonSchema.nullable(),
  isCheckAgreed: z.boolean().default(false),
  /** One server refused the old key: another may still take it, so it is asked once more. */
  isRefusedOnce: z.boolean().default(false),
  delayMs: z.number().int().min(0),
});

const rollBackTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('new-key'), newKey: rotatedKeySchema }),
  /** A key that a lost create left behind and whose secret nobody can read. */
  z.object({ kind: z.literal('orphan'), providerKeyId: providerKeyIdSchema, name: nameSchema }),
]);

const rollingBackSchema = z.object({
  step: z.literal('rolling-back'),
  target: rollBackTargetSchema,
});

const interruptibleStateSchema = z.discriminatedUnion('step', [
  mintingSchema,
  reconcilingSchema,
  keepingSchema,
  verifyingSchema,
  distributingSchema,
  retiringSchema,
  verifyingDeadSchema,
  rollingBackSchema,
]);
/** A step that can be interrupted by something only a person can resolve. */
export type InterruptibleState = z.infer<typeof interruptibleStateSchema>;

/** What kind of trouble it is; with the step it came from it decides which commands are offered. */
const situationSchema = z.discriminatedUnion('kind', [
  /** The step failed and is safe to run again. */
  z.object({ kind: z.literal('failed') }),
  /** The create call was not sent, or was answered with a plain no: nothing was created. */
  z.object({ kind: z.literal('nothing-created') }),
  /** The marker was nowhere in looks spread over two minutes. */
  z.object({ kind: z.literal('absent') }),
  /** Something that may be ours exists, but cannot be told apart from somebody else's. */
  z.object({ kind: z.literal('cannot-tell') }),
  /** Found, but the provider does not show its secret any more. */
  z.object({
    kind: z.literal('unreadable'),
    providerKeyId: providerKeyIdSchema,
    name: nameSchema,
    /** In place: the secret that nobody can read. */
    stub: stubSchema.default(null),
  }),
  /** The id the provider answered leads to another key, or to none. */
  z.object({ kind: z.literal('strayed') }),
  /** Somebody ended the new key. */
  z.object({ kind: z.literal('new-key-ended') }),
]);
export type Situation = z.infer<typeof situationSchema>;

const needsAttentionSchema = z.object({
  step: z.literal('needs-attention'),
  from: interruptibleStateSchema,
  situation: situationSchema,
  error: appErrorSchema,
});

/** One member per step; each holds exactly what its effect and its exits need. */
const rotationStateSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('planned') }),
  ...interruptibleStateSchema.options,
  z.object({
    step: z.literal('overlapping'),
    newKey: rotatedKeySchema,
    /** When the provider ends the old secret by its own clock; null where only a person ends it. */
    until: instantSchema.nullable().default(null),
  }),
  z.object({ step: z.literal('completed'), newKey: rotatedKeySchema }),
  z.object({
    step: z.literal('rolled-back'),
    target: rollBackTargetSchema,
    /** Somebody ended the old key as well: neither works. */
    isOldEnded: z.boolean().default(false),
  }),
  z.object({ step: z.literal('cancelled') }),
  needsAttentionSchema,
]);
export type RotationState = z.infer<typeof rotationStateSchema>;
export type StateOf<S extends RotationState['step']> = Extract<RotationState, { step: S }>;

/** A plan as it is saved; what it lacks was not yet to be chosen when it was made. */
const savedPlanSchema = rotationPlanSchema.extend({
  strategies: rotationPlanSchema.shape.strategies.default(['replace']),
  trigger: rotationPlanSchema.shape.trigger.default('planned'),
  overlapMs: rotationPlanSchema.shape.overlapMs.default(null),
  listedStubs: rotationPlanSchema.shape.listedStubs.default([]),
  findings: z.array(
    preflightFindingSchema.extend({ detail: preflightFindingSchema.shape.detail.default(null) }),
  ),
});

/** A rotation as it is saved. Holds no secret; `state.step` says where it stands. */
export const rotationSchema = z.object({
  version: z.literal(ROTATION_VERSION),
  id: rotationIdSchema,
  connectionId: connectionIdSchema,
  providerId: z.string().max(40),
  accountName: z.string().max(320),
  /** Who was signed in to this machine, if it said so; left out by older versions, whose receipts lack it. */
  startedBy: z.string().max(200).nullable().optional(),
  containerId: containerIdSchema,
  providerContainerId: z.string().max(100),
  oldKey: rotatedKeySchema.extend({
    /** Null for a key that never had a secret, such as a very old keyset. */
    secretPartId: partIdSchema.nullable(),
    environment: environmentSchema,
    scope: keyScopeSchema,
  }),
  /** What the person consented to. */
  plan: savedPlanSchema,
  /** The running consent: each one allows exactly one create call, found again by its marker. */
  consent: z.object({
    count: z.number().int().min(0),
    marker: z.string().max(40),
    newName: nameSchema,
    /**
     * In place: when the old secret is to end. Its milliseconds are random, which is how this call is
     * told from another admin's. Null where the old secret ends at once, and for new keys.
     */
    expiresAt: instantSchema.nullable().default(null),
    /** In place: stubs of the secrets that were listed before the call. */
    listedStubs: z.array(z.string().max(40)).default([]),
  }),
  /** In place: stubs of secrets that earlier consents made and nobody can read; they end with the old one. */
  lostStubs: z.array(z.string().max(40)).default([]),
  /** In place: a secret was seen that a call made, or may have: the old one is on its way out. */
  mayHaveRenewed: z.boolean().default(false),
  /** Somebody had ended the old key when a roll-back looked at it: there is nothing to go back to. */
  isOldLost: z.boolean().default(false),
  /** Markers of earlier consents: what they may have left behind is still looked for. */
  formerMarkers: z.array(z.string().max(40)),
  destinations: z.array(destinationSchema),
  scopeCompared: z.enum(['equal', 'differs', 'not-yet']),
  scopeDifferences: z.array(z.string().max(120)),
  proofNew: proofSchema.nullable(),
  proofDead: proofSchema.nullable(),
  /** What a person said of the end of the old key, where the provider has no call for it. */
  endStatements: z.array(endStatementSchema).default([]),
  timeline: z.array(timelineEntrySchema),
  startedAt: instantSchema,
  updatedAt: instantSchema,
  /** The activity entry that closes the rotation. */
  closing: z
    .object({ seq: z.number().int().positive(), hash: z.string().regex(/^[0-9a-f]{64}$/) })
    .nullable(),
  state: rotationStateSchema,
});
export type Rotation = z.infer<typeof rotationSchema>;

/** Whether this rotation still holds its key. */
export function isOpenRotation(rotation: Rotation): boolean {
  return isOpenStep(rotation.state.step);
}

/** The new key, once there is one; also while the rotation needs attention. */
export function newKeyOf(rotation: Rotation): RotatedKey | null {
  const state = rotation.state.step === 'needs-attention' ? rotation.state.from : rotation.state;
  if ('newKey' in state) return state.newKey;
  if ('target' in state && state.target.kind === 'new-key') return state.target.newKey;
  return null;
}

/** The key stays and only its secret changes. */
export const changesInPlace = ({ plan }: Pick<Rotation, 'plan'>): boolean =>
  isInPlace(plan.strategy);

/** The old key is ended before the consumers have the new secret. */
export const cutsFirst = ({ plan }: Pick<Rotation, 'plan'>): boolean => plan.trigger === 'exposed';

/** What a saved row turned out to be. */
export type ParsedRotation =
  | { readonly kind: 'rotation'; readonly rotation: Rotation }
  /** Written by a newer Rekey: shown, never touched. */
  | { readonly kind: 'newer' }
  /** Not a rotation any more: shown, never touched. */
  | { readonly kind: 'damaged' };

/** Parses a saved row. What cannot be read is named, so that nobody overwrites it. */
export function parseRotation(json: string): ParsedRotation {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch (cause) {
    if (cause instanceof SyntaxError) return { kind: 'damaged' };
    throw cause;
  }
  const parsed = rotationSchema.safeParse(raw);
  if (parsed.success) return { kind: 'rotation', rotation: parsed.data };
  const version = z.object({ version: z.number() }).safeParse(raw);
  return version.success && version.data.version > ROTATION_VERSION
    ? { kind: 'newer' }
    : { kind: 'damaged' };
}
