import { z } from 'zod';
import type { KeysetRecord, SecretKeyRecord } from './account-record.ts';
import {
  requirePaidPlan,
  requirePermission,
  type AdminApi,
  type AdminContext,
} from './admin-context.ts';
import { instantOf, isExpiring } from './secret-expiry.ts';
import { requireKeyset } from './keyset-checks.ts';
import { prefixLength } from './key-strings.ts';
import { parse, readBody, readNoQuery, readQuery } from './request-reading.ts';
import { VendorRefusal } from './vendor-refusal.ts';
import { listedSecretKeyOnWire } from './wire.ts';

const maxExpiringSecrets = 5;
const listQuerySchema = z.strictObject({ activeOnly: z.enum(['true', 'false']).default('false') });
const rotateSchema = z.strictObject({ expiresAt: z.string().optional() });
const extendSchema = z.strictObject({ expiresAt: z.string() });
const prefixSchema = z
  .string()
  .regex(/^sec-c-[a-zA-Z0-9]{5}$/, 'must be the first 11 characters of a secret key');
const path = '/v2/keysets/:keysetId/secret-keys';

/** The secret keys of a keyset: one permanent, up to five that expire. */
export function registerSecretKeyRoutes(api: AdminApi, context: AdminContext): void {
  const { store, clock, tuning } = context;

  api.get(path, (c) => {
    requirePermission(c.get('permissions'), 'keyset-secret:read');
    const { activeOnly } = readQuery(c.req.url, listQuerySchema);
    const keyset = requireKeyset(store, c.req.param('keysetId'));
    const now = clock.now();
    const secretKeys = listed(keyset)
      .filter(({ expiresAt }) => activeOnly === 'false' || expiresAt === null || expiresAt > now)
      .map((secret) => listedSecretKeyOnWire(secret, tuning()));
    return c.json({ secretKeys });
  });

  api.post(path, async (c) => {
    requirePermission(c.get('permissions'), 'keyset-secret:write');
    readNoQuery(c.req.url);
    const body = await readBody(c.req.raw, rotateSchema);
    const now = clock.now();
    const expiresAt = body.expiresAt === undefined ? null : instantOf(body.expiresAt, now);
    const keyset = requireKeyset(store, c.req.param('keysetId'));
    if (expiresAt !== null) {
      requirePaidPlan(tuning(), 'Rotation with overlap');
      if (listed(keyset).filter((secret) => isExpiring(secret, now)).length >= maxExpiringSecrets) {
        throw new VendorRefusal(400, 'A keyset can have at most 5 rotated secret keys');
      }
    }
    const { secretPrefixesCollide } = tuning();
    const { secretKey } = store.rotateSecret(keyset, expiresAt, secretPrefixesCollide);
    return c.json({ secretKey }, 201);
  });

  api.patch(`${path}/:secretKeyPrefix`, async (c) => {
    requirePermission(c.get('permissions'), 'keyset-secret:write');
    readNoQuery(c.req.url);
    const prefix = parse(c.req.param('secretKeyPrefix'), prefixSchema, 'path.secretKeyPrefix');
    const body = await readBody(c.req.raw, extendSchema);
    const expiresAt = instantOf(body.expiresAt, clock.now());
    const keyset = requireKeyset(store, c.req.param('keysetId'));
    const secret = requireRotatedSecret(keyset, prefix, clock.now());
    requirePaidPlan(tuning(), 'Updating the expiration time');
    const changed = store.changeSecret(keyset, secret, { expiresAt });
    return c.json({ secretKey: listedSecretKeyOnWire(changed, tuning()) });
  });

  api.delete(`${path}/:secretKeyPrefix`, (c) => {
    requirePermission(c.get('permissions'), 'keyset-secret:write');
    readNoQuery(c.req.url);
    const prefix = parse(c.req.param('secretKeyPrefix'), prefixSchema, 'path.secretKeyPrefix');
    const keyset = requireKeyset(store, c.req.param('keysetId'));
    const secret = requireRotatedSecret(keyset, prefix, clock.now());
    store.changeSecret(keyset, secret, { endedAt: clock.now() });
    return c.json({ success: true });
  });
}

/** The permanent one first, then the latest rotated. */
const listed = (keyset: KeysetRecord): readonly SecretKeyRecord[] =>
  keyset.secretKeys.filter(({ endedAt }) => endedAt === null).toReversed();

/** Only a secret key with an expiry can be changed or deleted. Of two with one prefix the newest is meant. */
function requireRotatedSecret(keyset: KeysetRecord, prefix: string, now: number): SecretKeyRecord {
  const secret = listed(keyset).find(
    ({ secretKey }) => secretKey.slice(0, prefixLength) === prefix,
  );
  if (secret === undefined) throw new VendorRefusal(404, 'Secret key not found');
  if (secret.expiresAt === null) {
    throw new VendorRefusal(400, 'The permanent secret key can be neither changed nor deleted');
  }
  if (!isExpiring(secret, now)) throw new VendorRefusal(400, 'The secret key has expired');
  return secret;
}
