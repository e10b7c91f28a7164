import { z } from 'zod';
import { activityEntrySchema } from '../activity/activity-entry.ts';
import {
  connectionSchema,
  containerSchema,
  syncProgressSchema,
} from '../connections/connection.ts';
import { databaseReasonSchema, keychainReasonSchema } from '../errors/app-error.ts';
import {
  connectionIdSchema,
  containerIdSchema,
  destinationIdSchema,
  instantSchema,
  keyIdSchema,
  partIdSchema,
  pickedFileIdSchema,
  rotationIdSchema,
  vaultEntryIdSchema,
} from '../lib/ids.ts';
import {
  environmentSchema,
  keyAnnotationsSchema,
  keyDetailsSchema,
  keySummarySchema,
  custodySchema,
} from '../keys/key.ts';
import { providerDescriptorSchema, providerIdSchema } from '../providers/provider-descriptor.ts';
import {
  destinationChoiceSchema,
  rotationPlanSchema,
  rotationReceiptSchema,
  rotationViewSchema,
} from '../rotations/rotation-view.ts';
import { propertyValueSchema } from '../scopes/keyset-scope-schema.ts';
import { settingsChangesSchema, settingsSchema } from '../settings/settings.ts';
import { vaultEntrySchema } from '../vault/vault-entry.ts';

const command = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) =>
  ({ kind: 'command', input, output }) as const;
const event = <P extends z.ZodType>(payload: P) => ({ kind: 'event', payload }) as const;

const nothing = z.strictObject({});
/** The answer of commands that only succeed or fail. */
const done = z.null();

/** Marks every place where a secret value may cross; a test holds the exact list. */
const secretValueSchema = z.string().min(1).max(64_000).meta({ secret: true });

/** What the person typed into a connect form; some of it is secret, so all of it counts as such. */
const connectInputSchema = z
  .record(z.string().max(40), z.string().max(2_000))
  .meta({ secret: true });

const typedNameSchema = z.string().max(10_000);
const nameInputSchema = z.string().min(1).max(10_000);
const vaultNameSchema = z.string().min(1).max(1_000);
const vaultIntentSchema = z.enum(['create', 'replace']);
const propertiesSchema = z.record(z.string().max(80), propertyValueSchema);

/** How this start of Rekey stands: host, keychain, profile. */
export const appStatusSchema = z.object({
  version: z.string().max(40),
  host: z.enum(['electron', 'browser']),
  platform: z.string().max(20),
  /** `session-only`: nothing is written but preferences, and why. */
  custody: z.discriminatedUnion('mode', [
    z.object({ mode: z.literal('keychain') }),
    z.object({
      mode: z.literal('session-only'),
      reason: keychainReasonSchema,
      databaseWaits: z.boolean(),
    }),
  ]),
  /** Why the profile's database is not in use, when it is not; its file is never touched then. */
  database: z.discriminatedUnion('state', [
    z.object({ state: z.literal('open') }),
    z.object({ state: z.literal('in-memory') }),
    z.object({
      state: z.literal('unavailable'),
      reason: databaseReasonSchema,
      fileName: z.string().max(300),
    }),
  ]),
  clipboard: z.boolean(),
  now: instantSchema,
});
export type AppStatus = z.infer<typeof appStatusSchema>;

/**
 * Everything that crosses between the renderer and the main process. Both ends, the preload's name
 * list and the test double are derived from this object.
 */
export const contract = {
  'app.status': command(nothing, appStatusSchema),
  /** Opens a constant page by id in the system browser. */
  'app.open-link': command(z.strictObject({ linkId: z.string().max(60) }), done),

  'providers.list': command(nothing, z.array(providerDescriptorSchema)),

  'connections.list': command(nothing, z.array(connectionSchema)),
  /** Signs in and reads one list; changes nothing and stores nothing. */
  'connections.test': command(
    z.strictObject({
      providerId: providerIdSchema,
      baseUrl: z.string().max(300),
      dataPlaneUrl: z.string().max(300),
      fields: connectInputSchema,
    }),
    z.object({
      accountName: z.string().max(320),
      credentialExpiresAt: instantSchema.nullable(),
      containerCount: z.number().int().min(0),
    }),
  ),
  /** Uses what was typed once; only the session token is kept. Signing in to a known account finds it again. */
  'connections.connect': command(
    z.strictObject({
      providerId: providerIdSchema,
      label: z.string().max(120),
      baseUrl: z.string().max(300),
      dataPlaneUrl: z.string().max(300),
      fields: connectInputSchema,
    }),
    connectionSchema,
  ),
  'connections.sign-in': command(
    z.strictObject({ connectionId: connectionIdSchema, fields: connectInputSchema }),
    connectionSchema,
  ),
  /** Connects the simulated account of every provider; no password is asked. */
  'connections.connect-sandbox': command(nothing, z.array(connectionSchema)),
  'connections.rename': command(
    z.strictObject({ connectionId: connectionIdSchema, label: z.string().min(1).max(120) }),
    connectionSchema,
  ),
  /** How many secrets would exist nowhere else afterwards. */
  'connections.forget-impact': command(
    z.strictObject({ connectionId: connectionIdSchema }),
    z.object({
      keyCount: z.number().int(),
      secretsOnlyHere: z.number().int(),
      openRotations: z.number().int(),
    }),
  ),
  /** Destructive: main compares the typed label and asks the host for confirmation. */
  'connections.forget': command(
    z.strictObject({ connectionId: connectionIdSchema, typedName: typedNameSchema }),
    done,
  ),

  'containers.list': command(nothing, z.array(containerSchema)),
  'containers.create': command(
    z.strictObject({ connectionId: connectionIdSchema, name: nameInputSchema }),
    containerSchema,
  ),

  /** Starts or resumes; answers at once, progress comes as events. All connections when null. */
  'sync.start': command(
    z.strictObject({ connectionId: connectionIdSchema.nullable() }),
    z.array(syncProgressSchema),
  ),
  'sync.cancel': command(z.strictObject({ connectionId: connectionIdSchema }), done),
  'sync.progress': command(nothing, z.array(syncProgressSchema)),

  /** Rows in canonical order (connection, container name, key name, id), a page at a time. */
  'keys.list': command(
    z.strictObject({ offset: z.number().int().min(0), limit: z.number().int().min(1).max(5_000) }),
    z.object({ rows: z.array(keySummarySchema), total: z.number().int().min(0) }),
  ),
  'keys.get': command(z.strictObject({ keyId: keyIdSchema }), keyDetailsSchema),
  'keys.create': command(
    z.strictObject({
      containerId: containerIdSchema,
      name: nameInputSchema,
      environment: environmentSchema,
      properties: propertiesSchema,
    }),
    keyDetailsSchema,
  ),
  /** Sends only what changed. `typedName` is needed where a change may destroy data, else null. */
  'keys.edit': command(
    z.strictObject({
      keyId: keyIdSchema,
      name: nameInputSchema.nullable(),
      environment: environmentSchema.nullable(),
      properties: propertiesSchema,
      typedName: typedNameSchema.nullable(),
    }),
    keyDetailsSchema,
  ),
  /** Destructive and final: main compares the typed name and asks the host for confirmation. */
  'keys.disable': command(
    z.strictObject({ keyId: keyIdSchema, typedName: typedNameSchema }),
    keyDetailsSchema,
  ),
  'keys.annotate': command(
    z.strictObject({ keyId: keyIdSchema, annotations: keyAnnotationsSchema }),
    keyDetailsSchema,
  ),

  /** The one command that answers a key's secret; shown for `hideAfterMs`, at most ten a minute. */
  'secrets.reveal': command(
    z.strictObject({ partId: partIdSchema }),
    z.object({ secretValue: secretValueSchema, hideAfterMs: z.number().int().positive() }),
  ),
  /** Main writes the clipboard; the value does not cross. */
  'secrets.copy': command(
    z.strictObject({ partId: partIdSchema }),
    z.object({ clearsAfterMs: z.number().int().positive().nullable() }),
  ),
  /** Reads the secret at the provider and keeps a copy in the keychain. */
  'secrets.keep': command(
    z.strictObject({ partId: partIdSchema }),
    z.object({ custody: custodySchema }),
  ),

  /** Names at the provider, joined with what was written from here. `asOf` in each entry. */
  'vault.list': command(
    z.strictObject({ keyId: keyIdSchema, refresh: z.boolean() }),
    z.object({ entries: z.array(vaultEntrySchema), asOf: instantSchema.nullable() }),
  ),
  /** `create` refuses a name that exists, `replace` one that does not; names are read first. */
  'vault.put': command(
    z.strictObject({
      keyId: keyIdSchema,
      name: vaultNameSchema,
      secretValue: secretValueSchema,
      intent: vaultIntentSchema,
    }),
    vaultEntrySchema,
  ),
  'vault.delete': command(
    z.strictObject({ entryId: vaultEntryIdSchema, typedName: typedNameSchema }),
    done,
  ),
  'vault.reveal': command(
    z.strictObject({ entryId: vaultEntryIdSchema }),
    z.object({ secretValue: secretValueSchema, hideAfterMs: z.number().int().positive() }),
  ),
  'vault.copy': command(
    z.strictObject({ entryId: vaultEntryIdSchema }),
    z.object({ clearsAfterMs: z.number().int().positive().nullable() }),
  ),
  /** Writes a held value under the same name at another keyset. */
  'vault.copy-to-key': command(
    z.strictObject({ entryId: vaultEntryIdSchema, keyId: keyIdSchema, intent: vaultIntentSchema }),
    vaultEntrySchema,
  ),

  'rotations.list': command(nothing, z.array(rotationViewSchema)),
  'rotations.get': command(z.strictObject({ rotationId: rotationIdSchema }), rotationViewSchema),
  /** Preflight and plan; sends no mutating byte and saves nothing. */
  'rotations.plan': command(z.strictObject({ keyId: keyIdSchema }), rotationPlanSchema),
  /** The consent to the plan with this hash: saves the rotation and starts it. */
  'rotations.start': command(
    z.strictObject({
      keyId: keyIdSchema,
      planHash: z.string().regex(/^[0-9a-f]{64}$/),
      marker: z.string().max(40),
      destinations: z.array(destinationChoiceSchema).min(1).max(20),
    }),
    rotationViewSchema,
  ),
  /** Commands without further input: look-again, create-again, revoke-orphan, retry, roll-back, cancel. */
  'rotations.command': command(
    z.strictObject({
      rotationId: rotationIdSchema,
      command: z.enum([
        'start',
        'look-again',
        'create-again',
        'revoke-orphan',
        'retry',
        'roll-back',
        'cancel',
      ]),
    }),
    rotationViewSchema,
  ),
  'rotations.attest': command(
    z.strictObject({
      rotationId: rotationIdSchema,
      what: z.enum(['new-works', 'old-dead']),
      note: z.string().min(1).max(500),
    }),
    rotationViewSchema,
  ),
  'rotations.confirm-destination': command(
    z.strictObject({ rotationId: rotationIdSchema, destinationId: destinationIdSchema }),
    rotationViewSchema,
  ),
  /** Destructive and final: main compares the typed name and asks the host for confirmation. */
  'rotations.retire': command(
    z.strictObject({ rotationId: rotationIdSchema, typedName: typedNameSchema }),
    rotationViewSchema,
  ),
  'rotations.receipt': command(
    z.strictObject({ rotationId: rotationIdSchema }),
    rotationReceiptSchema,
  ),

  /** Newest first; `beforeSeq` pages. */
  'activity.list': command(
    z.strictObject({
      beforeSeq: z.number().int().positive().nullable(),
      limit: z.number().int().min(1).max(500),
    }),
    z.object({ entries: z.array(activityEntrySchema), total: z.number().int().min(0) }),
  ),
  /** Recomputes the chain; names the first entry that does not fit. */
  'activity.verify': command(
    nothing,
    z.object({
      entryCount: z.number().int().min(0),
      brokenAtSeq: z.number().int().positive().nullable(),
    }),
  ),
  /** Writes the log as JSON lines to a picked file. */
  'activity.export': command(
    z.strictObject({ fileId: pickedFileIdSchema }),
    z.object({ entryCount: z.number().int().min(0), fileName: z.string().max(300) }),
  ),

  /** The person chooses a file in the host's own dialog; the path stays in main. Null: cancelled. */
  'files.pick-save': command(
    z.strictObject({
      purpose: z.enum(['activity', 'secret']),
      suggestedName: z.string().min(1).max(120),
    }),
    z.object({ fileId: pickedFileIdSchema, fileName: z.string().max(300) }).nullable(),
  ),

  'settings.get': command(nothing, settingsSchema),
  'settings.update': command(z.strictObject({ settings: settingsChangesSchema }), settingsSchema),

  'app.status-changed': event(z.strictObject({})),
  'connections.changed': event(z.strictObject({})),
  'keys.changed': event(z.strictObject({ connectionId: connectionIdSchema.nullable() })),
  'sync.progressed': event(z.strictObject({ progress: syncProgressSchema })),
  'vault.changed': event(z.strictObject({ keyId: keyIdSchema })),
  'rotations.changed': event(z.strictObject({ rotationId: rotationIdSchema })),
  'activity.appended': event(z.strictObject({})),
  'settings.changed': event(z.strictObject({})),
  /** The clipboard no longer holds what was copied from here. */
  'clipboard.cleared': event(z.strictObject({})),
} as const;

type Contract = typeof contract;
type NamesOf<Kind extends 'command' | 'event'> = {
  [N in keyof Contract]: Contract[N]['kind'] extends Kind ? N : never;
}[keyof Contract];

export type CommandName = NamesOf<'command'>;
export type EventName = NamesOf<'event'>;
/** What a caller passes, before parsing. */
export type Input<N extends CommandName> = z.input<Contract[N]['input']>;
/** What a handler receives, parsed and branded. */
export type ParsedInput<N extends CommandName> = z.output<Contract[N]['input']>;
export type Output<N extends CommandName> = z.output<Contract[N]['output']>;
export type Payload<N extends EventName> = z.output<Contract[N]['payload']>;
