import type { ChannelRecord, KeyRecord } from './account-record.ts';
import type { AccountStore } from './account-store.ts';
import { keyPrefixLength } from './key-strings.ts';
import type { Tuning } from './tuning.ts';

type Wire = Readonly<Record<string, unknown>>;

export const channelOnWire = ({ publicId, slug, name }: ChannelRecord): Wire => ({
  public_id: publicId,
  slug,
  name,
});

/** A key as lists show it: with its prefix, never with its secret. */
export function keyOnWire(key: KeyRecord, store: AccountStore, tuning: Tuning): Wire {
  const channels = key.channelIds.flatMap((publicId) => store.channel(publicId) ?? []);
  return {
    public_id: key.publicId,
    name: key.name,
    prefix: key.keySecret.slice(0, keyPrefixLength),
    scope_mode: key.scopeMode,
    ...(tuning.channelShape === 'objects'
      ? { channels: channels.map(channelOnWire) }
      : { channel_slugs: channels.map(({ slug }) => slug) }),
    created_by_agent: key.madeByAgent,
    ...(tuning.showsCreatedAt && { created_at: new Date(key.createdAt).toISOString() }),
  };
}

/** A new key: the only answer that ever holds its secret. */
export const newKeyOnWire = (key: KeyRecord, store: AccountStore, tuning: Tuning): Wire => ({
  ...keyOnWire(key, store, tuning),
  key: key.keySecret,
});
