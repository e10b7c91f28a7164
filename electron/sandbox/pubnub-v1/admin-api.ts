import { Hono } from 'hono';
import type { SandboxHandler } from '../sandbox-handler.ts';
import type { UserRecord } from './account-record.ts';
import type { AdminApi, AdminContext } from './admin-context.ts';
import { registerAppRoutes } from './app-routes.ts';
import { registerKeyRoutes } from './key-routes.ts';
import { registerSessionRoutes } from './session-routes.ts';
import { registerVaultRoutes } from './vault-routes.ts';
import { VendorRefusal } from './vendor-refusal.ts';

/**
 * Written from "REST APIs for Provisioning Keys" (PubNub Admin API v1). That text documents no error
 * at all: every status but 2xx and the body `{"error":true,"message":"…"}` are unverified.
 */
export function createAdminApi(context: AdminContext): SandboxHandler {
  const api: AdminApi = new Hono<{ Variables: { user: UserRecord } }>();
  registerSessionRoutes(api, context);
  registerAppRoutes(api, context);
  registerKeyRoutes(api, context);
  registerVaultRoutes(api, context);

  // Calls that exist only in older clients, such as PUT and DELETE of apps, are not offered.
  const paths = new Set(
    api.routes.filter((route) => route.method !== 'ALL').map(({ path }) => path),
  );
  for (const path of paths) {
    api.all(path, () => {
      throw new VendorRefusal(405, 'Method not allowed');
    });
  }
  api.notFound((c) => c.json({ error: true, message: 'No such call' }, 404));
  api.onError((error, c) => {
    if (!(error instanceof VendorRefusal)) throw error;
    return c.json({ error: true, message: error.message }, error.status);
  });
  return async (request) => await api.fetch(request);
}
