import { Hono, type Context } from 'hono';
import type { SandboxHandler } from '../sandbox-handler.ts';
import { keyNameOf, type KeyRecord } from './account-record.ts';
import type { AdminContext } from './admin-context.ts';
import { allows } from './capability.ts';
import { requireBasicKey, requireLive, requireNamedKey } from './data-plane-auth.ts';
import { readBody } from './request-reading.ts';
import { revocationSchema, revokeTokens } from './token-revocation.ts';
import { isSignedBy, issueToken, requireToken, tokenRequestSchema } from './tokens.ts';
import { errorBody, VendorRefusal } from './vendor-refusal.ts';

/** From this version of the protocol on, batches are answered with counts instead of a bare list. */
const firstCountingVersion = 3;

/**
 * The calls with which a key can be tried without touching a channel, and the revocation of tokens.
 * Codes are the documented ones; which of them a dead key gets is not stated for any call.
 */
export function createDataPlane(context: AdminContext): SandboxHandler {
  const app = new Hono();
  app.use('*', async (c, next) => {
    protocolVersion(c.req.header('x-ably-version'));
    await next();
  });

  app.get('/time', (c) => c.json([context.clock.now()]));

  registerTokenRoutes(app, context);

  // Past messages; the simulated channels have none.
  app.get('/channels/:channel/messages', (c) => {
    const header = c.req.header('authorization') ?? '';
    const capability = /^Bearer /i.test(header)
      ? requireToken(header, context)
      : requireBasicKey(header, context).capability;
    if (!allows(capability, c.req.param('channel'), 'history')) {
      throw new VendorRefusal(401, 40_160, 'Action not permitted by the capability');
    }
    return c.json([]);
  });

  app.notFound((c) => refused(c, new VendorRefusal(404, 40_400, 'Not found')));
  app.onError((error, c) => {
    if (!(error instanceof VendorRefusal)) throw error;
    return refused(c, error);
  });
  return async (request) => await app.fetch(request);
}

function registerTokenRoutes(app: Hono, context: AdminContext): void {
  app.post('/keys/:keyName/requestToken', async (c) => {
    // Who asks comes first: a body is not judged for somebody unknown.
    const basicKey = keyOfHeader(c, context);
    const request = await readBody(c.req.raw, tokenRequestSchema);
    if (request.keyName !== c.req.param('keyName')) {
      throw new VendorRefusal(400, 40_000, 'keyName must repeat the path');
    }
    const key = basicKey ?? requireNamedKey(request.keyName, context);
    if (keyNameOf(key) !== request.keyName) {
      throw new VendorRefusal(401, 40_101, 'The credentials are those of another key');
    }
    if (basicKey === null) {
      if (!isSignedBy(request, key)) throw new VendorRefusal(401, 40_101, 'Invalid mac');
      requireLive(key, context);
    }
    return c.json(issueToken(request, key, context.clock.now()), 201);
  });

  app.post('/keys/:keyName/revokeTokens', async (c) => {
    const key = keyOfHeader(c, context);
    if (key === null) throw new VendorRefusal(401, 40_162, 'This call needs basic authentication');
    if (keyNameOf(key) !== c.req.param('keyName')) {
      throw new VendorRefusal(401, 40_133, 'Tokens can be revoked with their own key only');
    }
    const request = await readBody(c.req.raw, revocationSchema);
    const { results, failureCount } = revokeTokens(request, key, context);
    const successCount = results.length - failureCount;
    if (protocolVersion(c.req.header('x-ably-version')) >= firstCountingVersion) {
      return c.json({ successCount, failureCount, results }, 201);
    }
    if (failureCount === 0) return c.json(results, 201);
    const partial = new VendorRefusal(400, 40_020, 'Some targets could not be revoked');
    c.header('x-ably-errorcode', String(partial.code));
    return c.json({ error: errorBody(partial), batchResponse: results }, 400);
  });
}

/** Null without a header: then the body may be signed instead. */
function keyOfHeader(c: Context, context: AdminContext): KeyRecord | null {
  const header = c.req.header('authorization');
  if (header === undefined) return null;
  if (/^Bearer /i.test(header)) {
    throw new VendorRefusal(401, 40_162, 'This call needs basic authentication');
  }
  return requireBasicKey(header, context);
}

function protocolVersion(version = '1.2'): number {
  if (!/^\d{1,2}(\.\d{1,2})?$/.test(version)) {
    throw new VendorRefusal(400, 40_000, 'Unknown protocol version');
  }
  return Number(version);
}

/** Unlike the Control API's, these errors are wrapped, and told in headers too. */
function refused(c: Context, refusal: VendorRefusal): Response {
  c.header('x-ably-errorcode', String(refusal.code));
  c.header('x-ably-errormessage', refusal.message);
  return c.json({ error: errorBody(refusal) }, refusal.status);
}
