import { expect } from 'vitest';
import { createActivitysmith } from '../../../electron/providers/activitysmith/index.ts';
import { createGuardedFetch } from '../../../electron/providers/guarded-fetch.ts';
import { createProviderHttp } from '../../../electron/providers/provider-http.ts';
import { adapterOf } from '../../../electron/providers/provider-registry.ts';
import type { ProviderSession } from '../../../electron/services/ports/provider-values.ts';
import type { ProviderOperations } from '../../../electron/services/ports/provider-operations.ts';
import { appErrorSchema, ok, type Result } from '../../../shared/errors/app-error.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../fakes/fake-id-source.ts';
import {
  FakeTransport,
  jsonAnswer,
  type Answer,
  type SentRequest,
} from '../../fakes/fake-transport.ts';
import { RecordingLogger } from '../recording-logger.ts';
import { settle } from '../settle.ts';
import type { RecordedCall } from './recorded-calls.ts';

export const accessSecret = 'mcp_at_RKCANARYaccess0123456789';
export const refreshSecret = 'mcp_rt_RKCANARYrefresh0123456789';

/** The official client numbers its requests: the handshake, the list of tools, the call. */
export const callId = 2;

/** The tools that are offered, with the names of their arguments. */
type Tools = Readonly<Record<string, readonly string[]>>;

const updateArguments = ['public_id', 'name', 'scope_mode', 'channel_slugs', 'channel_public_ids'];
const updateTools = {
  create_api_key: updateArguments.slice(1),
  list_api_keys: [],
  update_api_key: updateArguments,
  delete_api_key: ['public_id'],
  list_channels: [],
};
export const renameTools = {
  ...{ create_api_key: updateArguments.slice(1), list_api_keys: [], list_channels: [] },
  ...{ rename_api_key: ['public_id', 'name'], delete_api_key: ['public_id'] },
};

export const rpcResult = (value: unknown): unknown => ({
  ...{ jsonrpc: '2.0', id: callId },
  result: { content: [{ type: 'text', text: JSON.stringify(value) }], structuredContent: value },
});

export const toolFailure = (text: string): unknown => ({
  ...{ jsonrpc: '2.0', id: callId },
  result: { content: [{ type: 'text', text }], isError: true },
});

/** The adapter with a scripted MCP server: a true handshake, then whatever a test answers. */
export class McpHarness {
  readonly clock = new FakeClock();
  readonly logger = new RecordingLogger();
  readonly transport: FakeTransport;
  readonly operations: Required<ProviderOperations>;
  /** How often the session asked for a new credential. */
  renewals = 0;
  tools: Tools = updateTools;
  /** Answers instead of the handshake, by method; everything that is no MCP message has none. */
  before: Answer | null = null;
  /** Answers requests that are no MCP messages. */
  other: Answer = () => jsonAnswer({ error: 'not_found' }, { status: 404 });
  credentialSecret = credential();

  constructor(onCall: Answer) {
    this.transport = new FakeTransport((request) => this.answer(request, onCall));
    const shared = { clock: this.clock, transport: this.transport.fetch, allowLoopback: false };
    const ids = new FakeIdSource();
    this.operations = adapterOf(
      createActivitysmith({
        http: createProviderHttp({ ...shared, ids, logger: this.logger }),
        fetch: createGuardedFetch({ ...shared, logger: this.logger }),
        ...{ clock: this.clock, ids },
      }),
    ).operations as Required<ProviderOperations>;
  }

  session(): ProviderSession {
    return {
      ...{ baseUrl: 'https://mcp.activitysmith.com/mcp', accountId: 'account-of-channel-x' },
      ...{ dataPlaneUrl: 'https://activitysmith.com', credentialSecret: this.credentialSecret },
      renew: async (exchange) => {
        this.renewals += 1;
        const renewed = await exchange();
        return renewed.ok ? ok(renewed.value.credentialSecret) : renewed;
      },
    };
  }

  /** Runs to the end and checks what must hold however it ends. */
  async run(
    { run, schema, answersSecrets }: RecordedCall,
    signal = new AbortController().signal,
  ): Promise<{ result: Result<unknown>; tookMs: number }> {
    const { value: result, tookMs } = await settle(
      this.clock,
      run(this.operations, this.session(), signal),
    );
    expect(this.clock.pendingTimers, 'timers left behind').toBe(0);
    expect(this.logger.lines.join('\n'), 'the log').not.toMatch(/RKCANARY|https:|Bearer/);
    if (result.ok) {
      expect(() => schema.parse(result.value)).not.toThrow();
      if (!answersSecrets) expect(JSON.stringify(result.value)).not.toContain('RKCANARY');
    } else {
      expect(appErrorSchema.parse(result.error)).toEqual(result.error);
      expect(JSON.stringify(result.error), 'the error').not.toContain('RKCANARY');
    }
    for (const { url } of this.transport.requests) expect(url.href).not.toContain('RKCANARY');
    return { result, tookMs };
  }

  /** The calls of tools that were sent, with their arguments. */
  calls(): { name: string; arguments: unknown }[] {
    return this.transport.requests.flatMap(({ body }) => {
      const message = messageOf(body);
      return message?.method === 'tools/call'
        ? [message.params as { name: string; arguments: unknown }]
        : [];
    });
  }

  private answer(request: SentRequest, onCall: Answer): Response | Promise<Response> {
    const message = request.method === 'POST' ? messageOf(request.body) : null;
    if (message === null) return this.other(request);
    if (message.method === 'tools/call') return onCall(request);
    if (this.before !== null) return this.before(request);
    // A notification has no answer.
    if (message.id === undefined) return new Response(null, { status: 202 });
    return jsonAnswer(handshakeOf(message, this.tools), {
      headers: message.method === 'initialize' ? { 'mcp-session-id': 'session-1' } : {},
    });
  }
}

/** The answers to what a connection asks before it calls a tool. */
export function handshakeOf(message: Message, tools: Tools = updateTools): unknown {
  const listed = Object.entries(tools).map(([name, names]) => ({
    name,
    inputSchema: { type: 'object', properties: Object.fromEntries(names.map((n) => [n, {}])) },
  }));
  const hello = {
    ...{ protocolVersion: '2025-06-18', capabilities: { tools: {} } },
    serverInfo: { name: 'scripted', version: '1' },
  };
  const result = message.method === 'tools/list' ? { tools: listed } : hello;
  return { jsonrpc: '2.0', id: message.id, result };
}

/** As it is kept in the keychain; without a refresh token nothing is renewed. */
export const credential = (
  until: number | null = null,
  refresh: string | null = null,
  access = accessSecret,
): string => JSON.stringify({ v: 1, access, refresh, client: 'client', until });

interface Message {
  readonly id?: unknown;
  readonly method: string;
  readonly params?: unknown;
}

/** Null for what is no MCP message. */
export function messageOf(body: string | null): Message | null {
  if (body?.startsWith('{') !== true) return null;
  const json = JSON.parse(body) as Record<string, unknown>;
  return json['jsonrpc'] === '2.0' ? (json as unknown as Message) : null;
}
