import { createHmac, hkdfSync } from 'node:crypto';

export const DATA_KEY_BYTES = 32;
/** SQLCipher's salt: the first bytes of the file, in clear. */
export const SALT_BYTES = 16;

const derive = (dataKey: Uint8Array, purpose: string, length: number): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', dataKey, new Uint8Array(), `rekey v1 ${purpose}`, length));

/** The key of the fingerprints, which never leaves the process. */
export const fingerprintKeyOf = (dataKey: Uint8Array): Uint8Array =>
  derive(dataKey, 'fingerprint', 32);

/**
 * The salt that a database under this key starts with. Derived instead of random, so that a
 * file can be recognised as ours, and under this key, without decrypting or touching it.
 */
export const saltOf = (dataKey: Uint8Array): Uint8Array =>
  derive(dataKey, 'database salt', SALT_BYTES);

/** Tells in `profile.json` whether a data key is the right one, and nothing about the key. */
export const keyCheckOf = (dataKey: Uint8Array): string =>
  createHmac('sha256', dataKey).update('rekey v1 key check').digest('hex').slice(0, 32);

export const encodeDataKey = (dataKey: Uint8Array): string => Buffer.from(dataKey).toString('hex');

/** Null when the keychain item is not a data key. */
export function decodeDataKey(encodedSecret: string): Uint8Array | null {
  if (!/^[0-9a-f]{64}$/.test(encodedSecret)) return null;
  return new Uint8Array(Buffer.from(encodedSecret, 'hex'));
}
