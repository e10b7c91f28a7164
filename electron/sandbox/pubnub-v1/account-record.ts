import { z } from 'zod';

/** The state of the simulated account as it is saved. Times are milliseconds since 1970. */

const userSchema = z.strictObject({
  id: z.int(),
  email: z.string(),
  passwordSecret: z.string(),
  /** Without it every change is answered with 403. */
  mayWrite: z.boolean(),
  createdAt: z.number(),
});

const sessionSchema = z.strictObject({
  tokenSecret: z.string(),
  userId: z.int(),
  createdAt: z.number(),
});

const appSchema = z.strictObject({
  id: z.int(),
  name: z.string(),
  statsChannel: z.string(),
  createdAt: z.number(),
  modifiedAt: z.number().nullable(),
});

const keysetSchema = z.strictObject({
  id: z.int(),
  appId: z.int(),
  /** 1 production, 0 testing. */
  type: z.literal([0, 1]),
  /** 0 is final. */
  status: z.literal([0, 1]),
  publishKey: z.string(),
  subscribeKey: z.string(),
  /** Null on very old keysets. */
  secretKey: z.string().nullable(),
  properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  createdAt: z.number(),
  modifiedAt: z.number().nullable(),
  disabledAt: z.number().nullable(),
  /** In the order of first writing; the API never gives the values back. */
  vaultSecrets: z.array(z.strictObject({ name: z.string(), secretValue: z.string() })),
});

export const accountRecordSchema = z.strictObject({
  formatVersion: z.literal(1),
  provider: z.literal('pubnub-v1'),
  accountId: z.int(),
  nextId: z.int(),
  users: z.array(userSchema).min(1),
  sessions: z.array(sessionSchema),
  apps: z.array(appSchema),
  /** In the order of creation. */
  keysets: z.array(keysetSchema),
});

export type AccountRecord = z.infer<typeof accountRecordSchema>;
export type UserRecord = Readonly<z.infer<typeof userSchema>>;
export type SessionRecord = Readonly<z.infer<typeof sessionSchema>>;
export type AppRecord = Readonly<z.infer<typeof appSchema>>;
export type KeysetRecord = Readonly<z.infer<typeof keysetSchema>>;
