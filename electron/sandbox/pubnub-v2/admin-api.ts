import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { SandboxHandler } from '../sandbox-handler.ts';
import type { AdminApi, AdminContext } from './admin-context.ts';
import { registerAppRoutes } from './app-routes.ts';
import { registerConfigRoutes } from './config-routes.ts';
import { registerKeysetRoutes } from './keyset-routes.ts';
import type { Permission } from './permission.ts';
import { registerSecretKeyRoutes } from './secret-key-routes.ts';
import { VendorRefusal } from './vendor-refusal.ts';

/** Every date under which an edition of the documentation appeared. */
const knownVersions: ReadonlySet<string> = new Set([
  '2025-11-01',
  '2025-11-15',
  '2026-02-09',
  '2026-03-01',
  '2026-03-23',
  '2026-05-26',
  '2026-09-03',
]);

/** Written from the pages of the PubNub Admin API v2; what they leave open is in `tuning.ts`. */
export function createAdminApi(context: AdminContext): SandboxHandler {
  const api: AdminApi = new Hono<{ Variables: { permissions: readonly Permission[] } }>();
  api.use('/v2/*', async (c, next) => {
    c.set('permissions', permissionsOf(c.req.header('authorization'), context));
    requireHeaders(c.req.header('pubnub-version'), c.req.header('content-type'));
    await next();
  });
  registerAppRoutes(api, context);
  registerKeysetRoutes(api, context);
  registerConfigRoutes(api, context);
  registerSecretKeyRoutes(api, context);

  api.notFound((c) => c.json(new VendorRefusal(404, 'No such call').body(), 404));
  api.onError((error, c) => {
    if (!(error instanceof VendorRefusal)) throw error;
    return c.json(error.body(), error.status);
  });
  return async (request) => await api.fetch(request);
}

/** The header is the API key itself: with `Bearer ` before it, it is no known one. */
function permissionsOf(
  givenSecret: string | undefined,
  { store, clock, tuning }: AdminContext,
): readonly Permission[] {
  const { apiKeysExpireAt, permissions } = tuning();
  const isOver = apiKeysExpireAt !== null && clock.now() >= apiKeysExpireAt;
  const { owner, reader } = store.apiKeys;
  if (givenSecret !== undefined && !isOver) {
    if (isSame(givenSecret, owner.apiKeySecret)) {
      return owner.permissions.filter((permission) => permissions.includes(permission));
    }
    if (isSame(givenSecret, reader.apiKeySecret)) return reader.permissions;
  }
  throw new VendorRefusal(401, 'The API key is missing, unknown, revoked or has expired');
}

function requireHeaders(version: string | undefined, contentType: string | undefined): void {
  if (version === undefined) throw new VendorRefusal(400, 'PubNub-Version header is required');
  if (!knownVersions.has(version)) throw new VendorRefusal(400, 'PubNub-Version is not supported');
  if (!/^application\/json(\s*;|$)/i.test(contentType ?? '')) {
    throw new VendorRefusal(400, 'Content-Type must be application/json');
  }
}

function isSame(givenSecret: string, knownSecret: string): boolean {
  const digest = (secretText: string): Buffer => createHash('sha256').update(secretText).digest();
  return timingSafeEqual(digest(givenSecret), digest(knownSecret));
}
