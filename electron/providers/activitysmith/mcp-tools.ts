import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { McpError } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { ok, type AppError, type Result } from '../../../shared/errors/app-error.ts';
import { SECOND_MS } from '../../../shared/lib/duration.ts';
import type { Clock } from '../../services/ports/clock.ts';
import type { GuardedFetch } from '../guarded-fetch.ts';
import type { HttpOutcome } from '../provider-http.ts';
import { McpWire } from './mcp-wire.ts';

/** A tool as the server describes it, with the names of its arguments. */
export interface DiscoveredTool {
  readonly name: string;
  readonly argumentNames: ReadonlySet<string>;
}

export interface ToolCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** How a call of a tool ended. */
export type ToolOutcome =
  | { readonly kind: 'result'; readonly result: unknown }
  /** Refused in JSON-RPC's own terms. */
  | { readonly kind: 'rpc-error'; readonly code: number }
  /** `isBefore`: while connecting, so that the tool itself was not called. */
  | { readonly kind: 'http'; readonly outcome: HttpOutcome; readonly isBefore: boolean }
  /** The server speaks, but not this protocol; nothing was called. */
  | { readonly kind: 'foreign'; readonly issue: string }
  | { readonly kind: 'refused'; readonly error: AppError };

const MAX_TOOL_PAGES = 20;
/** Longer than any of our own limits, which end a request first. */
const CLIENT_PATIENCE_MS = 300 * SECOND_MS;

const loose = z.looseObject({});
const toolsSchema = z.object({
  tools: z.array(
    z.object({
      name: z.string().max(200),
      inputSchema: z.object({ properties: z.record(z.string(), z.unknown()).optional() }),
    }),
  ),
  nextCursor: z.string().min(1).max(2_000).optional(),
});

/**
 * One connection: the handshake, the list of tools, at most one call. The tools differ between the
 * vendor's own pages, so `choose` picks from what this server offers today.
 */
export async function callTool(
  deps: { readonly fetch: GuardedFetch; readonly clock: Clock },
  server: { readonly baseUrl: string; readonly accessSecret: string },
  choose: (tools: readonly DiscoveredTool[]) => Result<ToolCall>,
  signal: AbortSignal | null,
): Promise<ToolOutcome> {
  const wire = new McpWire(deps, signal);
  const transport = new StreamableHTTPClientTransport(new URL(server.baseUrl), {
    fetch: wire.fetch,
    requestInit: { headers: { authorization: `Bearer ${server.accessSecret}` } },
  });
  const client = new Client({ name: 'Rekey', version: '1' });
  let isBefore = true;
  try {
    await client.connect(transport, options);
    const tools = await listTools(client);
    if (!tools.ok) return { kind: 'refused', error: tools.error };
    if (tools.value === null)
      return { kind: 'foreign', issue: 'The list of tools cannot be read.' };
    const call = choose(tools.value);
    if (!call.ok) return { kind: 'refused', error: call.error };
    isBefore = false;
    const { name, input } = call.value;
    const result = await client.request(
      { method: 'tools/call', params: { name, arguments: input } },
      ...([loose, options] as const),
    );
    return { kind: 'result', result };
  } catch (cause) {
    // The official client throws errors of many kinds for what a server says; none is repeated.
    if (wire.problem !== null) return { kind: 'http', outcome: wire.problem, isBefore };
    if (cause instanceof McpError && !isBefore) return { kind: 'rpc-error', code: cause.code };
    if (isBefore) return { kind: 'foreign', issue: 'The server refused the MCP handshake.' };
    return { kind: 'result', result: null };
  } finally {
    await client.close();
  }
}

const options = { timeout: CLIENT_PATIENCE_MS };

/** Null where the answer is not a list of tools. */
async function listTools(client: Client): Promise<Result<readonly DiscoveredTool[] | null>> {
  const found: DiscoveredTool[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_TOOL_PAGES; page += 1) {
    const params = cursor === undefined ? {} : { cursor };
    const answer = await client.request({ method: 'tools/list', params }, loose, options);
    const parsed = toolsSchema.safeParse(answer);
    if (!parsed.success) return ok(null);
    for (const { name, inputSchema } of parsed.data.tools) {
      found.push({ name, argumentNames: new Set(Object.keys(inputSchema.properties ?? {})) });
    }
    cursor = parsed.data.nextCursor;
    if (cursor === undefined) return ok(found);
  }
  return ok(null);
}
