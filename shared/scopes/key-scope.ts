import { z } from 'zod';
import { keysetScopeSchema } from './keyset-scope-schema.ts';

/** What a key may do. One member per kind of scope; each has its own model in this folder. */
export const keyScopeSchema = z.discriminatedUnion('kind', [
  keysetScopeSchema,
  /** The provider tells nothing about what this key may do. */
  z.object({ kind: z.literal('unknown') }),
]);
export type KeyScope = z.infer<typeof keyScopeSchema>;
