import type { RequestListener } from 'node:http';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createProviderHttp,
  type HttpOutcome,
  type HttpRequest,
} from '../../electron/providers/provider-http.ts';
import type { Clock } from '../../electron/services/ports/clock.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { FakeIdSource } from '../fakes/fake-id-source.ts';
import { LoopbackServer, until } from './loopback-server.ts';
import { selfSignedCertificate } from './test-certificates.ts';

/** The real `fetch` against real sockets; only the time is the test's. */
const provider = { id: 'test', adminHosts: ['admin.test'], dataPlaneHosts: [] };
const servers: LoopbackServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(
  listener: RequestListener,
  tls?: ConstructorParameters<typeof LoopbackServer>[1],
): Promise<LoopbackServer> {
  const server = await new LoopbackServer(listener, tls).listen();
  servers.push(server);
  return server;
}

/** One request to `http://127.0.0.1:port`, or over TLS to `localhost` under a vendor's name. */
function start(
  { port }: Pick<LoopbackServer, 'port'>,
  changes: Partial<HttpRequest> = {},
  clock: Clock = new FakeClock(),
) {
  const http = createProviderHttp({
    ...{ clock, ids: new FakeIdSource(), allowLoopback: true },
    transport: (url, init) =>
      fetch(url.replace('https://admin.test', `https://localhost:${port}`), init),
  });
  return http.request({
    ...{ provider, plane: 'admin', method: 'POST', kind: 'create', size: 'single', body: '{}' },
    url: `http://127.0.0.1:${port}/api/keys`,
    ...changes,
  });
}

const json = { 'content-type': 'application/json' };

async function nothingLeft(server: LoopbackServer): Promise<void> {
  await until(() => server.openSockets === 0);
}

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])(
    'never follows a %i, to wherever it points',
    async (status) => {
      const elsewhere = await serve((_request, response) => response.end());
      const places = (own: LoopbackServer): string[] => [
        `http://127.0.0.1:${own.port}/other`,
        `http://127.0.0.1:${elsewhere.port}/`,
        '/api/keys',
      ];
      for (const place of [0, 1, 2]) {
        const server = await serve((_request, response) => {
          response.writeHead(status, { location: places(server)[place] }).end();
        });
        expect(await start(server)).toEqual({
          kind: 'lost',
          error: {
            kind: 'address-refused',
            reason: 'redirected',
            host: `127.0.0.1:${server.port}`,
          },
        });
        expect(server.requests).toHaveLength(1);
        expect(elsewhere.requests).toHaveLength(0);
      }
    },
  );
});

describe('TLS', () => {
  const future = new Date('2049-01-01T00:00:00Z');
  const past = new Date('2025-06-01T00:00:00Z');
  const refused = {
    kind: 'not-sent',
    error: { kind: 'address-refused', reason: 'tls', host: 'admin.test' },
  };
  const url = 'https://admin.test/api/keys';
  const answer: RequestListener = (_request, response) => response.writeHead(200, json).end('{}');

  async function trusting(cert: string, work: () => Promise<void>): Promise<void> {
    const before = getCACertificates('default');
    setDefaultCACertificates([...before, cert]);
    try {
      await work();
    } finally {
      setDefaultCACertificates(before);
    }
  }

  it('reaches a server whose certificate is trusted, so that the refusals below mean something', async () => {
    const certificate = selfSignedCertificate('localhost', future);
    await trusting(certificate.cert, async () => {
      const server = await serve(answer, certificate);
      expect(await start(server, { url })).toMatchObject({ kind: 'response', status: 200 });
    });
  });

  it('sends nothing to a server that vouches for itself', async () => {
    const server = await serve(answer, selfSignedCertificate('localhost', future));
    expect(await start(server, { url })).toEqual(refused);
    expect(server.requests).toHaveLength(0);
  });

  it.each([
    ['an expired certificate', 'localhost', past],
    ["another host's certificate", 'other.test', future],
  ])('sends nothing to a server with %s', async (_name, host, notAfter) => {
    const certificate = selfSignedCertificate(host, notAfter);
    await trusting(certificate.cert, async () => {
      const server = await serve(answer, certificate);
      expect(await start(server, { url })).toEqual(refused);
      expect(server.requests).toHaveLength(0);
    });
  });

  it.each([
    ['TLS 1.1', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }],
    ['TLS 1.0', { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }],
  ] as const)('sends nothing over %s', async (_name, versions) => {
    const certificate = selfSignedCertificate('localhost', future);
    await trusting(certificate.cert, async () => {
      const server = await serve(answer, { ...certificate, ...versions });
      expect(await start(server, { url })).toEqual(refused);
      expect(server.requests).toHaveLength(0);
    });
  });

  it('sends nothing to a server that speaks no TLS', async () => {
    const server = await serve(answer);
    expect(await start(server, { url })).toEqual(refused);
    expect(server.requests).toHaveLength(0);
  });
});

describe('broken connections', () => {
  it('says of a closed port that nothing was sent', async () => {
    const server = await serve(() => {});
    const { port } = server;
    await servers.pop()!.close();
    const outcome = await start({ port });
    expect(outcome).toEqual({
      kind: 'not-sent',
      error: { kind: 'address-refused', reason: 'refused', host: `127.0.0.1:${port}` },
    });
  });

  it.each<readonly [string, RequestListener, number | null]>([
    ['before an answer', (request) => request.socket.destroy(), null],
    ['with a reset', (request) => request.socket.resetAndDestroy(), null],
    [
      'within the body',
      (request, response) => {
        response.writeHead(201, { ...json, 'content-length': '100' });
        response.write('{"result":', () => request.socket.destroy());
      },
      201,
    ],
    [
      'within a chunk',
      (request, response) => {
        response.writeHead(200, json);
        response.write('{"result":', () => request.socket.resetAndDestroy());
      },
      200,
    ],
  ])(
    'counts a create as lost when the connection ends %s, and sends it once',
    async (_name, listener, status) => {
      const server = await serve(listener);
      expect(await start(server)).toEqual({
        kind: 'lost',
        error: { kind: 'provider-unavailable', providerId: 'test', status, reason: 'truncated' },
      });
      expect(server.requests).toHaveLength(1);
      await nothingLeft(server);
    },
  );
});

describe('time', () => {
  const stages: readonly (readonly [string, RequestListener])[] = [
    ['silent', () => {}],
    ['stalled within the head', (request) => request.socket.write('HTTP/1.1 200 OK\r\ncontent-')],
    [
      'stalled within the body',
      (_request, response) => response.writeHead(200, json).write('{"a"'),
    ],
  ];

  it.each(stages)(
    'gives up on a server that is %s, and leaves no connection',
    async (_name, listener) => {
      const server = await serve(listener);
      const clock = new FakeClock();
      const state = watch(start(server, {}, clock));
      await server.arrived();
      await clock.advanceAsync(14_000);
      expect(state.outcome).toBeNull();
      // The silence is counted from the last sign of life, which real sockets give when they like.
      await untilDone(clock, state);
      expect(state.outcome).toEqual({ kind: 'lost', error: { kind: 'timed-out' } });
      expect(clock.pendingTimers).toBe(0);
      await nothingLeft(server);
    },
  );

  it.each(stages)('is cancelled at once on a server that is %s', async (_name, listener) => {
    const server = await serve(listener);
    const abort = new AbortController();
    const work = start(server, { kind: 'probe', signal: abort.signal });
    await server.arrived();
    const startMs = performance.now();
    abort.abort();
    expect(await work).toEqual({ kind: 'cancelled' });
    expect(performance.now() - startMs).toBeLessThan(500);
    await nothingLeft(server);
  });
});

describe('size', () => {
  const tooLarge = { kind: 'response', body: { kind: 'unreadable', problem: 'too-large' } };

  it.each(['single', 'list'] as const)(
    'unpacks no more of a %s gzip bomb than its limit',
    async (size) => {
      // 200 MB of spaces in 200 KB.
      const bomb = gzipSync(Buffer.alloc(200 * 1_024 * 1_024, ' '));
      const server = await serve((_request, response) =>
        response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb),
      );
      const before = process.memoryUsage.rss();
      expect(await start(server, { size })).toMatchObject(tooLarge);
      expect(process.memoryUsage.rss() - before).toBeLessThan(32 * 1_024 * 1_024);
      await nothingLeft(server);
    },
  );

  it('reads no more than its limit of a body without end, and hangs up', async () => {
    let sentBytes = 0;
    const chunk = Buffer.alloc(64 * 1_024, ' ');
    const server = await serve((_request, response) => {
      response.writeHead(200, json);
      const more = (): void => {
        while (!response.destroyed) {
          sentBytes += chunk.byteLength;
          if (!response.write(chunk)) break;
        }
      };
      response.on('drain', more);
      more();
    });
    expect(await start(server, { size: 'list' })).toMatchObject(tooLarge);
    await nothingLeft(server);
    // What the sockets buffer comes on top.
    expect(sentBytes).toBeLessThan(32 * 1_024 * 1_024);
  });
});

describe('what the server sees', () => {
  it('is our request and nothing of this machine, and cookies do not come back', async () => {
    const seen: Record<string, unknown>[] = [];
    const server = await serve((request, response) => {
      seen.push({ ...request.headers });
      response
        .writeHead(200, { ...json, 'set-cookie': 'a=b', 'cache-control': 'max-age=60' })
        .end('{}');
    });
    const read = {
      method: 'GET',
      kind: 'read',
      headers: { 'x-session-token': 'RKCANARY' },
    } as const;
    const { port } = server;
    const http = createProviderHttp({
      clock: new FakeClock(),
      ids: new FakeIdSource(),
      allowLoopback: true,
    });
    for (const url of [1, 2].map((page) => `http://127.0.0.1:${port}/api/apps?page=${page}`)) {
      const outcome: HttpOutcome = await http.request({
        ...{ provider, plane: 'admin', size: 'list' },
        ...read,
        url,
      });
      expect(outcome).toMatchObject({ kind: 'response', status: 200 });
    }
    expect(seen).toHaveLength(2);
    for (const headers of seen) {
      expect(headers).toMatchObject({ 'user-agent': 'Rekey', 'x-session-token': 'RKCANARY' });
      expect(headers['cookie']).toBeUndefined();
      expect(JSON.stringify(headers)).not.toMatch(/linux|node|undici|referer/i);
    }
  });
});

interface Watched {
  outcome: HttpOutcome | null;
}

function watch(work: Promise<HttpOutcome>): Watched {
  const state: Watched = { outcome: null };
  void work.then((outcome) => (state.outcome = outcome));
  return state;
}

/** Real bytes arrive between steps of fake time. */
async function untilDone(clock: FakeClock, state: Watched): Promise<void> {
  for (let step = 0; state.outcome === null && step < 200; step += 1) {
    await clock.advanceAsync(500);
  }
}
