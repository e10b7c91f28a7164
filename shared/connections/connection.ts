import { z } from 'zod';
import { appErrorSchema } from '../errors/app-error.ts';
import { connectionIdSchema, containerIdSchema, instantSchema } from '../lib/ids.ts';

/** One signed-in account at a provider, as the screens see it. The credential is in the keychain. */
export const connectionSchema = z.object({
  id: connectionIdSchema,
  providerId: z.string().max(40),
  label: z.string().max(120),
  /** Whose account it is, as the provider names it (an e-mail address). */
  accountName: z.string().max(320),
  baseUrl: z.string().max(300),
  dataPlaneUrl: z.string().max(300),
  isSandbox: z.boolean(),
  signIn: z.enum(['signed-in', 'needed', 'until-quit']),
  /** When the credential ends, where the provider says so. */
  credentialExpiresAt: instantSchema.nullable(),
  /** The end of the last complete sync; null before the first. */
  lastSyncAt: instantSchema.nullable(),
  lastSyncError: appErrorSchema.nullable(),
  keyCount: z.number().int().min(0),
});
export type Connection = z.infer<typeof connectionSchema>;

/** What the provider groups keys by. */
export const containerSchema = z.object({
  id: containerIdSchema,
  connectionId: connectionIdSchema,
  providerContainerId: z.string().max(100),
  name: z.string().max(10_000),
});
export type Container = z.infer<typeof containerSchema>;

/** True progress of one sync: pages fetched of the total, once the total is known. */
export const syncProgressSchema = z.object({
  connectionId: connectionIdSchema,
  state: z.enum(['running', 'completed', 'cancelled', 'failed']),
  pagesFetched: z.number().int().min(0),
  pagesTotal: z.number().int().min(0).nullable(),
  keysFetched: z.number().int().min(0),
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  error: appErrorSchema.nullable(),
});
export type SyncProgress = z.infer<typeof syncProgressSchema>;

/** One right of a credential, as far as reading tells. */
export const credentialRightSchema = z.object({
  /** The provider's own name, such as `write:key`. */
  name: z.string().max(100),
  /** Null where no read tells: the first change will. */
  isHeld: z.boolean().nullable(),
  /** What Rekey needs it for, in words. */
  purpose: z.string().max(200),
});
export type CredentialRight = z.infer<typeof credentialRightSchema>;

/** What a scope may name at the provider, for the pickers. */
export const scopeTargetSchema = z.object({
  kind: z.enum(['queue', 'namespace', 'channel']),
  /** As it is written in a scope: `[queue]ab12CD-orders`, `chat:*`, a channel's slug. */
  resource: z.string().max(1_000),
  name: z.string().max(1_000),
  /** The id that survives a renaming, where there is one. */
  publicId: z.string().max(200).nullable(),
});
export type ScopeTarget = z.infer<typeof scopeTargetSchema>;
