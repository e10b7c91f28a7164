import type { ChannelScope, ScopeChannel } from './channel-scope-schema.ts';

/** What names a channel for good: its public id, and only without one its slug. */
export const channelKeyOf = ({ publicId, slug }: ScopeChannel): string =>
  publicId === null ? `slug ${slug}` : `id ${publicId}`;

/** The channels of a scope as a sorted set. */
export const channelKeys = ({ channels }: Pick<ChannelScope, 'channels'>): string[] =>
  [...new Set(channels.map(channelKeyOf))].sort();

/** `mode` and channels in which two scopes differ; empty means provably the same. */
export function channelDifferences(before: ChannelScope, after: ChannelScope): string[] {
  if (before.mode !== after.mode) return ['mode'];
  if (before.mode === 'all') return [];
  const old = new Map(before.channels.map((channel) => [channelKeyOf(channel), channel.slug]));
  const next = new Map(after.channels.map((channel) => [channelKeyOf(channel), channel.slug]));
  return [
    ...[...old].filter(([key]) => !next.has(key)).map(([, slug]) => slug),
    ...[...next].filter(([key]) => !old.has(key)).map(([, slug]) => slug),
  ].sort();
}

/** Why a channel scope would be refused, in words. An empty list is never sent: its meaning is not stated. */
export function channelScopeProblems(scope: Pick<ChannelScope, 'mode' | 'channels'>): string[] {
  if (scope.mode === 'channels' && scope.channels.length === 0)
    return ['Choose at least one channel, or all recipients.'];
  if (scope.mode === 'all' && scope.channels.length > 0)
    return ['A key for all recipients names no channels.'];
  return [];
}

/** The scope in a few words: `all recipients`, `ops`, `marketing`; a key may have lost its last channel. */
export function channelScopeWords({ mode, channels }: ChannelScope): string[] {
  if (mode === 'all') return ['all recipients'];
  return channels.length === 0 ? ['no channels'] : channels.map(({ slug }) => slug);
}

/** Whom a request with these `target.channels` reaches. */
export type ChannelOutcome =
  | { readonly kind: 'all-recipients' }
  | { readonly kind: 'channels'; readonly slugs: readonly string[] }
  /** 403 "Invalid channel targeting": these slugs are not assigned to the key. */
  | { readonly kind: 'refused'; readonly outside: readonly string[] };

/** The four outcomes of scope × `target.channels`; null for a request that names no channels. */
export function channelOutcome(
  scope: Pick<ChannelScope, 'mode' | 'channels'>,
  targetSlugs: readonly string[] | null,
): ChannelOutcome {
  const assigned = scope.channels.map(({ slug }) => slug);
  if (targetSlugs === null)
    return scope.mode === 'all'
      ? { kind: 'all-recipients' }
      : { kind: 'channels', slugs: assigned };
  if (scope.mode === 'all') return { kind: 'channels', slugs: targetSlugs };
  const outside = targetSlugs.filter((slug) => !assigned.includes(slug));
  return outside.length > 0
    ? { kind: 'refused', outside }
    : { kind: 'channels', slugs: targetSlugs };
}
