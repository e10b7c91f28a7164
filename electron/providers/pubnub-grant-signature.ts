import { createHmac } from 'node:crypto';

export interface SignedParts {
  readonly method: 'POST';
  readonly publishKey: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The query as it is signed and sent: sorted by key, everything but unreserved characters encoded. */
export function signedQuery(query: Readonly<Record<string, string>>): string {
  return Object.keys(query)
    .sort()
    .map((name) => `${name}=${encoded(query[name] ?? '')}`)
    .join('&');
}

/** PubNub's signature of the second kind, from "Access Manager REST API: signature". */
export function grantSignature(parts: SignedParts, keySecret: string): string {
  const { method, publishKey, path, query, body } = parts;
  const digest = createHmac('sha256', keySecret)
    .update(`${method}\n${publishKey}\n${path}\n${signedQuery(query)}\n${body}`)
    .digest('base64url');
  return `v2.${digest}`;
}

/** `encodeURIComponent` leaves `!'()*~` as they are; PubNub signs them encoded. */
const encoded = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replaceAll(
    /[!'()*~]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
