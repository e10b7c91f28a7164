import { gzipSync } from 'node:zlib';
import type { FaultEffect } from './fault-rule.ts';
import { brokenBody } from './network-failure.ts';
import type { SandboxClock } from './sandbox-clock.ts';

type HostileBody = Extract<FaultEffect, { kind: 'hostile' }>['body'];

const deepLevels = 200_000;
const hugeBytes = 400 * 1024 * 1024;
const bombBytes = 64 * 1024 * 1024;
const chunk = new TextEncoder().encode(
  '"RKCANARY-padding-0123456789-abcdefghijklmnopqrstuvwxyz",'.repeat(1_000),
);

/** A page where JSON was expected, as a proxy or a login wall would send it. */
export const htmlPage = `<!doctype html>
<html><head><title>Sign in</title></head>
<body><h1>Sign in to continue</h1><script>document.title = 'ran'</script></body></html>
`;

export function hostileAnswer(body: HostileBody): Response {
  const headers = { 'content-type': 'application/json' };
  switch (body) {
    case 'deep-json':
      return new Response('['.repeat(deepLevels) + ']'.repeat(deepLevels), { headers });
    case 'huge':
      return new Response(repeatedChunks(hugeBytes), { headers });
    case 'gzip-bomb':
      return new Response(gzipSync(Buffer.alloc(bombBytes, ' ')), {
        headers: { ...headers, 'content-encoding': 'gzip' },
      });
    case 'prototype':
      return new Response(
        '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},' +
          '"result":{"__proto__":{"isAdmin":true},"keys":{"__proto__":[]},"total_keys":1}}',
        { headers },
      );
    case 'invalid-utf8':
      return new Response(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x22, 0x3a, 0x31, 0x7d]), {
        headers,
      });
    case 'not-json':
      return new Response('{"result": undefined,', { headers });
    case 'empty':
      return new Response('', { headers });
    case 'null':
      return new Response('null', { headers });
  }
}

/** A list that goes on for ever. */
export function endlessAnswer(): Response {
  return new Response(repeatedChunks(Number.POSITIVE_INFINITY), {
    headers: { 'content-type': 'application/json' },
  });
}

/** Made as they are read, so that a reader who stops early costs nothing. */
function repeatedChunks(totalBytes: number): ReadableStream<Uint8Array> {
  let sentBytes = 0;
  return new ReadableStream<Uint8Array>({
    pull: (controller) => {
      controller.enqueue(sentBytes === 0 ? new TextEncoder().encode('[') : chunk);
      sentBytes += chunk.byteLength;
      if (sentBytes >= totalBytes) controller.close();
    },
  });
}

/** The first bytes, then the end of the connection. */
export function brokenStream(bytes: Uint8Array): ReadableStream<Uint8Array> {
  const parts = bytes.byteLength === 0 ? [] : [bytes];
  return new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const part = parts.shift();
      if (part === undefined) controller.error(brokenBody('UND_ERR_SOCKET'));
      else controller.enqueue(part);
    },
  });
}

/** The first bytes, then nothing until the reader gives up. */
export function stalledStream(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      if (bytes.byteLength > 0) controller.enqueue(bytes);
    },
  });
}

export function slowStream(
  bytes: Uint8Array,
  chunkBytes: number,
  chunkDelayMs: number,
  clock: SandboxClock,
): ReadableStream<Uint8Array> {
  let offset = 0;
  const given = new AbortController();
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        await clock.wait(chunkDelayMs, given.signal);
        if (offset < bytes.byteLength) {
          controller.enqueue(bytes.subarray(offset, offset + chunkBytes));
          offset += chunkBytes;
        }
        if (offset >= bytes.byteLength) controller.close();
      },
      cancel: () => {
        given.abort();
      },
    },
    // Nothing is prepared ahead: the delay begins when somebody waits.
    { highWaterMark: 0 },
  );
}
