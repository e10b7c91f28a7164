import { createHash } from 'node:crypto';

/** "HTTP API authentication": lower-case hex MD5 of token, name and timestamp in one. The token itself is not sent. */
export function requestSignature(tokenSecret: string, name: string, timestamp: string): string {
  return createHash('md5').update(`${tokenSecret}${name}${timestamp}`).digest('hex');
}
