import { z } from 'zod';
import type { ConsentRecord } from './account-record.ts';
import { readScope, writeScope, type AdminContext } from './admin-context.ts';
import { channelTools } from './channel-tools.ts';
import { keyTools } from './key-tools.ts';
import { ToolRefusal, type Tool } from './tool.ts';
import { VendorRefusal } from './vendor-refusal.ts';

/** The revisions of the protocol this server speaks, newest first. */
export const protocolVersions = ['2025-11-25', '2025-06-18', '2025-03-26'] as const;

/** A fault in JSON-RPC's own terms. */
export class RpcRefusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'RpcRefusal';
    this.code = code;
  }
}

export const rpcCodes = { request: -32600, method: -32601, params: -32602 } as const;

const initializeSchema = z.object({
  protocolVersion: z.string(),
  capabilities: z.record(z.string(), z.unknown()),
  clientInfo: z.object({ name: z.string(), version: z.string() }),
});
const listSchema = z.object({ cursor: z.undefined().optional() }).optional();
const callSchema = z.object({
  name: z.string(),
  arguments: z.record(z.string(), z.unknown()).default({}),
});

/** One client between `initialize` and the end; belongs to the consent it was opened with. */
export class McpSession {
  readonly consentId: string;
  readonly version: string;
  isInitialized = false;

  constructor(consentId: string, params: unknown) {
    const parsed = initializeSchema.safeParse(params);
    if (!parsed.success) throw new RpcRefusal(rpcCodes.params, 'Invalid initialize parameters');
    const asked = parsed.data.protocolVersion;
    this.consentId = consentId;
    // An unknown revision is answered with the newest one; the client may then leave.
    this.version = protocolVersions.find((version) => version === asked) ?? protocolVersions[0];
  }

  initializeResult(): Readonly<Record<string, unknown>> {
    return {
      protocolVersion: this.version,
      capabilities: { tools: { listChanged: false } },
      serverInfo: { name: 'activitysmith', version: '1.0.0' },
    };
  }

  /** The result of a request other than `initialize`. */
  handle(
    request: { readonly method: string; readonly params?: unknown },
    consent: ConsentRecord,
    context: AdminContext,
  ): Readonly<Record<string, unknown>> {
    if (request.method === 'ping') return {};
    if (!this.isInitialized) throw new RpcRefusal(rpcCodes.request, 'Not initialized');
    switch (request.method) {
      case 'tools/list': {
        if (!listSchema.safeParse(request.params).success) {
          throw new RpcRefusal(rpcCodes.params, 'Unknown cursor');
        }
        return {
          tools: toolsOf(context).map(({ name, description, inputSchema }) => ({
            ...{ name, description, inputSchema },
          })),
        };
      }
      case 'tools/call': {
        const parsed = callSchema.safeParse(request.params);
        const tool = toolsOf(context).find(({ name }) => name === parsed.data?.name);
        if (!parsed.success || tool === undefined) {
          throw new RpcRefusal(rpcCodes.params, 'Unknown tool or malformed call');
        }
        return callTool(tool, parsed.data.arguments, consent, context);
      }
      default:
        throw new RpcRefusal(rpcCodes.method, 'Method not found');
    }
  }
}

const toolsOf = (context: AdminContext): readonly Tool[] => [
  ...keyTools(context),
  ...channelTools(context),
];

function callTool(
  tool: Tool,
  input: unknown,
  consent: ConsentRecord,
  { tuning }: AdminContext,
): Readonly<Record<string, unknown>> {
  const needed = tool.needs === 'read' ? readScope : writeScope;
  if (!consent.scopes.includes(needed)) {
    throw new VendorRefusal(403, 'insufficient_scope', `${needed} is required`, {
      'www-authenticate': `Bearer error="insufficient_scope", scope="${needed}"`,
    });
  }
  try {
    if (tool.managesKeys && !consent.managesKeys) {
      throw new ToolRefusal('The user has not allowed "Manage API keys"');
    }
    const value = tool.run(input);
    const { resultShape } = tuning();
    return {
      content: resultShape === 'structured' ? [] : [{ type: 'text', text: JSON.stringify(value) }],
      ...(resultShape !== 'text' && { structuredContent: value }),
    };
  } catch (error) {
    if (!(error instanceof ToolRefusal)) throw error;
    return { content: [{ type: 'text', text: error.message }], isError: true };
  }
}
