import { z } from 'zod';
import { appErrorSchema } from '../errors/app-error.ts';
import {
  connectionIdSchema,
  instantSchema,
  keyIdSchema,
  partIdSchema,
  rotationIdSchema,
} from '../lib/ids.ts';
import { environmentSchema } from '../keys/key.ts';
import { destinationViewSchema } from './destination.ts';
import { rotationStrategySchema, rotationTriggerSchema } from './rotation-strategy.ts';

/** The states of a rotation, in the order of the happy path. */
export const rotationStepSchema = z.enum([
  /** Written down, nothing sent. */
  'planned',
  /** The create call was or is about to be sent. */
  'minting',
  /** The answer to the create call was lost: looking for the marker, never creating again. */
  'reconciling',
  /** The new secret is in escrow and on its way into the keychain. */
  'keeping',
  /** The new key is being proved: it must answer, and its scope must equal the old one's. */
  'verifying',
  /** Handing the new secret to each destination. */
  'distributing',
  /** Both keys work; waiting for the person to end the old one. */
  'overlapping',
  /** The old key is being ended. Final. */
  'retiring',
  /** Trying the old key until the provider refuses it. */
  'verifying-dead',
  'completed',
  /** Ending the new key, keeping the old one. */
  'rolling-back',
  'rolled-back',
  'cancelled',
  'needs-attention',
]);
export type RotationStep = z.infer<typeof rotationStepSchema>;

const terminalSteps = [
  'completed',
  'rolled-back',
  'cancelled',
] as const satisfies readonly RotationStep[];

/** Whether a rotation in this step still holds its key. */
export const isOpenStep = (step: RotationStep): boolean =>
  !(terminalSteps as readonly RotationStep[]).includes(step);

/** What a person may tell a rotation to do; `allowed-commands.ts` says when. */
export const rotationCommandSchema = z.enum([
  /** Send the create call. The consent for exactly one create. */
  'start',
  /** Look for the marker again. */
  'look-again',
  /** The marker is nowhere: consent to one more create, with a new marker. */
  'create-again',
  /** The found key's secret cannot be read: end that key. */
  'revoke-orphan',
  /** Run the current step again; it is safe to repeat. */
  'retry',
  /** No check exists: the person says that the new key works. */
  'attest-new',
  /** The person made the new key in the console and brings its secret. */
  'enter-new',
  /** The check counts as use of the key: the person agrees to it. */
  'check-new',
  /** The person says that a destination has the new secret. */
  'confirm-destination',
  /** Put back what a rewritten file held before. */
  'undo-destination',
  /** The old secret ends by the provider's clock: give it more time. */
  'extend',
  /** Confirmed by typing and by the host: end the old key. */
  'retire',
  /** The person says that the old key was ended in the console. */
  'attest-ended',
  /** As `check-new`, with the old key. */
  'check-dead',
  /** No check exists: the person says that the old key is refused. */
  'attest-dead',
  /** End the new key and keep the old one. */
  'roll-back',
  /** The person says that the new key was ended in the console. */
  'attest-rolled-back',
  /** Give up before anything was created. */
  'cancel',
]);
export type RotationCommand = z.infer<typeof rotationCommandSchema>;

/** A fact found before the first mutating call. */
export const preflightFindingSchema = z.object({
  /** `blocks`: the rotation cannot start. `warns`: it can, knowing this. */
  weight: z.enum(['blocks', 'warns']),
  reason: z.enum([
    'not-signed-in',
    'offline',
    'key-not-active',
    'rotation-open',
    /** A rotation of another key made it, is still open, and may end it again. */
    'made-by-open-rotation',
    'keychain-unavailable',
    'database-read-only',
    'not-supported',
    /** The provider takes no new key like this one. */
    'draft-refused',
    /** An answer that is neither the key nor a plain no. */
    'unexpected-answer',
    'name-will-be-cut',
    'not-testable-access-manager-off',
    'no-harmless-check',
    'secret-not-held',
    /** The old key is refused before anything ended it: a refusal later would prove nothing. */
    'old-already-refused',
    'probe-failed',
    'key-changed-since-sync',
    'unmanaged-not-carried',
    'clock-skewed',
    /** Rekey signs in with this very secret. */
    'own-credential',
    'missing-right',
    'plan-tier',
    'too-many-secrets',
    'too-many-keys',
    'stub-collision',
    'quota-low',
    /** The chosen end of the old secret is outside the provider's bounds. */
    'overlap-out-of-bounds',
    /** The old secret ends with the call: between it and the last consumer nothing works. */
    'gap-at-the-call',
    /** The old key is ended before the consumers have the new secret. */
    'cut-before-consumers',
    /** The console does not end this key: support has to be asked. */
    'cannot-be-ended',
    /** Checking a key counts as its use: the person is asked each time. */
    'check-counts-as-traffic',
    /** The provider's own clock ends the old secret, whether Rekey runs or not. */
    'ends-by-itself',
  ]),
  error: appErrorSchema.nullable(),
  /** Figures or names that belong to it, in a plain sentence; null where the reason says it all. */
  detail: z.string().max(300).nullable(),
  /** The rotation that is in the way. */
  rotationId: rotationIdSchema.optional(),
});
export type PreflightFinding = z.infer<typeof preflightFindingSchema>;

/** One call of a plan: exact method and path, with names in place of values that do not exist yet. */
export const plannedCallSchema = z.object({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z.string().max(500),
  /** Fixed word for what it is for. */
  purpose: z.enum([
    'read-old',
    'create-new',
    'read-new',
    'prove-new',
    'retire-old',
    're-read-old',
    'prove-old-dead',
  ]),
  mutates: z.boolean(),
  /** What is sent, without any secret. */
  bodySummary: z.string().max(4_000).nullable(),
});
export type PlannedCall = z.infer<typeof plannedCallSchema>;

/** A rotation written down before it happens. Holds no secret and no fingerprint. */
export const rotationPlanSchema = z.object({
  keyId: keyIdSchema,
  connectionId: connectionIdSchema,
  strategy: rotationStrategySchema,
  /** What else this key offers, the recommended first. */
  strategies: z.array(rotationStrategySchema),
  trigger: rotationTriggerSchema,
  /** How long the old secret goes on after the call; null where nothing ends by itself. */
  overlapMs: z.number().int().positive().nullable(),
  /** Stubs of the secrets that the key had when the plan was made: what is not among them is new. */
  listedStubs: z.array(z.string().max(40)),
  keyName: z.string().max(10_000),
  containerName: z.string().max(10_000),
  environment: environmentSchema,
  newName: z.string().max(10_000),
  marker: z.string().max(40),
  calls: z.array(plannedCallSchema),
  /** What stays with the old key, from the provider's guide. */
  notCarriedOver: z.array(z.string().max(300)),
  /** Names of properties that Rekey does not manage and so does not copy. */
  unmanaged: z.array(z.string().max(200)),
  verification: z.enum(['probe', 'attest']),
  findings: z.array(preflightFindingSchema),
  /** SHA-256 over the plan's calls and preconditions: `rotations.start` refuses when the world has moved. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  madeAt: instantSchema,
});
export type RotationPlan = z.infer<typeof rotationPlanSchema>;

/** Why a person is asked instead of the provider. */
export const attestReasonSchema = z.enum([
  'access-manager-off',
  'no-harmless-check',
  /** There is a check, but it counts as use of the key: the person may agree to it. */
  'counts-as-traffic',
  /** The old secret was made elsewhere: Rekey cannot try it. */
  'secret-not-held',
  /** Of the old key only: somebody ended the new one, so there is nothing to compare a refusal with. */
  'new-key-ended',
  /** The old one was refused before anything ended it: a refusal now proves nothing. */
  'already-refused',
]);
export type AttestReason = z.infer<typeof attestReasonSchema>;

/** How something was proved, for the wizard and the receipt. */
export const proofSchema = z.discriminatedUnion('how', [
  z.object({ how: z.literal('probe'), at: instantSchema, status: z.number().int().nullable() }),
  z.object({
    how: z.literal('attested'),
    at: instantSchema,
    reason: z.enum([...attestReasonSchema.options, 'person-chose']),
    note: z.string().max(500),
  }),
]);
export type Proof = z.infer<typeof proofSchema>;

/** What a person saw or did in the console. */
export const endStatementSchema = z.enum([
  'deactivated',
  'logs-stopped',
  'archived',
  'support-confirmed',
]);
export type EndStatement = z.infer<typeof endStatementSchema>;

/** Every saved step, with its time, for the timeline and the receipt. */
export const timelineEntrySchema = z.object({ at: instantSchema, step: rotationStepSchema });

/** A rotation as the wizard shows it. Derived from the saved row; carries no secret. */
export const rotationViewSchema = z.object({
  id: rotationIdSchema,
  connectionId: connectionIdSchema,
  providerId: z.string().max(40),
  keyId: keyIdSchema,
  keyName: z.string().max(10_000),
  containerName: z.string().max(10_000),
  environment: environmentSchema,
  newKeyId: keyIdSchema.nullable(),
  newKeyName: z.string().max(10_000),
  /** The new key's secret part, for copying during distribution. */
  newSecretPartId: partIdSchema.nullable(),
  step: rotationStepSchema,
  isOpen: z.boolean(),
  /** Whether an effect is running right now. */
  isBusy: z.boolean(),
  startedAt: instantSchema,
  updatedAt: instantSchema,
  plan: rotationPlanSchema,
  timeline: z.array(timelineEntrySchema),
  destinations: z.array(destinationViewSchema),
  /** Proof that the new key works; null before. */
  proofNew: proofSchema.nullable(),
  /** Why the new key cannot be probed and a person is asked instead; null when a probe exists. */
  attestReason: attestReasonSchema.nullable(),
  scopeCompared: z.enum(['equal', 'differs', 'not-yet']),
  /** Differences found, as property names. */
  scopeDifferences: z.array(z.string().max(120)),
  proofDead: proofSchema.nullable(),
  /** What a person said of the end of the old key, where the provider has no call for it. */
  endStatements: z.array(endStatementSchema),
  /** The old secret's part, where the key stays and only its secret changes. */
  oldSecretPartId: partIdSchema.nullable(),
  /** When the provider ends the old secret; null: it does not. */
  overlapUntil: instantSchema.nullable(),
  /** The old key was ended before the consumers had the new secret. */
  isOldDead: z.boolean(),
  /** Somebody ended the old key meanwhile: nothing goes back to it, and its death is still to be proved. */
  isOldLost: z.boolean(),
  /** While `verifying-dead`: how often the old key still answered. */
  stillAliveCount: z.number().int().min(0),
  attention: z.object({ from: rotationStepSchema, error: appErrorSchema }).nullable(),
  /** How many create calls were consented to; each was sent at most once. */
  createConsents: z.number().int().min(0),
  allowed: z.array(rotationCommandSchema),
});
export type RotationView = z.infer<typeof rotationViewSchema>;
