import { z } from 'zod';

/** Resource to operations, as Ably writes it. Names nobody here knows survive. */
export const capabilityMapSchema = z.record(
  z.string().min(1).max(1_000),
  z.array(z.string().min(1).max(100)).max(100),
);
export type CapabilityMap = z.infer<typeof capabilityMapSchema>;

/** What an Ably key may do, and whether the tokens made with it can be revoked. */
export const capabilityScopeSchema = z.object({
  kind: z.literal('capability'),
  capability: capabilityMapSchema,
  /** Null: the provider did not say. */
  revocableTokens: z.boolean().nullable(),
});
export type CapabilityScope = z.infer<typeof capabilityScopeSchema>;
