import { z } from 'zod';

const maxLagMs = 3_600_000;
const dayMs = 86_400_000;

/** Where the vendor's behaviour is unverified or varies: what the server does, changeable at run time. */
export const tuningSchema = z.strictObject({
  /** Whether `POST /keys` answers with the three key strings; the documented sample has none. */
  createShowsSecrets: z.boolean(),
  /** Whether `POST /me` tells when the session ends; one edition of the documentation does. */
  signInShowsExpiry: z.boolean(),
  wrongPasswordStatus: z.literal([401, 403]),
  /** How a call with an ended session is refused; the vendor's own client signs in again after both. */
  endedSessionStatus: z.literal([401, 403]),
  sessionLifetimeMs: z.int().min(1),
  /** How long the data plane still takes a disabled keyset. */
  revocationLagMs: z.int().min(0).max(maxLagMs),
  /** How long the data plane does not know a new keyset yet. */
  activationLagMs: z.int().min(0).max(maxLagMs),
  /** How long lists leave out a new keyset; reading it by its id works at once. */
  listLagMs: z.int().min(0).max(maxLagMs),
});

export type Tuning = z.infer<typeof tuningSchema>;

export const defaultTuning: Tuning = {
  createShowsSecrets: false,
  signInShowsExpiry: false,
  wrongPasswordStatus: 401,
  endedSessionStatus: 401,
  // The only published sample lies 2,592,000 s between creation and end.
  sessionLifetimeMs: 30 * dayMs,
  revocationLagMs: 0,
  activationLagMs: 0,
  listLagMs: 0,
};
