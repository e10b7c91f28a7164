import { z } from 'zod';

/** The state of the simulated account as it is saved. Times are milliseconds since 1970. */

const channelSchema = z.strictObject({
  publicId: z.string(),
  slug: z.string(),
  name: z.string(),
  /** How many devices listen to it. */
  devices: z.int(),
});

const keySchema = z.strictObject({
  publicId: z.string(),
  name: z.string(),
  keySecret: z.string(),
  scopeMode: z.literal(['all', 'channels']),
  /** Public ids; those of channels that were deleted stay and match nothing. */
  channelIds: z.array(z.string()),
  madeByAgent: z.boolean(),
  createdAt: z.number(),
});

const deletedKeySchema = z.strictObject({ keySecret: z.string(), deletedAt: z.number() });

const clientSchema = z.strictObject({
  clientId: z.string(),
  name: z.string(),
  redirectUris: z.array(z.string()),
  createdAt: z.number(),
});

/** One "Allow" on the consent page. */
const consentSchema = z.strictObject({
  id: z.string(),
  clientId: z.string(),
  scopes: z.array(z.string()),
  managesKeys: z.boolean(),
  isRevoked: z.boolean(),
});

const codeSchema = z.strictObject({
  codeSecret: z.string(),
  consentId: z.string(),
  redirectUri: z.string(),
  challenge: z.string(),
  endsAt: z.number(),
  isUsed: z.boolean(),
});

const tokenSchema = z.strictObject({
  kind: z.literal(['access', 'refresh']),
  tokenSecret: z.string(),
  consentId: z.string(),
  endsAt: z.number(),
});

export const accountRecordSchema = z.strictObject({
  formatVersion: z.literal(1),
  provider: z.literal('activitysmith'),
  user: z.strictObject({ name: z.string(), email: z.string() }),
  channels: z.array(channelSchema),
  /** In the order of creation. */
  keys: z.array(keySchema),
  deletedKeys: z.array(deletedKeySchema),
  clients: z.array(clientSchema),
  consents: z.array(consentSchema),
  codes: z.array(codeSchema),
  tokens: z.array(tokenSchema),
});

export type AccountRecord = z.infer<typeof accountRecordSchema>;
export type ChannelRecord = Readonly<z.infer<typeof channelSchema>>;
export type KeyRecord = Readonly<z.infer<typeof keySchema>>;
export type DeletedKeyRecord = Readonly<z.infer<typeof deletedKeySchema>>;
export type ClientRecord = Readonly<z.infer<typeof clientSchema>>;
export type ConsentRecord = Readonly<z.infer<typeof consentSchema>>;
export type CodeRecord = Readonly<z.infer<typeof codeSchema>>;
export type TokenRecord = Readonly<z.infer<typeof tokenSchema>>;
