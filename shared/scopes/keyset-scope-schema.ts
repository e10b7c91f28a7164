import { z } from 'zod';

/** A property's value as Rekey holds it: switches are booleans, whatever the wire says. */
export const propertyValueSchema = z.union([
  z.boolean(),
  z.number().int(),
  z.string().max(2_000),
  z.null(),
]);
export type PropertyValue = z.infer<typeof propertyValueSchema>;

/** The configuration of a PubNub keyset: known properties by name, and the names of all others. */
export const keysetScopeSchema = z.object({
  kind: z.literal('keyset'),
  /** Which table of fields applies. */
  generation: z.enum(['v1', 'v2']),
  properties: z.record(z.string().max(80), propertyValueSchema),
  /** Names only: their values may be secret, so they are neither stored nor sent. */
  unmanaged: z.array(z.string().max(200)).max(500),
});
export type KeysetScope = z.infer<typeof keysetScopeSchema>;
