import type { Clock } from '../../services/ports/clock.ts';
import { parseBoundedJson, type JsonValue } from '../bounded-json.ts';
import { RequestFailure, type GuardedFetch } from '../guarded-fetch.ts';
import type { HttpOutcome } from '../provider-http.ts';
import type { ResponseBody } from '../response-body.ts';
import { retryAfterMs, UNREADABLE_RETRY_AFTER_MS } from '../retry-after.ts';
import { firstEvent } from './event-stream.ts';
import { hosts } from './oauth-discovery.ts';

interface Dependencies {
  readonly fetch: GuardedFetch;
  readonly clock: Clock;
}

/**
 * The `fetch` of one MCP connection. Hands the official client nothing but the one bounded answer to
 * what it sent, and remembers what went wrong in Rekey's terms: the client's own errors quote bodies.
 */
export class McpWire {
  /** How the last request ended, where it gave no usable answer. */
  problem: HttpOutcome | null = null;
  private readonly deps: Dependencies;
  private readonly signal: AbortSignal | null;

  constructor(deps: Dependencies, signal: AbortSignal | null) {
    this.deps = deps;
    this.signal = signal;
  }

  readonly fetch = async (url: string | URL, init: RequestInit = {}): Promise<Response> => {
    // The client offers to listen for messages of the server; none of them concerns Rekey.
    if (init.method !== 'POST') return new Response(null, { status: 405 });
    try {
      const response = await this.deps.fetch(hosts, url, { ...init, signal: this.signal });
      return await this.answered(response, idOf(init.body));
    } catch (cause) {
      if (cause instanceof RequestFailure) this.problem = cause.outcome;
      throw cause;
    }
  };

  private async answered(response: Response, sentId: JsonValue): Promise<Response> {
    const { status, headers } = response;
    if (response.ok && sentId === null) {
      await response.body?.cancel();
      return new Response(null, { status: 202 });
    }
    const body = await readBody(response, sentId);
    const isAnswer = body.kind === 'json' && idIn(body.value) === sentId;
    if (!response.ok || !isAnswer) {
      const now = this.deps.clock.now();
      const waitMs = retryAfterMs(headers, now) ?? UNREADABLE_RETRY_AFTER_MS;
      this.problem = { kind: 'response', status, body, retryAt: now + waitMs };
      throw new Error('The server gave no usable answer');
    }
    const session = headers.get('mcp-session-id');
    return Response.json(body.value, {
      headers: session === null ? {} : { 'mcp-session-id': session },
    });
  }
}

async function readBody(response: Response, sentId: JsonValue): Promise<ResponseBody> {
  const mediaType = response.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType === 'text/event-stream' && response.body !== null) {
    const found = await firstEvent(response.body, (text) => {
      const parsed = parseBoundedJson(text);
      return !parsed.ok || idIn(parsed.value) === sentId;
    });
    return found === null ? { kind: 'empty' } : bodyOf(found);
  }
  if (mediaType !== 'application/json') {
    await response.body?.cancel();
    return { kind: 'unreadable', problem: 'not-json' };
  }
  const text = decoded(await response.arrayBuffer());
  if (text === null) return { kind: 'unreadable', problem: 'not-json' };
  return text.trim() === '' ? { kind: 'empty' } : bodyOf(text);
}

function bodyOf(text: string): ResponseBody {
  const parsed = parseBoundedJson(text);
  return parsed.ok
    ? { kind: 'json', value: parsed.value }
    : { kind: 'unreadable', problem: parsed.problem };
}

function decoded(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof TypeError) return null;
    throw cause;
  }
}

/** The id of a request the client sends; null for a notification. */
function idOf(body: unknown): JsonValue {
  const parsed = parseBoundedJson(typeof body === 'string' ? body : '');
  return parsed.ok ? idIn(parsed.value) : null;
}

function idIn(message: JsonValue): JsonValue {
  if (typeof message !== 'object' || message === null || !('id' in message)) return null;
  return message['id'] ?? null;
}
