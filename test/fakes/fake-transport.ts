import type { Transport } from '../../electron/providers/provider-http.ts';

/** A request as it left the app. */
export interface SentRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string | null;
  readonly init: RequestInit;
}

export type Answer = (request: SentRequest) => Response | Promise<Response>;

/** Stands in for `fetch`: records what is sent and answers as the test says, without a network. */
export class FakeTransport {
  readonly requests: SentRequest[] = [];
  private answer: Answer;

  constructor(answer: Answer) {
    this.answer = answer;
  }

  readonly fetch: Transport = async (url, init) => {
    const { body, method, headers } = init;
    if (body !== undefined && body !== null && typeof body !== 'string')
      throw new TypeError('Only texts are sent');
    const request: SentRequest = {
      ...{ method: method ?? 'GET', url: new URL(url), headers: new Headers(headers) },
      ...{ body: body ?? null, init },
    };
    this.requests.push(request);
    return await this.answer(request);
  };

  answerWith(answer: Answer): void {
    this.answer = answer;
  }
}

export function jsonAnswer(
  body: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return textAnswer(JSON.stringify(body), { status, headers });
}

export function textAnswer(
  body: string | Uint8Array<ArrayBuffer>,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return new Response(body, {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

/** The error with which Node's fetch reports that no answer came. */
export function networkError(code: string, syscall?: string): TypeError {
  const cause = Object.assign(new Error(`${syscall ?? 'socket'} ${code} RKCANARY-address`), {
    code,
    ...(syscall === undefined ? {} : { syscall }),
  });
  return new TypeError('fetch failed', { cause });
}

/** A server that takes the request and never answers, until the sender gives up. */
export function silence({ init }: SentRequest): Promise<never> {
  return new Promise((_resolve, reject) => {
    init.signal?.addEventListener('abort', () => {
      reject(new DOMException('This operation was aborted', 'AbortError'));
    });
  });
}

/** The first bytes of a body, then nothing; or, with an error, the end of the connection. */
export function brokenAnswer(start: string, error: Error | 'stalls', status = 200): Response {
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(new TextEncoder().encode(start));
      },
      pull(controller) {
        if (error !== 'stalls') controller.error(error);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status, headers: { 'content-type': 'application/json' } });
}

/** A body that goes on for ever; `given` counts what was asked of it. */
export function endlessAnswer(given: { bytes: number }): Response {
  const chunk = new TextEncoder().encode(' '.repeat(64 * 1_024));
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        given.bytes += chunk.byteLength;
        controller.enqueue(chunk);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}
