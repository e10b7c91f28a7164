import { z } from 'zod';
import { capabilityScopeSchema } from './capability-scope-schema.ts';
import { channelScopeSchema } from './channel-scope-schema.ts';
import { keysetScopeSchema, propertyValueSchema } from './keyset-scope-schema.ts';

/** What a key may do. One member per kind of scope; each has its own model in this folder. */
export const keyScopeSchema = z.discriminatedUnion('kind', [
  keysetScopeSchema,
  capabilityScopeSchema,
  channelScopeSchema,
  /** The key opens everything in its project; the provider knows no narrower right. */
  z.object({ kind: z.literal('project') }),
  /** The provider tells nothing about what this key may do. */
  z.object({ kind: z.literal('unknown') }),
]);
export type KeyScope = z.infer<typeof keyScopeSchema>;

/**
 * A scope as it is asked for. Of a keyset only the named properties are sent; a capability map and
 * a list of channels always replace the whole.
 */
export const scopeInputSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('keyset'),
    properties: z.record(z.string().max(80), propertyValueSchema),
  }),
  capabilityScopeSchema.strict(),
  channelScopeSchema.strict(),
]);
export type ScopeInput = z.infer<typeof scopeInputSchema>;
