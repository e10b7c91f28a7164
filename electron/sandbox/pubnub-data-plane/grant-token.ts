import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { DataPlaneKeyset } from './data-plane-keyset.ts';
import { parseJson } from './request-parsing.ts';

const bits = z.int().min(0).max(255);
const permissionsSchema = z.strictObject({
  channels: z.record(z.string(), bits).optional(),
  groups: z.record(z.string(), bits).optional(),
  uuids: z.record(z.string(), bits).optional(),
  // Older names of channels and uuids that the official SDK still sends, empty.
  spaces: z.record(z.string(), bits).optional(),
  users: z.record(z.string(), bits).optional(),
});

export const grantBodySchema = z
  .strictObject({
    /** Minutes. */
    ttl: z.int().min(1).max(43_200),
    permissions: z.strictObject({
      resources: permissionsSchema,
      patterns: permissionsSchema,
      meta: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      uuid: z.string().min(1).max(92).optional(),
    }),
  })
  .refine(
    ({ permissions }) =>
      [permissions.resources, permissions.patterns].some((group) =>
        Object.values(group).some((names) => Object.keys(names ?? {}).length > 0),
      ),
    'no permission is asked for',
  );

type Grant = z.infer<typeof grantBodySchema>;

const tokenSchema = z.strictObject({
  issuedAt: z.number(),
  ttl: z.number(),
  channels: z.record(z.string(), z.number()),
});

const readBit = 1;

/** A token that carries its own rights, sealed with the secret that signed the grant; opaque to clients. */
export function issueToken(secretKey: string, grant: Grant, now: number): string {
  const claims: z.infer<typeof tokenSchema> = {
    issuedAt: now,
    ttl: grant.ttl,
    channels: { ...grant.permissions.resources.channels, ...grant.permissions.resources.spaces },
  };
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `p0F2${payload}.${sealOf(secretKey, payload)}`;
}

/** Whether a token of this keyset is still good for reading a channel. */
export function mayRead(
  keyset: DataPlaneKeyset,
  tokenSecret: string,
  channel: string,
  now: number,
): boolean {
  const [payload = '', seal = ''] = tokenSecret.replace(/^p0F2/, '').split('.');
  if (!keyset.secretKeys.some((secretKey) => isSeal(seal, sealOf(secretKey, payload))))
    return false;
  const claims = tokenSchema.parse(parseJson(Buffer.from(payload, 'base64url').toString()));
  const isLive = now < claims.issuedAt + claims.ttl * 60_000;
  return isLive && ((claims.channels[channel] ?? 0) & readBit) !== 0;
}

function isSeal(given: string, right: string): boolean {
  const expected = Buffer.from(right);
  const actual = Buffer.from(given);
  return expected.byteLength === actual.byteLength && timingSafeEqual(expected, actual);
}

function sealOf(secretKey: string, payload: string): string {
  return createHmac('sha256', secretKey).update(`token/${payload}`).digest('base64url');
}
