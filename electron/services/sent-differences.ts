import type { ScopeChannel } from '../../shared/scopes/channel-scope-schema.ts';
import type { KeyScope, ScopeInput } from '../../shared/scopes/key-scope.ts';
import type { ProviderAdapter } from './ports/provider-adapter.ts';

/**
 * In what a key differs from the scope that was sent for it, by the provider's names; empty: in
 * nothing. A capability map or a list of channels is sent whole; of a keyset only what was sent
 * counts, the rest is the provider's to fill in.
 */
export function sentDifferences(
  adapter: Pick<ProviderAdapter, 'scopeDifferences'>,
  sent: ScopeInput | null,
  shown: KeyScope,
): readonly string[] {
  if (sent === null) return [];
  const differences = adapter.scopeDifferences(askedAs(sent, shown), shown);
  return sent.kind === 'keyset' && shown.kind === 'keyset'
    ? differences.filter((name) => Object.hasOwn(sent.properties, name))
    : differences;
}

/** What was sent, in the form in which the key is shown. */
function askedAs(sent: ScopeInput, shown: KeyScope): KeyScope {
  switch (sent.kind) {
    case 'keyset': {
      const generation = shown.kind === 'keyset' ? shown.generation : 'v1';
      return { ...sent, generation, unmanaged: [] };
    }
    case 'capability': {
      const shownTokens = shown.kind === 'capability' ? shown.revocableTokens : null;
      return { ...sent, revocableTokens: sent.revocableTokens ?? shownTokens };
    }
    case 'channels': {
      const shownChannels = shown.kind === 'channels' ? shown.channels : [];
      const named = (channel: ScopeChannel): ScopeChannel =>
        shownChannels.find((other) => isSameChannel(channel, other)) ?? channel;
      return { ...sent, channels: sent.channels.map(named) };
    }
  }
}

/** Answers name channels by id and slug or by slug alone, whatever was sent. */
const isSameChannel = (one: ScopeChannel, other: ScopeChannel): boolean =>
  one.publicId === null || other.publicId === null
    ? one.slug === other.slug
    : one.publicId === other.publicId;
