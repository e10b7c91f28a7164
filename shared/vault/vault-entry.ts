import { z } from 'zod';
import { instantSchema, keyIdSchema, vaultEntryIdSchema } from '../lib/ids.ts';

/** One named secret stored at a provider under a key. Values never come back from there. */
export const vaultEntrySchema = z.object({
  id: vaultEntryIdSchema,
  keyId: keyIdSchema,
  name: z.string().max(10_000),
  /** `not-held`: the value was written by somebody else; it cannot be shown. */
  custody: z.enum(['in-keychain', 'session', 'not-held']),
  /** Whether the last successful list showed the name. */
  presence: z.enum(['at-provider', 'not-at-provider']),
  writtenAt: instantSchema.nullable(),
  asOf: instantSchema,
});
export type VaultEntry = z.infer<typeof vaultEntrySchema>;
