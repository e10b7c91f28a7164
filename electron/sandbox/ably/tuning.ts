import { z } from 'zod';

const maxLagMs = 3_600_000;
const lag = z.int().min(0).max(maxLagMs);

/** Where the vendor's behaviour is unverified or varies: what the server does, changeable at run time. */
export const tuningSchema = z.strictObject({
  /** One client's source says that the full key comes at creation only; the specification says always. */
  listOmitsSecret: z.boolean(),
  /** Whether revoked keys stay in the list, with status 1. */
  listsRevokedKeys: z.boolean(),
  /** The status of keys is missing in the documented samples. */
  omitsKeyStatus: z.boolean(),
  /** A revoked key revoked again; both answers are thinkable. */
  secondRevokeStatus: z.literal([200, 404]),
  /** How a token without the needed capability is refused: 401 is specified, 403 is usual. */
  forbiddenStatus: z.literal([401, 403]),
  /** Active keys the account may have; null: what it was made with. */
  keyLimit: z.int().min(0).nullable(),
  /** How long the data plane still takes a revoked key. */
  revocationLagMs: lag,
  /** How long the data plane does not know a new key yet. */
  activationLagMs: lag,
  /** How long lists leave out a new key. */
  listLagMs: lag,
});

export type Tuning = z.infer<typeof tuningSchema>;

export const defaultTuning: Tuning = {
  listOmitsSecret: false,
  listsRevokedKeys: true,
  omitsKeyStatus: false,
  secondRevokeStatus: 404,
  forbiddenStatus: 401,
  keyLimit: null,
  revocationLagMs: 0,
  activationLagMs: 0,
  listLagMs: 0,
};
