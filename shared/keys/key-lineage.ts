import { z } from 'zod';
import { instantSchema, keyIdSchema, rotationIdSchema } from '../lib/ids.ts';
import { rotationStrategySchema } from '../rotations/rotation-strategy.ts';
import { keyStatusSchema } from './key.ts';

/** One secret in the line of those that took each other's place. */
export const lineageEntrySchema = z.object({
  /** Null for a key that is no longer in the list. */
  keyId: keyIdSchema.nullable(),
  name: z.string().max(10_000),
  stub: z.string().max(40).nullable(),
  how: z.enum(['created', ...rotationStrategySchema.options]),
  /** When it came into use; null where nobody knows. */
  at: instantSchema.nullable(),
  /** The rotation that made it; its receipt tells more. */
  rotationId: rotationIdSchema.nullable(),
  state: keyStatusSchema,
});
export type LineageEntry = z.infer<typeof lineageEntrySchema>;
