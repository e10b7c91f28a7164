import { z } from 'zod';
import { rotationIdSchema } from '../lib/ids.ts';
import { destinationViewSchema } from './destination.ts';
import { rotationStrategySchema, rotationTriggerSchema } from './rotation-strategy.ts';
import { endStatementSchema, proofSchema, timelineEntrySchema } from './rotation-view.ts';

/** The record of a finished rotation: what was done, when, and how it was proved. */
export const rotationReceiptSchema = z.object({
  rotationId: rotationIdSchema,
  outcome: z.enum(['completed', 'rolled-back', 'cancelled']),
  providerId: z.string().max(40),
  accountName: z.string().max(320),
  oldKey: z.object({
    name: z.string().max(10_000),
    providerKeyId: z.string().max(100),
    stub: z.string().max(40).nullable(),
  }),
  newKey: z
    .object({
      name: z.string().max(10_000),
      providerKeyId: z.string().max(100),
      stub: z.string().max(40).nullable(),
    })
    .nullable(),
  strategy: rotationStrategySchema,
  trigger: rotationTriggerSchema,
  proofNew: proofSchema.nullable(),
  proofDead: proofSchema.nullable(),
  /** What a person said of the end of the old key. */
  endStatements: z.array(endStatementSchema),
  destinations: z.array(destinationViewSchema),
  timeline: z.array(timelineEntrySchema),
  /** Rolled back or cancelled after somebody had ended the old key; left out everywhere else. */
  isOldEnded: z.literal(true).optional(),
  planHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Left out in receipts of older versions, whose digests are without it. */
  conduct: z
    .object({
      /** Who was signed in to the machine; null where it did not say. */
      startedBy: z.string().max(200).nullable(),
      scopeCompared: z.enum(['equal', 'differs', 'not-yet']),
      /** How often a person agreed to a create call. */
      createConsents: z.number().int().min(0),
    })
    .optional(),
  /** The activity entry that closes it: its place in the chain vouches for the receipt. */
  activity: z
    .object({ seq: z.number().int().positive(), hash: z.string().regex(/^[0-9a-f]{64}$/) })
    .nullable(),
});
export type RotationReceipt = z.infer<typeof rotationReceiptSchema>;

/** What the activity log says of a receipt. */
export const receiptVerdictSchema = z.object({
  verdict: z.enum([
    /** The log is whole and its closing entry names exactly this receipt. */
    'vouched',
    /** The log is whole and names another receipt, or none. */
    'differs',
    /** The log itself was changed, so it vouches for nothing. */
    'log-broken',
  ]),
  /** SHA-256 over canonical JSON of the receipt without `activity`. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ReceiptVerdict = z.infer<typeof receiptVerdictSchema>;
