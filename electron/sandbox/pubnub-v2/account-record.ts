import { z } from 'zod';
import { permissionSchema } from './permission.ts';

/** The state of the simulated account as it is saved. Times are milliseconds since 1970. */

const apiKeySchema = z.strictObject({
  apiKeySecret: z.string(),
  permissions: z.array(permissionSchema),
});

const appSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

const secretKeySchema = z.strictObject({
  secretKey: z.string(),
  createdAt: z.number(),
  /** Null: the permanent one. */
  expiresAt: z.number().nullable(),
  /** When it was replaced without overlap or deleted: out of every list from then on. */
  endedAt: z.number().nullable(),
});

const configValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** Sections by name; also those that this server does not let anybody write. */
const configSchema = z.record(z.string(), z.record(z.string(), configValueSchema));

const keysetSchema = z.strictObject({
  id: z.string(),
  appId: z.string(),
  name: z.string(),
  type: z.enum(['testing', 'production']),
  publishKey: z.string(),
  subscribeKey: z.string(),
  /** Oldest first. */
  secretKeys: z.array(secretKeySchema).min(1),
  config: configSchema,
  createdAt: z.number(),
  updatedAt: z.number(),
  /** A deleted keyset stays here for the data plane, which may learn of it later. */
  deletedAt: z.number().nullable(),
});

export const accountRecordSchema = z.strictObject({
  formatVersion: z.literal(1),
  provider: z.literal('pubnub-v2'),
  nextId: z.int(),
  apiKeys: z.array(apiKeySchema).length(2),
  apps: z.array(appSchema),
  /** In the order of creation. */
  keysets: z.array(keysetSchema),
});

export type AccountRecord = z.infer<typeof accountRecordSchema>;
export type ApiKeyRecord = Readonly<z.infer<typeof apiKeySchema>>;
export type AppRecord = Readonly<z.infer<typeof appSchema>>;
export type SecretKeyRecord = Readonly<z.infer<typeof secretKeySchema>>;
export type KeysetRecord = Readonly<z.infer<typeof keysetSchema>>;
export type KeysetType = KeysetRecord['type'];
export type ConfigValue = z.infer<typeof configValueSchema>;
export type KeysetConfig = Readonly<Record<string, Readonly<Record<string, ConfigValue>>>>;
