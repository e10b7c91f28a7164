/** How many hex digits one secret is made of. */
export const keySecretDigits = 38;

/** What a list shows of a secret: `ask_` and six characters. */
export const keyPrefixLength = 10;

/** Shaped like the vendor's, with the marker by which a leak is found after what may be shown. */
export const keySecretFrom = (digits: string): string =>
  `ask_${digits.slice(0, 6)}RKCANARY${digits.slice(6)}`;
