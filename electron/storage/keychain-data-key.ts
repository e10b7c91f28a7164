import type { KeychainReason } from '../../shared/errors/app-error.ts';
import type { IdSource } from '../services/ports/id-source.ts';
import type { Keychain, KeychainRead } from '../services/ports/keychain.ts';
import { DATA_KEY_BYTES, decodeDataKey, encodeDataKey } from './data-key.ts';

export type DataKeyRead =
  | { readonly kind: 'stored'; readonly dataKey: Uint8Array }
  /** The item is there and is no data key. */
  | { readonly kind: 'malformed' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly reason: KeychainReason };

/** The one item that opens a profile; written once and never overwritten. */
const itemName = (profileId: string): string => `v1/${profileId}/data-key`;

/** Nobody sits in front of a screen yet, so the keychain gets the short deadline. */
const PATIENCE = 'background';

export async function readDataKey(keychain: Keychain, profileId: string): Promise<DataKeyRead> {
  let read = await keychain.read(itemName(profileId), PATIENCE);
  if (read.kind === 'absent') {
    // An uninitialised keyring answers "no such item" too: only one that stores is believed.
    const probed = await keychain.probe();
    if (probed.kind === 'failed') return probed;
    read = await keychain.read(itemName(profileId), PATIENCE);
  }
  return dataKeyOf(read);
}

/** Called only where the item is absent and no database needs another one. */
export async function createDataKey(
  keychain: Keychain,
  profileId: string,
  ids: IdSource,
): Promise<DataKeyRead> {
  const dataKey = ids.bytes(DATA_KEY_BYTES);
  const written = await keychain.write(itemName(profileId), encodeDataKey(dataKey), PATIENCE);
  return written.kind === 'done' ? { kind: 'stored', dataKey } : written;
}

function dataKeyOf(read: KeychainRead): DataKeyRead {
  if (read.kind !== 'stored') return read;
  const dataKey = decodeDataKey(read.secretValue);
  return dataKey === null ? { kind: 'malformed' } : { kind: 'stored', dataKey };
}
