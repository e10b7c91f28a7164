const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Key ids and secrets are base64url, so an id may begin with `-` or `_`. */
const base64url = `${letters}-_`;

const keyIdLength = 6;
const secretTailLength = 35;

/** Hex digits that one id and one secret are made of. */
export const keyStringDigits = 2 * (keyIdLength + secretTailLength);
export const appIdDigits = 2 * keyIdLength;

/** The two strings of a key. The secret carries the marker by which a leak of it is found. */
export function keyStringsFrom(digits: string): {
  readonly id: string;
  readonly keySecret: string;
} {
  const characters = spell(digits, base64url);
  return {
    id: characters.slice(0, keyIdLength),
    keySecret: `RKCANARY${characters.slice(keyIdLength, keyIdLength + secretTailLength)}`,
  };
}

export const appIdFrom = (digits: string): string => spell(digits.slice(0, appIdDigits), letters);

function spell(digits: string, alphabet: string): string {
  return (digits.match(/../g) ?? [])
    .map((pair) => alphabet.charAt(Number.parseInt(pair, 16) % alphabet.length))
    .join('');
}
