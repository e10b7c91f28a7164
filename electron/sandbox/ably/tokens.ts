import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { keyNameOf, type KeyRecord } from './account-record.ts';
import type { AdminContext } from './admin-context.ts';
import { capabilitySchema, intersection, type Capability } from './capability.ts';
import { isSameSecret, requireLive, requireNamedKey } from './data-plane-auth.ts';
import { parseJson } from './request-reading.ts';
import { VendorRefusal } from './vendor-refusal.ts';

const hourMs = 3_600_000;
const maxTtlMs = 24 * hourMs;
const maxSkewMs = 120_000;

export const tokenRequestSchema = z.strictObject({
  keyName: z.string(),
  timestamp: z.int(),
  ttl: z.int().min(1).exactOptional(),
  /** JSON in a string: it is signed as it is written. */
  capability: z.string().exactOptional(),
  clientId: z.string().min(1).exactOptional(),
  nonce: z.string().min(16).exactOptional(),
  mac: z.string().exactOptional(),
});
type TokenRequest = z.infer<typeof tokenRequestSchema>;

const claimsSchema = z.strictObject({
  keyName: z.string(),
  issued: z.number(),
  expires: z.number(),
  capability: z.record(z.string(), z.array(z.string())),
  clientId: z.string().nullable(),
});
type Claims = z.infer<typeof claimsSchema>;

/** What the vendor's SDK signs in place of sending the secret. */
export function isSignedBy(request: TokenRequest, key: KeyRecord): boolean {
  const { keyName, ttl, capability, clientId, timestamp, nonce, mac } = request;
  if (nonce === undefined) return false;
  const lines = [keyName, ttl ?? '', capability ?? '', clientId ?? '', timestamp, nonce, ''];
  const expected = createHmac('sha256', key.keySecret).update(lines.join('\n')).digest('base64');
  return isSameSecret(mac ?? '', expected);
}

/** Issues what was asked for, cut down to what the key may do. Nothing is stored. */
export function issueToken(request: TokenRequest, key: KeyRecord, now: number): object {
  if (Math.abs(request.timestamp - now) > maxSkewMs) {
    throw new VendorRefusal(401, 40_104, 'Timestamp not current');
  }
  const ttl = request.ttl ?? hourMs;
  if (ttl > (key.revocableTokens === true ? hourMs : maxTtlMs)) {
    throw new VendorRefusal(400, 40_001, 'The requested ttl is too long');
  }
  const capability =
    request.capability === undefined
      ? key.capability
      : intersection(key.capability, wantedCapability(request.capability));
  if (Object.keys(capability).length === 0) {
    throw new VendorRefusal(401, 40_160, 'The key has none of the requested capability');
  }
  const claims: Claims = {
    keyName: keyNameOf(key),
    ...{ issued: now, expires: now + ttl },
    capability: Object.fromEntries(
      Object.entries(capability).map(([name, all]) => [name, [...all]]),
    ),
    clientId: request.clientId ?? null,
  };
  return {
    token: sealedToken(key, Buffer.from(JSON.stringify(claims)).toString('base64url')),
    keyName: claims.keyName,
    issued: claims.issued,
    expires: claims.expires,
    capability: JSON.stringify(capability),
    ...(request.clientId !== undefined && { clientId: request.clientId }),
  };
}

function wantedCapability(text: string): Capability {
  const parsed = capabilitySchema.safeParse(parseJson(text));
  if (!parsed.success) throw new VendorRefusal(400, 40_000, 'Invalid capability');
  return parsed.data;
}

/** What a token of `Authorization: Bearer` may do; refuses one that is forged, over or revoked. */
export function requireToken(header: string, context: AdminContext): Capability {
  const invalid = new VendorRefusal(401, 40_140, 'Token invalid');
  const [, encoded = ''] = /^Bearer ([A-Za-z0-9+/=]+)$/i.exec(header) ?? [];
  const tokenSecret = Buffer.from(encoded, 'base64').toString();
  const [, payload = ''] = /^[^.]+\.RKCANARY([\w-]+)\.[\w-]+$/.exec(tokenSecret) ?? [];
  const claims = claimsSchema.safeParse(jsonOrNull(Buffer.from(payload, 'base64url').toString()));
  if (!claims.success) throw invalid;
  const { keyName, issued, expires, clientId, capability } = claims.data;
  const key = requireNamedKey(keyName, context);
  if (!isSameSecret(tokenSecret, sealedToken(key, payload))) throw invalid;
  requireLive(key, context);
  const now = context.clock.now();
  if (now >= expires) throw new VendorRefusal(401, 40_142, 'Token expired');
  const isRevoked = context.store
    .tokenRevocations(keyName)
    .some(
      (revocation) =>
        revocation.clientId === clientId &&
        issued <= revocation.issuedBefore &&
        now >= revocation.appliesAt,
    );
  if (isRevoked) throw new VendorRefusal(401, 40_141, 'Token revoked');
  return capability;
}

function sealedToken(key: KeyRecord, payload: string): string {
  const seal = createHmac('sha256', key.keySecret).update(`token/${payload}`).digest('base64url');
  return `${key.appId}.RKCANARY${payload}.${seal}`;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
