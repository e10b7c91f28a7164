import { Hono } from 'hono';
import type { SandboxHandler } from '../sandbox-handler.ts';
import type { AccessTokenRecord } from './account-record.ts';
import type { AdminApi, AdminContext, Needs } from './admin-context.ts';
import { registerAppRoutes } from './app-routes.ts';
import { registerKeyRoutes } from './key-routes.ts';
import { requireNoQuery } from './request-reading.ts';
import { errorBody, VendorRefusal } from './vendor-refusal.ts';

/** The vendor's own clients use the second prefix wherever the host is not the vendor's. */
export const adminPrefixes: readonly string[] = ['/v1', '/api/v1'];

/**
 * Written from the Control API's specification, version 1.1.0, and from what the vendor's command
 * line tool was seen to send. Which code goes with which status is mostly unverified.
 */
export function createAdminApi(context: AdminContext): SandboxHandler {
  const api: AdminApi = new Hono();
  api.use('*', async (c, next) => {
    c.set('token', requireToken(c.req.header('authorization'), context));
    requireNoQuery(c.req.url);
    await next();
  });
  const needs: Needs = (capability) => async (c, next) => {
    if (!c.get('token').capabilities.includes(capability)) throw forbidden(capability, context);
    await next();
  };
  registerAppRoutes(api, needs, context);
  registerKeyRoutes(api, needs, context);

  const paths = new Set(
    api.routes.filter((route) => route.method !== 'ALL').map(({ path }) => path),
  );
  for (const path of paths) {
    api.all(path, () => {
      throw new VendorRefusal(405, 40_500, 'Method not allowed');
    });
  }
  const root = new Hono();
  for (const prefix of adminPrefixes) root.route(prefix, api);
  root.notFound((c) => c.json(errorBody(new VendorRefusal(404, 40_400, 'Not found')), 404));
  root.onError((error, c) => {
    if (!(error instanceof VendorRefusal)) throw error;
    return c.json(errorBody(error), error.status);
  });
  return async (request) => await root.fetch(request);
}

function requireToken(
  header: string | undefined,
  { store, clock }: AdminContext,
): AccessTokenRecord {
  const [, tokenSecret] = /^Bearer ([\x21-\x7e]+)$/i.exec(header ?? '') ?? [];
  if (tokenSecret === undefined) {
    throw new VendorRefusal(401, 40_101, 'No access token was given');
  }
  const token = store.useToken(tokenSecret);
  if (token === null) throw new VendorRefusal(401, 40_100, 'Unauthorized');
  if (token.expiresAt !== null && clock.now() >= token.expiresAt) {
    throw new VendorRefusal(401, 40_142, 'Access token has expired');
  }
  return token;
}

function forbidden(capability: string, { tuning }: AdminContext): VendorRefusal {
  const message = `This access token lacks the capability ${capability}`;
  return tuning().forbiddenStatus === 401
    ? new VendorRefusal(401, 40_160, message)
    : new VendorRefusal(403, 40_300, message);
}
