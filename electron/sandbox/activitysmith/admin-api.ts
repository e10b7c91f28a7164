import { Hono } from 'hono';
import type { SandboxHandler } from '../sandbox-handler.ts';
import type { AdminApi, AdminContext } from './admin-context.ts';
import { registerAuthorizeRoutes } from './authorize-routes.ts';
import { registerMcpRoutes } from './mcp-routes.ts';
import { registerMetadataRoutes } from './metadata-routes.ts';
import { registerRegistrationRoutes } from './registration-routes.ts';
import { registerTokenRoutes } from './token-routes.ts';
import { VendorRefusal } from './vendor-refusal.ts';

/**
 * Written from ActivitySmith's pages on API keys and on its MCP server, and from the standards they
 * name: OAuth 2.1 with PKCE, RFC 7591, 8414 and 9728, Streamable HTTP. No page shows an answer of
 * the real server: field names beyond the documented ones and all refusals are unverified.
 */
export function createAdminApi(context: AdminContext): SandboxHandler {
  const api: AdminApi = new Hono();
  registerMetadataRoutes(api);
  registerRegistrationRoutes(api, context);
  registerAuthorizeRoutes(api, context);
  registerTokenRoutes(api, context);
  registerMcpRoutes(api, context);

  const paths = new Set(
    api.routes.filter((route) => route.method !== 'ALL').map(({ path }) => path),
  );
  for (const path of paths) {
    api.all(path, () => {
      throw new VendorRefusal(405, 'method_not_allowed', 'Method not allowed');
    });
  }
  api.notFound((c) => c.json({ error: 'not_found', error_description: 'No such call' }, 404));
  api.onError((error, c) => {
    if (!(error instanceof VendorRefusal)) throw error;
    return c.json(
      { error: error.code, error_description: error.message },
      error.status,
      error.headers,
    );
  });
  return async (request) => await api.fetch(request);
}
