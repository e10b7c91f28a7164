import { z } from 'zod';
import { allPermissions, permissionSchema } from './permission.ts';

const maxLagMs = 3_600_000;

/** Where the vendor's behaviour is unverified or varies: what the server does, changeable at run time. */
export const tuningSchema = z.strictObject({
  plan: z.enum(['free', 'paid']),
  /** How a call is refused that needs a paid plan; no page says which. */
  planErrorStatus: z.literal([400, 403]),
  /** What the owner's API key may do. */
  permissions: z.array(permissionSchema),
  /** From this instant on every API key is refused; null: they live on. */
  apiKeysExpireAt: z.number().nullable(),
  /** What the list of secret keys shows: whole values, their first eleven characters, or those and asterisks. */
  listShowsSecrets: z.enum(['full', 'stub', 'masked']),
  /** Whether a new secret key shares its first eleven characters with the one it replaces. */
  secretPrefixesCollide: z.boolean(),
  /** Whether the fields of a section that is off are answered as null. */
  nullsWhereDisabled: z.boolean(),
  /** How long the data plane still takes a deleted keyset and a secret key that was ended. */
  revocationLagMs: z.int().min(0).max(maxLagMs),
  /** How long the data plane does not know a new keyset yet. */
  activationLagMs: z.int().min(0).max(maxLagMs),
  /** How long lists leave out a new keyset; reading it by its id works at once. */
  listLagMs: z.int().min(0).max(maxLagMs),
});

export type Tuning = z.infer<typeof tuningSchema>;

export const defaultTuning: Tuning = {
  plan: 'paid',
  planErrorStatus: 403,
  permissions: [...allPermissions],
  apiKeysExpireAt: null,
  listShowsSecrets: 'stub',
  secretPrefixesCollide: false,
  nullsWhereDisabled: false,
  revocationLagMs: 0,
  activationLagMs: 0,
  listLagMs: 0,
};
