const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** `sec-c-` and five characters: how the API names one of several secret keys. */
export const prefixLength = 11;

/** How many hex digits a pair of identifiers is made of, and how many a secret key. */
export const identifierDigits = 64;
export const secretDigits = 42;

/** The two public strings of a keyset, shaped like the vendor's. */
export function identifiersFrom(digits: string): {
  readonly publishKey: string;
  readonly subscribeKey: string;
} {
  return {
    publishKey: `pub-c-${uuid(digits.slice(0, 32))}`,
    subscribeKey: `sub-c-${uuid(digits.slice(32, 64))}`,
  };
}

/** A secret key. The marker by which a leak of it is found comes after the characters that may be shown. */
export function secretKeyFrom(digits: string): string {
  return withPrefix(`sec-c-${alphanumeric(digits.slice(0, 10))}`, digits);
}

/** A secret key that shares its first eleven characters with another one. */
export const collidingSecretKeyFrom = (otherSecret: string, digits: string): string =>
  withPrefix(otherSecret.slice(0, prefixLength), digits);

const withPrefix = (prefix: string, digits: string): string =>
  `${prefix}RKCANARY${digits.slice(10, secretDigits)}`;

function uuid(digits: string): string {
  const lengths = [8, 4, 4, 4, 12];
  let start = 0;
  return lengths
    .map((length) => {
      start += length;
      return digits.slice(start - length, start);
    })
    .join('-');
}

function alphanumeric(digits: string): string {
  return (digits.match(/../g) ?? [])
    .map((pair) => alphabet.charAt(Number.parseInt(pair, 16) % alphabet.length))
    .join('');
}
