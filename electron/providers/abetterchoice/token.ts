import { z } from 'zod';
import { SECOND_MS } from '../../../shared/lib/duration.ts';
import type { SecretFacts } from '../../services/ports/provider-values.ts';

const MAX_LENGTH = 8_192;
const LATEST_SECONDS = 8_640_000_000_000;
const seconds = z.number().min(0).max(LATEST_SECONDS).nullable().catch(null).default(null);

/** The official Go client reads the key's name from the payload; nothing here is proven by it. */
const payloadSchema = z.object({
  tokenName: z.string().min(1).max(200),
  iat: seconds,
  exp: seconds,
});

/** What a token in the form of a JWT says of itself; null for any other text. */
export function readToken(tokenSecret: string): SecretFacts | null {
  const [, payload, signature] = tokenSecret.length > MAX_LENGTH ? [] : tokenSecret.split('.');
  if (payload === undefined || signature === undefined) return null;
  const parsed = payloadSchema.safeParse(jsonOf(payload));
  if (!parsed.success) return null;
  const { tokenName, iat, exp } = parsed.data;
  return { name: tokenName, createdAt: instantOf(iat), expiresAt: instantOf(exp) };
}

function jsonOf(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString());
  } catch (error) {
    // A text that only looks like a token; the error would quote it.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const instantOf = (inSeconds: number | null): number | null =>
  inSeconds === null ? null : Math.floor(inSeconds * SECOND_MS);
