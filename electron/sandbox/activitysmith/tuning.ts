import { z } from 'zod';

const maxLagMs = 3_600_000;

/** Where the vendor's behaviour is unverified or varies: what the server does, changeable at run time. */
export const tuningSchema = z.strictObject({
  /** The sources name `update_api_key` in one place and `rename_api_key` in another. */
  toolSet: z.literal(['update', 'rename']),
  /** Streamable HTTP allows both for the answer to a call. */
  answerFormat: z.literal(['json', 'event-stream']),
  /** Where a tool's result stands: in `structuredContent`, as JSON in a text, or in both. */
  resultShape: z.literal(['both', 'text', 'structured']),
  /** How a key names its channels: objects with both names, or slugs only. */
  channelShape: z.literal(['objects', 'slugs']),
  /** Whether keys carry `created_at`; the documented list does not name it. */
  showsCreatedAt: z.boolean(),
  /** Whether the token answer says `expires_in`, which OAuth only recommends. */
  tokenShowsExpiry: z.boolean(),
  accessTokenLifetimeMs: z.int().min(1),
  /** Whether the person ticks "Manage API keys" when the sandbox consents for them. */
  consentManagesKeys: z.boolean(),
  /** How long the data plane still takes a deleted key. */
  revocationLagMs: z.int().min(0).max(maxLagMs),
  /** How long the list leaves out a new key. */
  listLagMs: z.int().min(0).max(maxLagMs),
});

/** An order beside the tuning: takes back every consent given so far. */
export const ordersSchema = tuningSchema
  .partial()
  .extend({ revokeConsents: z.literal(true).optional() });

export type Tuning = z.infer<typeof tuningSchema>;

export const defaultTuning: Tuning = {
  toolSet: 'update',
  answerFormat: 'json',
  resultShape: 'both',
  channelShape: 'objects',
  showsCreatedAt: false,
  tokenShowsExpiry: true,
  accessTokenLifetimeMs: 3_600_000,
  consentManagesKeys: true,
  revocationLagMs: 0,
  listLagMs: 0,
};
