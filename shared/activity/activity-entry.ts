import { z } from 'zod';
import { connectionIdSchema, instantSchema, keyIdSchema, rotationIdSchema } from '../lib/ids.ts';

/** Every action and refusal that is recorded. Past tense: what happened. */
export const activityActionSchema = z.enum([
  'connection.connected',
  'connection.signed-in',
  'connection.renamed',
  'connection.forgotten',
  'container.created',
  'sync.completed',
  'sync.failed',
  'key.created',
  'key.edited',
  'key.disabled',
  'key.revoked',
  'key.deleted',
  'key.annotated',
  'key.due-rule-set',
  'key.snoozed',
  'key.unsnoozed',
  'secret.revealed',
  'secret.copied',
  'secret.kept',
  'secret.extended',
  'secret.ended',
  'tokens.revoked',
  'vault.put',
  'vault.deleted',
  'vault.revealed',
  'vault.copied',
  'rotation.started',
  'rotation.step',
  'rotation.attested',
  'rotation.needs-attention',
  'rotation.completed',
  'rotation.rolled-back',
  'rotation.cancelled',
  'settings.changed',
]);
export type ActivityAction = z.infer<typeof activityActionSchema>;

/** One line of the hash-chained log. Never a secret, never a fingerprint. */
export const activityEntrySchema = z.object({
  seq: z.number().int().positive(),
  at: instantSchema,
  action: activityActionSchema,
  outcome: z.enum(['done', 'refused', 'failed']),
  connectionId: connectionIdSchema.nullable(),
  keyId: keyIdSchema.nullable(),
  rotationId: rotationIdSchema.nullable(),
  /** The name of what it was done to, as it was then. */
  subject: z.string().max(10_000),
  /** Facts in fixed words, such as `step: retiring` or `error: timed-out`. */
  facts: z.record(z.string().max(40), z.union([z.string().max(300), z.number(), z.boolean()])),
  /** SHA-256, hex, over the previous hash and this entry in canonical JSON. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ActivityEntry = z.infer<typeof activityEntrySchema>;
