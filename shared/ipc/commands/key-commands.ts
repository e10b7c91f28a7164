import { z } from 'zod';
import {
  createdKeySchema,
  custodySchema,
  environmentSchema,
  keyAnnotationsSchema,
  keyDetailsSchema,
  keySummarySchema,
} from '../../keys/key.ts';
import {
  dueListSchema,
  keyDueSchema,
  keyRuleSchema,
  keyTagsSchema,
  snoozeReasonSchema,
} from '../../keys/due-plan.ts';
import { keyCheckSchema } from '../../keys/key-check.ts';
import { lineageEntrySchema } from '../../keys/key-lineage.ts';
import { revokedTargetSchema, tokenRevocationSchema } from '../../keys/token-revocation.ts';
import { containerIdSchema, instantSchema, keyIdSchema, partIdSchema } from '../../lib/ids.ts';
import { rotationTriggerSchema } from '../../rotations/rotation-strategy.ts';
import { scopeInputSchema } from '../../scopes/key-scope.ts';
import {
  command,
  nothing,
  nameInputSchema,
  secretValueSchema,
  typedNameSchema,
} from './command.ts';

const endKeyInputSchema = z.strictObject({ keyId: keyIdSchema, typedName: typedNameSchema });

/** Keys and their secrets. */
export const keyCommands = {
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
      scope: scopeInputSchema.nullable(),
      /** It will be shipped in a browser or an app. */
      isPublic: z.boolean(),
    }),
    createdKeySchema,
  ),
  /**
   * After a create whose answer was lost: lists the container afresh, and answers the keys of that
   * name which were not there before it was sent. Until then main refuses the same name.
   */
  'keys.look-for-created': command(
    z.strictObject({ containerId: containerIdSchema, name: nameInputSchema }),
    z.object({ found: z.array(keySummarySchema) }),
  ),
  /** Sends only what changed. `typedName` is needed where a change may destroy data, else null. */
  'keys.edit': command(
    z.strictObject({
      keyId: keyIdSchema,
      name: nameInputSchema.nullable(),
      environment: environmentSchema.nullable(),
      scope: scopeInputSchema.nullable(),
      typedName: typedNameSchema.nullable(),
    }),
    keyDetailsSchema,
  ),
  /**
   * Destructive and final: main compares the typed name and asks the host for confirmation. A
   * provider knows one of the three; the others answer `not-supported`.
   */
  'keys.disable': command(endKeyInputSchema, keyDetailsSchema),
  'keys.revoke': command(endKeyInputSchema, keyDetailsSchema),
  'keys.delete': command(endKeyInputSchema, keyDetailsSchema),
  'keys.annotate': command(
    z.strictObject({ keyId: keyIdSchema, annotations: keyAnnotationsSchema }),
    keyDetailsSchema,
  ),
  /** What is due or will be soon, and what was put off. Nothing rotates because of it. */
  'keys.due-list': command(nothing, dueListSchema),
  'keys.due': command(z.strictObject({ keyId: keyIdSchema }), keyDueSchema),
  /** Stays on this machine, like the notes. */
  'keys.set-due-rule': command(
    z.strictObject({ keyId: keyIdSchema, tags: keyTagsSchema, rule: keyRuleSchema }),
    keyDueSchema,
  ),
  /** At most 90 days, never without a reason. */
  'keys.snooze': command(
    z.strictObject({ keyId: keyIdSchema, until: instantSchema, reason: snoozeReasonSchema }),
    keyDueSchema,
  ),
  'keys.unsnooze': command(z.strictObject({ keyId: keyIdSchema }), keyDueSchema),
  /** Enters a key that a person made in the provider's console, with its token or without. */
  'keys.add-by-hand': command(
    z.strictObject({
      containerId: containerIdSchema,
      name: nameInputSchema,
      description: z.string().max(2_000),
      tokenSecret: secretValueSchema.nullable(),
    }),
    keyDetailsSchema,
  ),
  /** A person attests that they ended the key in the console. */
  'keys.end-by-hand': command(
    z.strictObject({
      keyId: keyIdSchema,
      typedName: typedNameSchema,
      note: z.string().max(300),
    }),
    keyDetailsSchema,
  ),
  /** Main fills in the names and writes the clipboard. */
  'keys.copy-support-request': command(
    z.strictObject({ keyId: keyIdSchema, trigger: rotationTriggerSchema }),
    z.object({ clearsAfterMs: z.null() }),
  ),
  /** What took whose place, the oldest first. */
  'keys.lineage': command(z.strictObject({ keyId: keyIdSchema }), z.array(lineageEntrySchema)),
  /** One request with the key; main asks first where the provider counts it as traffic. */
  'keys.check': command(z.strictObject({ keyId: keyIdSchema }), keyCheckSchema),
  /** Needs the key's secret; main asks the host for confirmation and names the consequence. */
  'keys.revoke-tokens': command(
    tokenRevocationSchema.extend({ keyId: keyIdSchema }),
    z.object({ results: z.array(revokedTargetSchema) }),
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
  /** Keeps a copy in the keychain of what the provider shows, or of what the keychain refused before. */
  'secrets.keep': command(
    z.strictObject({ partId: partIdSchema }),
    z.object({ custody: custodySchema }),
  ),
  /** Asks which secrets a key has, where the provider's list of keys does not tell. */
  'secrets.look': command(z.strictObject({ keyId: keyIdSchema }), keyDetailsSchema),
  /** Moves the end of a secret that is about to end, also to an earlier one. */
  'secrets.extend': command(
    z.strictObject({ partId: partIdSchema, expiresAt: instantSchema }),
    keyDetailsSchema,
  ),
  /** Destructive and final: the name of the key is typed, and main asks the host for confirmation. */
  'secrets.end': command(
    z.strictObject({ partId: partIdSchema, typedName: typedNameSchema }),
    keyDetailsSchema,
  ),
} as const;
