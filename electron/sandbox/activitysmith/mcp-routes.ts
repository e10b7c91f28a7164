import type { Context } from 'hono';
import { z } from 'zod';
import type { ConsentRecord } from './account-record.ts';
import { originOf, type AdminApi, type AdminContext } from './admin-context.ts';
import { McpSession, protocolVersions, RpcRefusal, rpcCodes } from './mcp-session.ts';
import { readJson } from './request-reading.ts';
import { VendorRefusal } from './vendor-refusal.ts';

const messageSchema = z.strictObject({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.int()]).optional(),
  method: z.string(),
  params: z.record(z.string(), z.unknown()).optional(),
});
type Message = z.infer<typeof messageSchema>;

const maxSessions = 1_000;

/**
 * `/mcp`: Streamable HTTP of the Model Context Protocol, by hand. Sessions are not saved: after a
 * restart the server knows none, and clients begin anew as the protocol tells them to.
 */
export function registerMcpRoutes(api: AdminApi, context: AdminContext): void {
  const sessions = new Map<string, McpSession>();

  api.post('/mcp', async (c) => {
    checkOrigin(c);
    const consent = authorized(c, context);
    checkAccept(c.req.header('accept') ?? '');
    const parsed = messageSchema.safeParse(await readJson(c.req.raw));
    // A list of messages was allowed in one revision of the protocol only.
    if (!parsed.success) return rpcError(c, null, rpcCodes.request, 'Invalid request', 400);
    const message = parsed.data;
    try {
      return answer(c, message, consent);
    } catch (error) {
      if (!(error instanceof RpcRefusal)) throw error;
      return rpcError(c, message.id ?? null, error.code, error.message, 200);
    }
  });

  api.delete('/mcp', (c) => {
    checkOrigin(c);
    const { id } = sessionOf(c, sessions, authorized(c, context));
    sessions.delete(id);
    return c.body(null, 204);
  });

  // No stream from server to client is offered.
  api.all('/mcp', (c) => c.json({ error: 'method_not_allowed' }, 405, { allow: 'POST, DELETE' }));

  function answer(c: Context, message: Message, consent: ConsentRecord): Response {
    if (message.method === 'initialize' && message.id !== undefined) {
      const session = new McpSession(consent.id, message.params);
      const id = context.random.hex(32);
      const [oldest] = sessions.keys();
      if (sessions.size >= maxSessions && oldest !== undefined) sessions.delete(oldest);
      sessions.set(id, session);
      c.header('mcp-session-id', id);
      return result(c, context, message.id, session.initializeResult());
    }
    const { session } = sessionOf(c, sessions, consent);
    if (message.id === undefined) {
      if (message.method === 'notifications/initialized') session.isInitialized = true;
      return c.body(null, 202);
    }
    return result(c, context, message.id, session.handle(message, consent, context));
  }
}

/** The session named in the header, if it is this consent's. */
function sessionOf(
  c: Context,
  sessions: ReadonlyMap<string, McpSession>,
  consent: ConsentRecord,
): { id: string; session: McpSession } {
  const id = c.req.header('mcp-session-id');
  if (id === undefined)
    throw new VendorRefusal(400, 'invalid_request', 'Mcp-Session-Id is missing');
  const session = sessions.get(id);
  if (session?.consentId !== consent.id) {
    throw new VendorRefusal(404, 'session_not_found', 'The session is unknown or over');
  }
  // Without the header the revision before its invention is assumed.
  const version = c.req.header('mcp-protocol-version') ?? protocolVersions[2];
  if (version !== session.version) {
    throw new VendorRefusal(400, 'invalid_request', 'MCP-Protocol-Version does not fit');
  }
  return { id, session };
}

/** As JSON or as an event stream: the protocol allows a server both. */
function result(c: Context, context: AdminContext, id: string | number, value: unknown): Response {
  const message = { jsonrpc: '2.0', id, result: value };
  if (context.tuning().answerFormat === 'json') return c.json(message);
  return c.body(`event: message\ndata: ${JSON.stringify(message)}\n\n`, 200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
  });
}

const rpcError = (
  c: Context,
  id: string | number | null,
  code: number,
  message: string,
  status: 200 | 400,
): Response => c.json({ jsonrpc: '2.0', id, error: { code, message } }, status);

/** Who is not, or no longer, allowed in is told where to ask for it (RFC 9728, 5.1). */
function authorized(c: Context, { grants }: AdminContext): ConsentRecord {
  const metadata = `${originOf(c.req.url)}/.well-known/oauth-protected-resource/mcp`;
  const refuse = (code: string, description: string, also = ''): VendorRefusal =>
    new VendorRefusal(401, code, description, {
      'www-authenticate': `Bearer resource_metadata="${metadata}"${also}`,
    });
  const [, accessSecret] =
    /^Bearer ([\x21-\x7e]+)$/.exec(c.req.header('authorization') ?? '') ?? [];
  if (accessSecret === undefined) throw refuse('unauthorized', 'Authorization is required');
  const consent = grants.allowed(accessSecret);
  if (consent === undefined) {
    throw refuse('invalid_token', 'The token is unknown or over', ', error="invalid_token"');
  }
  return consent;
}

/** Pages of other origins must not speak to a server on this machine. */
function checkOrigin(c: Context): void {
  const origin = c.req.header('origin');
  if (origin !== undefined && origin !== originOf(c.req.url)) {
    throw new VendorRefusal(403, 'invalid_request', 'Foreign origin');
  }
}

function checkAccept(accept: string): void {
  const takes = (mediaType: string): boolean => accept.toLowerCase().includes(mediaType);
  if (!takes('application/json') || !takes('text/event-stream')) {
    throw new VendorRefusal(406, 'invalid_request', 'Accept must name both forms of answers');
  }
}
