import type { RunningProvider } from './compose-sandbox.ts';
import { networkFailure } from './network-failure.ts';
import { abortReason } from './sandbox-clock.ts';
import type { SandboxHandler } from './sandbox-handler.ts';

/** A stand-in for `fetch` that reaches the simulated providers and nothing else. */
export interface InProcessTransport {
  /** Whether this address belongs to the sandbox; everything else is for the real network. */
  handles(url: string | URL): boolean;
  /** Behaves like `fetch`, also in how it fails. Redirects are never followed. */
  fetch(input: string | URL, init?: RequestInit): Promise<Response>;
}

/** The reserved addresses of a simulated provider; `.invalid` never resolves on any network. */
export function sandboxTarget(running: RunningProvider): {
  readonly baseUrl: string;
  readonly dataPlaneUrl: string;
} {
  const { id, basePath } = running.provider;
  return {
    baseUrl: `https://${id}.sandbox.invalid${basePath}`,
    dataPlaneUrl: `https://data.${id}.sandbox.invalid`,
  };
}

/** Serves the given providers inside this process, without opening a port. */
export function createInProcessTransport(
  sandbox: ReadonlyMap<string, RunningProvider>,
): InProcessTransport {
  const handlers = new Map<string, SandboxHandler>();
  for (const running of sandbox.values()) {
    const target = sandboxTarget(running);
    handlers.set(new URL(target.baseUrl).origin, running.admin);
    if (running.dataPlane !== null) {
      handlers.set(new URL(target.dataPlaneUrl).origin, running.dataPlane);
    }
  }

  return {
    handles: (url) => URL.canParse(String(url)) && handlers.has(new URL(url).origin),
    fetch: async (input, init = {}) => {
      const request = new Request(String(input), init);
      const signal = init.signal ?? undefined;
      if (signal?.aborted === true) throw abortReason(signal);
      const handler = handlers.get(new URL(request.url).origin);
      if (handler === undefined) throw networkFailure('ENOTFOUND');
      const response = await raceAbort(handler(request), signal);
      if (isRedirect(response) && init.redirect !== 'manual') {
        void response.body?.cancel(); // nobody reads the body of a refused redirect
        throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') });
      }
      return readable(response, signal);
    },
  };
}

const isRedirect = (response: Response): boolean =>
  [301, 302, 303, 307, 308].includes(response.status) && response.headers.has('location');

/** A real server goes on after its client has left; so does the handler, but nobody waits for it. */
function raceAbort(answer: Promise<Response>, signal: AbortSignal | undefined): Promise<Response> {
  if (signal === undefined) return answer;
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(abortReason(signal));
    };
    signal.addEventListener('abort', stop, { once: true });
    answer.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}

/** The body as `fetch` gives it: decompressed, and ending with the abort of its request. */
function readable(response: Response, signal: AbortSignal | undefined): Response {
  if (response.body === null) return response;
  const isCompressed = response.headers.get('content-encoding') === 'gzip';
  if (signal === undefined && !isCompressed) return response;
  let body: ReadableStream = response.body;
  if (isCompressed) body = body.pipeThrough(new DecompressionStream('gzip'));
  if (signal !== undefined) body = body.pipeThrough(new TransformStream(), { signal });
  return new Response(body, {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
}
