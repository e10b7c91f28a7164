import { z } from 'zod';

const maxLagMs = 3_600_000;
const maxSkewMs = 86_400_000;

/** Where the vendor's behaviour is unverified or varies: what the server does, changeable at run time. */
export const tuningSchema = z.strictObject({
  /** Answers every call with this code instead of looking at it: 102 is the traffic limit. */
  answersCode: z.literal([0, 102, 104, 105]).nullable(),
  /** How far `X-Et` may be from the true time; the documents name no figure. */
  allowedSkewMs: z.int().min(0).max(maxSkewMs),
  /** Whether a token ends at its own `exp`; the documents do not say. */
  enforcesExpiry: z.boolean(),
  /** How long the data plane still takes a deactivated key; "immediately", but clients poll. */
  deactivationLagMs: z.int().min(0).max(maxLagMs),
  /** How long the data plane does not know a new key yet. */
  activationLagMs: z.int().min(0).max(maxLagMs),
});

export type Tuning = z.infer<typeof tuningSchema>;

export const defaultTuning: Tuning = {
  answersCode: null,
  allowedSkewMs: 300_000,
  enforcesExpiry: false,
  deactivationLagMs: 0,
  activationLagMs: 0,
};
