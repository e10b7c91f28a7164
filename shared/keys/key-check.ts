import { z } from 'zod';
import { instantSchema } from '../lib/ids.ts';

/** What one request with a key showed. */
export const keyCheckSchema = z.object({
  outcome: z.enum(['works', 'refused', 'not-testable']),
  /** Why it was not tested; null where it was. */
  reason: z.enum(['access-manager-off', 'no-harmless-check', 'secret-not-held']).nullable(),
  /** The status or code that the provider answered with. */
  code: z.number().int().nullable(),
  checkedAt: instantSchema,
  /** An ended key may still work until then; null where that is no explanation. */
  settlesAt: instantSchema.nullable(),
});
export type KeyCheck = z.infer<typeof keyCheckSchema>;
