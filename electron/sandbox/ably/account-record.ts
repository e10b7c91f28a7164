import { z } from 'zod';

/** The state of the simulated account as it is saved. Times are milliseconds since 1970. */

const capabilityMapSchema = z.record(z.string(), z.array(z.string()));

const accessTokenSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  tokenSecret: z.string(),
  /** Such as `read:key`; a call that needs another one is refused. */
  capabilities: z.array(z.string()),
  /** Null: does not expire. */
  expiresAt: z.number().nullable(),
  lastUsedAt: z.number().nullable(),
});

const queueSchema = z.strictObject({
  name: z.string(),
  region: z.string(),
  ttlSeconds: z.int(),
  maxLength: z.int(),
});

const namespaceSchema = z.strictObject({
  id: z.string(),
  persisted: z.boolean(),
  pushEnabled: z.boolean(),
  createdAt: z.number(),
});

const appSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  status: z.enum(['enabled', 'disabled']),
  tlsOnly: z.boolean(),
  createdAt: z.number(),
  modifiedAt: z.number(),
  queues: z.array(queueSchema),
  namespaces: z.array(namespaceSchema),
});

const keySchema = z.strictObject({
  appId: z.string(),
  id: z.string(),
  name: z.string(),
  /** 1 is revoked, and final. */
  status: z.literal([0, 1]),
  /** What follows the colon of the full key. */
  keySecret: z.string(),
  capability: capabilityMapSchema,
  /** Null on keys from before the switch existed. */
  revocableTokens: z.boolean().nullable(),
  createdAt: z.number(),
  modifiedAt: z.number(),
  revokedAt: z.number().nullable(),
});

const tokenRevocationSchema = z.strictObject({
  keyName: z.string(),
  clientId: z.string(),
  issuedBefore: z.number(),
  appliesAt: z.number(),
});

export const accountRecordSchema = z.strictObject({
  formatVersion: z.literal(1),
  provider: z.literal('ably'),
  account: z.strictObject({ id: z.string(), name: z.string() }),
  user: z.strictObject({ id: z.int(), email: z.string() }),
  /** Keys that may be active at once. */
  keyLimit: z.int(),
  accessTokens: z.array(accessTokenSchema).min(2),
  apps: z.array(appSchema),
  /** In the order of creation. */
  keys: z.array(keySchema),
  tokenRevocations: z.array(tokenRevocationSchema),
});

export type AccountRecord = z.infer<typeof accountRecordSchema>;
export type AccessTokenRecord = Readonly<z.infer<typeof accessTokenSchema>>;
export type AppRecord = Readonly<z.infer<typeof appSchema>>;
export type KeyRecord = Readonly<z.infer<typeof keySchema>>;
export type TokenRevocationRecord = Readonly<z.infer<typeof tokenRevocationSchema>>;

/** The public name of a key, unique in the account. */
export const keyNameOf = ({ appId, id }: Pick<KeyRecord, 'appId' | 'id'>): string =>
  `${appId}.${id}`;

export const fullKeyOf = (key: KeyRecord): string => `${keyNameOf(key)}:${key.keySecret}`;
