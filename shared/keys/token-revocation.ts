import { z } from 'zod';
import { instantSchema } from '../lib/ids.ts';

/**
 * Whose tokens are to end: those of a client, those with a revocation key, or those that may use a
 * channel. As Ably writes them ("Token revocation").
 */
const tokenTargetSchema = z
  .string()
  .max(1_000)
  .regex(/^(?:clientId|revocationKey|channel):[^\p{Cc}]+$/u)
  .refine((target) => target.isWellFormed());

/** The provider takes so many at once. */
const MAX_TOKEN_TARGETS = 100;

export const tokenRevocationSchema = z.strictObject({
  targets: z.array(tokenTargetSchema).min(1).max(MAX_TOKEN_TARGETS),
  /** Tokens made before this instant; null: before now. Never later, and at most an hour ago. */
  issuedBefore: instantSchema.nullable(),
  /** Leaves clients half a minute to come back with a new token before theirs is refused. */
  allowReauthMargin: z.boolean(),
});
export type TokenRevocation = z.infer<typeof tokenRevocationSchema>;

/** What became of one target. */
export const revokedTargetSchema = z.object({
  target: z.string().max(1_000),
  /** From when its tokens are refused; null: the provider did not revoke them. */
  appliesAt: instantSchema.nullable(),
  /** The provider's code for why not. */
  code: z.string().max(20).nullable(),
});
export type RevokedTarget = z.infer<typeof revokedTargetSchema>;
