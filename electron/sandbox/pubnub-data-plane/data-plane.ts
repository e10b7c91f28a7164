import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { SandboxClock } from '../sandbox-clock.ts';
import type { SandboxHandler } from '../sandbox-handler.ts';
import type { DataPlaneKeyset } from './data-plane-keyset.ts';
import { DataPlaneRefusal } from './data-plane-refusal.ts';
import { queryParameters, signingSecret, type QueryParameters } from './grant-signature.ts';
import { grantBodySchema, issueToken, mayRead } from './grant-token.ts';
import { parse, parseBody } from './request-parsing.ts';

const maxNameLength = 92;
const maxClockSkewSeconds = 60;
/** What the vendor's SDK adds to every request. */
const commonParameters = ['uuid', 'pnsdk', 'requestid', 'instanceid', 'timestamp', 'signature'];
const grantParameters = new Set(commonParameters);
const presenceParameters = new Set([
  ...commonParameters,
  'auth',
  'state',
  'disable_uuids',
  'limit',
]);
const historyParameters = new Set([
  ...commonParameters,
  'auth',
  'count',
  'start',
  'end',
  'reverse',
  'include_token',
  'include_meta',
  'string_message_token',
]);
const historyCountSchema = z.coerce.number().int().min(1).max(100);

/** As recorded answers of the vendor carry it, errors too; the bodies are JSON all the same. */
const contentType = 'text/javascript; charset="UTF-8"';

/** What the data plane knows of an account. */
interface DataPlaneContext {
  readonly clock: SandboxClock;
  /** The keyset that answers to this key right now; undefined for an unknown, new or dead one. */
  readonly liveKeyset: (subscribeKey: string) => DataPlaneKeyset | undefined;
}

/**
 * The calls with which a keyset can be tried without touching a channel: grant, here-now, history.
 * Statuses and bodies are the documented ones where a source shows them; which status a keyset gets
 * whose feature is off is unverified.
 */
export function createDataPlane(context: DataPlaneContext): SandboxHandler {
  const app = new Hono();

  app.post('/v3/pam/:subscribeKey/grant', async (c) => {
    const parameters = readParameters(c, grantParameters);
    const keyset = requireLiveKeyset(c.req.param('subscribeKey'), context);
    if (!keyset.hasAccessManager) {
      throw new DataPlaneRefusal(403, 'Access Manager is not enabled for this subscribe key');
    }
    const body = await c.req.text();
    requireTimestamp(parameters, context.clock.now());
    const { method } = c.req;
    const path = new URL(c.req.url).pathname;
    const secretKey = signingSecret(keyset, { method, path, parameters, body });
    if (secretKey === null) return invalidSignature();
    const grant = parseBody(c.req.header('content-type'), body, grantBodySchema);
    const token = issueToken(secretKey, grant, context.clock.now());
    return json(200, {
      data: { message: 'Success', token },
      service: 'Access Manager',
      status: 200,
    });
  });

  app.get('/v2/presence/sub-key/:subscribeKey/channel/:channel', (c) => {
    const keyset = readableKeyset(c, presenceParameters, context);
    if (!keyset.hasPresence) {
      throw new DataPlaneRefusal(402, 'Presence is not enabled for this subscribe key', 'Presence');
    }
    return json(200, { status: 200, message: 'OK', service: 'Presence', uuids: [], occupancy: 0 });
  });

  app.get('/v2/history/sub-key/:subscribeKey/channel/:channel', (c) => {
    const keyset = readableKeyset(c, historyParameters, context);
    const count = queryParameters(c.req.url)?.get('count');
    if (count !== undefined) parse(count, historyCountSchema, 'query.count');
    // With 200 and a sentence in the place of the messages: what the vendor's SDK tests expect.
    const historyOff =
      'Use of the history API requires the Storage & Playback which is not enabled for this ' +
      'subscribe key.';
    return json(200, [keyset.hasHistory ? [] : historyOff, 0, 0]);
  });

  app.notFound(() => json(404, errorBody(404, 'Not found', 'Gateway')));
  app.onError((error) => {
    if (!(error instanceof DataPlaneRefusal)) throw error;
    return json(error.status, errorBody(error.status, error.message, error.service));
  });
  return async (request) => await app.fetch(request);
}

/** The keyset of a reading call, after everything that can be refused about it. */
function readableKeyset(
  c: Context,
  allowed: ReadonlySet<string>,
  context: DataPlaneContext,
): DataPlaneKeyset {
  const parameters = readParameters(c, allowed);
  const { subscribeKey = '', channel = '' } = c.req.param() as Readonly<Record<string, string>>;
  if (channel.length > maxNameLength) throw new DataPlaneRefusal(400, 'Invalid Channel');
  const keyset = requireLiveKeyset(subscribeKey, context);
  if (!keyset.hasAccessManager) return keyset;

  const now = context.clock.now();
  const tokenSecret = parameters.get('auth');
  if (tokenSecret !== undefined && mayRead(keyset, tokenSecret, channel, now)) return keyset;
  if (parameters.has('signature')) {
    requireTimestamp(parameters, now);
    const path = new URL(c.req.url).pathname;
    const request = { method: c.req.method, path, parameters, body: '' };
    if (signingSecret(keyset, request) !== null) return keyset;
  }
  throw new DataPlaneRefusal(403, 'Forbidden');
}

function readParameters(c: Context, allowed: ReadonlySet<string>): QueryParameters {
  const parameters = queryParameters(c.req.url);
  if (parameters === null) throw new DataPlaneRefusal(400, 'Invalid Arguments');
  for (const name of parameters.keys()) {
    // `l_…` carries the SDK's latency telemetry.
    if (!allowed.has(name) && !name.startsWith('l_')) {
      throw new DataPlaneRefusal(400, 'Invalid Arguments');
    }
  }
  const uuid = parameters.get('uuid') ?? '';
  if (uuid === '' || uuid.length > maxNameLength) throw new DataPlaneRefusal(400, 'Invalid UUID');
  return parameters;
}

function requireLiveKeyset(subscribeKey: string, context: DataPlaneContext): DataPlaneKeyset {
  const keyset = context.liveKeyset(subscribeKey);
  if (keyset === undefined) throw new DataPlaneRefusal(400, 'Invalid Subscribe Key');
  return keyset;
}

function requireTimestamp(parameters: QueryParameters, now: number): void {
  const timestamp = parameters.get('timestamp') ?? '';
  const isNear =
    /^[0-9]{1,12}$/.test(timestamp) &&
    Math.abs(Number(timestamp) - now / 1_000) <= maxClockSkewSeconds;
  if (!isNear) throw new DataPlaneRefusal(400, 'Invalid Timestamp');
}

/** The one v3 error whose body the vendor's own SDK documents. */
function invalidSignature(): Response {
  return json(403, {
    error: {
      message: 'Invalid signature',
      source: 'grant',
      details: [
        {
          message: 'Client and server produced different signatures for the same inputs.',
          location: 'signature',
          locationType: 'query',
        },
      ],
    },
    service: 'Access Manager',
    status: 403,
  });
}

function errorBody(status: number, message: string, service: string): object {
  return { status, error: true, service, message };
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': contentType } });
}
