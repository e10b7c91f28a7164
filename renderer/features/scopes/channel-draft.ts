import type { ScopeTarget } from '../../../shared/connections/connection.ts';
import type { ChannelScope, ScopeChannel } from '../../../shared/scopes/channel-scope-schema.ts';
import type { ScopeDraft } from '../../parts/scope-draft.ts';

/** The draft of a channel scope with its own kind of input. */
export interface ChannelDraft extends ScopeDraft {
  readonly input: ChannelScope;
}

export const isChannelDraft = (draft: ScopeDraft): draft is ChannelDraft =>
  draft.input.kind === 'channels';

/**
 * The channel behind a picked name. Where the key had it before, it is taken as it stood there: the
 * provider's list of a key may name slugs only, and then the same channel must not look like a new one.
 */
export function pickedChannel(
  { resource: slug, publicId }: Pick<ScopeTarget, 'resource' | 'publicId'>,
  shown: ChannelScope | null,
): ScopeChannel {
  const before = shown?.channels.find((channel) =>
    channel.publicId === null || publicId === null
      ? channel.slug === slug
      : channel.publicId === publicId,
  );
  return before ?? { slug, publicId };
}

/** The slugs of a request as a person types them: `marketing, test-devices`. Null: none is named. */
export function typedSlugs(text: string): string[] | null {
  const slugs = [...new Set(text.split(/[\s,]+/u).filter((slug) => slug !== ''))];
  return slugs.length === 0 ? null : slugs;
}
