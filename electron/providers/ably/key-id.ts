/** A key as the Control API addresses it. */
export interface AppKeyId {
  readonly appId: string;
  readonly keyId: string;
}

/** The key's public name, unique in all of Ably; the id by itself is unique in its app only. */
export const keyNameOf = ({ appId, keyId }: AppKeyId): string => `${appId}.${keyId}`;

export const isId = (text: string): boolean => /^[\w-]{1,40}$/.test(text);

/** Null for anything that is not the public name of a key. */
export function appKeyIdOf(keyName: string): AppKeyId | null {
  const point = keyName.indexOf('.');
  const [appId, keyId] = [keyName.slice(0, Math.max(0, point)), keyName.slice(point + 1)];
  return isId(appId) && isId(keyId) ? { appId, keyId } : null;
}

/** Splits `appId.keyId:secret` at its first colon; null for anything else. */
export function fullKeyOf(fullSecret: string): { readonly keyName: string } | null {
  const colon = fullSecret.indexOf(':');
  const keyName = fullSecret.slice(0, Math.max(0, colon));
  const isWhole = /^[\x21-\x7e]+$/.test(fullSecret.slice(colon + 1));
  return isWhole && appKeyIdOf(keyName) !== null ? { keyName } : null;
}
