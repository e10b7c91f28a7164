const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export interface KeyStrings {
  readonly publishKey: string;
  readonly subscribeKey: string;
  readonly secretKey: string;
}

/** How many hex digits one set of key strings is made of. */
export const keyStringDigits = 106;

/**
 * The three strings of a keyset, shaped like the vendor's. The secret carries the marker by which a
 * leak of it is found: after the five characters that the app may show.
 */
export function keyStringsFrom(digits: string): KeyStrings {
  return {
    publishKey: `pub-c-${uuid(digits.slice(0, 32))}`,
    subscribeKey: `sub-c-${uuid(digits.slice(32, 64))}`,
    secretKey: `sec-c-${alphanumeric(digits.slice(64, 74))}RKCANARY${digits.slice(74, 106)}`,
  };
}

function uuid(digits: string): string {
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20, 32),
  ].join('-');
}

function alphanumeric(digits: string): string {
  return (digits.match(/../g) ?? [])
    .map((pair) => alphabet.charAt(Number.parseInt(pair, 16) % alphabet.length))
    .join('');
}
