import { parseBoundedJson, type JsonProblem, type JsonValue } from './bounded-json.ts';
import type { Deadline, StopReason } from './deadline.ts';

/** What an answer carries. */
export type ResponseBody =
  | { readonly kind: 'json'; readonly value: JsonValue }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreadable'; readonly problem: JsonProblem };

export type ReadBody =
  | { readonly kind: 'read'; readonly body: ResponseBody }
  | { readonly kind: 'stopped'; readonly reason: StopReason }
  /** The connection ended before the body did. */
  | { readonly kind: 'broken' };

/**
 * Reads a body up to `maxBytes` decoded bytes: a small compressed answer may unpack to gigabytes,
 * so they are counted as they arrive and the rest is never read.
 */
export async function readBody(
  response: Response,
  maxBytes: number,
  deadline: Deadline,
): Promise<ReadBody> {
  if (!isJsonType(response.headers.get('content-type'))) {
    // Not waited for: the deadline's end closes the connection.
    void response.body?.cancel().catch(() => undefined);
    return unreadable('not-json');
  }
  const bytes = await collect(response.body, maxBytes, deadline);
  if (bytes.kind !== 'collected') return bytes;
  const text = decoded(bytes.chunks);
  if (text === null) return unreadable('not-json');
  if (text.trim() === '') return { kind: 'read', body: { kind: 'empty' } };
  const parsed = parseBoundedJson(text);
  return parsed.ok
    ? { kind: 'read', body: { kind: 'json', value: parsed.value } }
    : unreadable(parsed.problem);
}

type Collected = { readonly kind: 'collected'; readonly chunks: readonly Uint8Array[] } | ReadBody;

async function collect(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  deadline: Deadline,
): Promise<Collected> {
  const chunks: Uint8Array[] = [];
  if (body === null) return { kind: 'collected', chunks };
  const reader = body.getReader();
  let byteCount = 0;
  try {
    for (;;) {
      const step = await deadline.race(reader.read());
      if ('stopped' in step) return { kind: 'stopped', reason: step.stopped };
      if (step.value.done) return { kind: 'collected', chunks };
      byteCount += step.value.value.byteLength;
      if (byteCount > maxBytes) return unreadable('too-large');
      chunks.push(step.value.value);
    }
  } catch {
    // Whatever ended the stream early, the rest of the answer is lost.
    return { kind: 'broken' };
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

/**
 * JSON, and the script types under which PubNub's data plane sends JSON. A missing type is read and
 * judged by its content; a page or a plain text is not, whatever it contains.
 */
function isJsonType(contentType: string | null): boolean {
  const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return (
    mediaType === '' ||
    /^(?:application\/(?:[\w.-]+\+)?json|text\/json|(?:text|application)\/javascript)$/.test(
      mediaType,
    )
  );
}

function decoded(chunks: readonly Uint8Array[]): string | null {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    return (
      chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('') + decoder.decode()
    );
  } catch (cause) {
    if (cause instanceof TypeError) return null;
    throw cause;
  }
}

const unreadable = (problem: JsonProblem): ReadBody => ({
  kind: 'read',
  body: { kind: 'unreadable', problem },
});
