import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { networkFailureCode } from './network-failure.ts';
import type { SandboxHandler } from './sandbox-handler.ts';

const maxBodyBytes = 4 * 1024 * 1024;

/**
 * Serves a handler over Node's HTTP. Where the handler fails like a network, the connection is
 * destroyed without an answer, and where a body breaks off, in the middle of it: no ready-made
 * adapter does both.
 */
export function nodeListener(
  handler: SandboxHandler,
  onBug: (error: unknown) => void,
): RequestListener {
  return (incoming, outgoing) => {
    void answer(handler, incoming, outgoing).catch((error: unknown) => {
      // What is not a simulated failure and not a client that left is a fault of the sandbox.
      const isExpected = networkFailureCode(error) !== null || outgoing.destroyed;
      if (!isExpected) onBug(error);
      // A reset, or an end at once, would lose what was already written of a broken body.
      if (outgoing.headersSent) incoming.socket.destroySoon();
      else incoming.socket.resetAndDestroy();
    });
  };
}

async function answer(
  handler: SandboxHandler,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  const body = await readBody(incoming);
  if (body === null) {
    outgoing.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const response = await handler(toRequest(incoming, body, gone.signal));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) {
    outgoing.end();
    return;
  }
  outgoing.flushHeaders();
  await send(response.body, outgoing, gone.signal);
}

/** By hand: Node's pipeline drops what is still buffered when the body breaks off. */
async function send(
  body: ReadableStream<Uint8Array>,
  outgoing: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const reader = body.getReader();
  const stop = (): void => {
    // Rejects when the body has broken off already, which is what is wanted.
    reader.cancel().catch(() => undefined);
  };
  signal.addEventListener('abort', stop, { once: true });
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (!outgoing.write(value)) await once(outgoing, 'drain', { signal });
  }
  outgoing.end();
}

/** Null when it is too large to be one of ours. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > maxBodyBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toRequest(incoming: IncomingMessage, body: Buffer, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headersDistinct)) {
    for (const one of value ?? []) headers.append(name, one);
  }
  const { method = 'GET', url = '/' } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(new URL(url, `http://${headers.get('host') ?? 'localhost'}`), {
    method,
    headers,
    signal,
    ...(hasBody && { body: new Uint8Array(body) }),
  });
}
