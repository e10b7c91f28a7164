import { createHmac, timingSafeEqual } from 'node:crypto';
import type { DataPlaneKeyset } from './data-plane-keyset.ts';

/** A query as the signature needs it; a repeated name makes it unsignable. */
export type QueryParameters = ReadonlyMap<string, string>;

/** Null when a name is repeated or an escape is malformed. `+` is a plus here, not a space. */
export function queryParameters(url: string): QueryParameters | null {
  const queryStart = url.indexOf('?');
  const pairs = queryStart === -1 ? [] : url.slice(queryStart + 1).split('&');
  const parameters = new Map<string, string>();
  for (const pair of pairs) {
    if (pair === '') continue;
    const [name = '', ...rest] = pair.split('=');
    try {
      const decoded = decodeURIComponent(name);
      if (parameters.has(decoded)) return null;
      parameters.set(decoded, decodeURIComponent(rest.join('=')));
    } catch (error) {
      if (error instanceof URIError) return null;
      throw error;
    }
  }
  return parameters;
}

/**
 * Access Manager's v2 signature ("Signature Generation in Access Manager", PubNub REST API):
 * HMAC-SHA-256 over method, publish key, path, query and body, each on its line. Answers the secret
 * key that made it; null when none of the keyset's did.
 */
export function signingSecret(
  keyset: DataPlaneKeyset,
  request: {
    readonly method: string;
    readonly path: string;
    readonly parameters: QueryParameters;
    readonly body: string;
  },
): string | null {
  const given = request.parameters.get('signature');
  if (given === undefined) return null;
  const query = [...request.parameters]
    .filter(([name]) => name !== 'signature')
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`)
    .join('&');
  const message = [request.method, keyset.publishKey, request.path, query, request.body].join('\n');
  return keyset.secretKeys.find((secretKey) => isMadeWith(secretKey, message, given)) ?? null;
}

function isMadeWith(secretKey: string, message: string, given: string): boolean {
  const digest = createHmac('sha256', secretKey).update(message).digest('base64url');
  const expected = Buffer.from(`v2.${digest}`);
  const actual = Buffer.from(given);
  return expected.byteLength === actual.byteLength && timingSafeEqual(expected, actual);
}

/** Every byte but letters, digits, `-`, `_` and `.` as an upper-case escape. */
function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!~*'()]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
