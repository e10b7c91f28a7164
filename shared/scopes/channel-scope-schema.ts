import { z } from 'zod';

/** A channel by both its names: the slug can be renamed, the public id stays. */
export const scopeChannelSchema = z.object({
  slug: z.string().max(200),
  /** Null where the provider's list names slugs only. */
  publicId: z.string().max(200).nullable(),
});
export type ScopeChannel = z.infer<typeof scopeChannelSchema>;

/** Whom an ActivitySmith key may reach: every recipient of the account, or those of its channels. */
export const channelScopeSchema = z.object({
  kind: z.literal('channels'),
  mode: z.enum(['all', 'channels']),
  /** Empty when `mode` is `all`. */
  channels: z.array(scopeChannelSchema).max(500),
});
export type ChannelScope = z.infer<typeof channelScopeSchema>;
