import { describe, expect, it } from 'vitest';
import {
  createProviderHttp,
  type HttpOutcome,
  type HttpRequest,
} from '../../../../electron/providers/provider-http.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../../fakes/fake-id-source.ts';
import {
  brokenAnswer,
  endlessAnswer,
  FakeTransport,
  jsonAnswer,
  networkError,
  silence,
  textAnswer,
  type Answer,
} from '../../../fakes/fake-transport.ts';
import { RecordingLogger } from '../../../providers/recording-logger.ts';
import { settle } from '../../../providers/settle.ts';

const provider = { id: 'test', adminHosts: ['admin.test'], dataPlaneHosts: ['data.test'] };
const credentialSecret = 'sess-RKCANARY-0123456789';

function setUp(answer: Answer) {
  const clock = new FakeClock();
  const transport = new FakeTransport(answer);
  const logger = new RecordingLogger();
  const http = createProviderHttp({
    ...{ transport: transport.fetch, clock, ids: new FakeIdSource(), allowLoopback: false, logger },
  });
  const send = async (
    changes: Partial<HttpRequest> = {},
  ): Promise<{ outcome: HttpOutcome; tookMs: number }> => {
    const request: HttpRequest = {
      ...{ provider, plane: 'admin', method: 'GET', kind: 'read', size: 'single' },
      url: 'https://admin.test/api/things?name=RKCANARY-query',
      headers: { 'x-session-token': credentialSecret },
      ...changes,
    };
    const { value, tookMs } = await settle(clock, http.request(request));
    expect(clock.pendingTimers).toBe(0);
    expect(logger.lines.join('\n')).not.toContain('RKCANARY');
    expect(JSON.stringify(value)).not.toContain('RKCANARY');
    return { outcome: value, tookMs };
  };
  return { clock, transport, logger, http, send };
}

const unavailable = (status: number | null, reason: string) => ({
  kind: 'provider-unavailable',
  providerId: 'test',
  status,
  reason,
});

describe('what is sent', () => {
  it('sends no cookie, follows no redirect, caches nothing and says nothing about the machine', async () => {
    const { transport, send } = setUp(() => jsonAnswer({ fine: true }));
    const { outcome } = await send({ method: 'POST', kind: 'create', body: '{"a":1}' });
    expect(outcome).toMatchObject({ kind: 'response', status: 200 });
    const [request] = transport.requests;
    expect(request?.init).toMatchObject({
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    expect(Object.fromEntries(request!.headers)).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': 'Rekey',
      'x-session-token': credentialSecret,
    });
    expect(request?.body).toBe('{"a":1}');
  });

  it.each([
    ['another host', 'https://evil.test/api', 'admin'],
    ['plain http', 'http://admin.test/api', 'admin'],
    ['another port', 'https://admin.test:444/api', 'admin'],
    ['a login in the address', 'https://user:pass@admin.test/api', 'admin'],
    ['a fragment', 'https://admin.test/api#x', 'admin'],
    ['this machine where that is not allowed', 'http://localhost:80/api', 'admin'],
    ['the data plane with an admin call', 'https://data.test/api', 'admin'],
    ['the admin API with a data-plane call', 'https://admin.test/api', 'data'],
    ['no address', 'RKCANARY', 'admin'],
  ] as const)('sends nothing to %s', async (_name, url, plane) => {
    const { transport, send } = setUp(() => jsonAnswer({}));
    const { outcome } = await send({ url, plane });
    expect(outcome).toMatchObject({
      kind: 'not-sent',
      error: { kind: 'address-refused', reason: 'foreign-host' },
    });
    expect(transport.requests).toHaveLength(0);
  });

  it('reaches the reserved sandbox hosts of its own provider only', async () => {
    const { transport, send } = setUp(() => jsonAnswer({}));
    await send({ url: 'https://test.sandbox.invalid/api' });
    await send({ url: 'https://data.test.sandbox.invalid/v3', plane: 'data' });
    expect(transport.requests).toHaveLength(2);
    await send({ url: 'https://other.sandbox.invalid/api' });
    expect(transport.requests).toHaveLength(2);
  });
});

describe('repeating', () => {
  it.each([
    ['a server error', () => jsonAnswer({}, { status: 503 })],
    ['a refused connection', () => Promise.reject(networkError('ECONNREFUSED', 'connect'))],
    ['a broken connection', () => Promise.reject(networkError('ECONNRESET', 'read'))],
    ['a body that breaks off', () => brokenAnswer('{"a"', networkError('UND_ERR_SOCKET'))],
  ] satisfies [string, Answer][])('tries a read four times after %s', async (_name, answer) => {
    const { transport, send } = setUp(answer);
    const { tookMs } = await send();
    expect(transport.requests).toHaveLength(4);
    // Full jitter below 0.5 + 1 + 2 s, rounded up to the steps of the test's clock.
    expect(tookMs).toBeLessThanOrEqual(3_500 + 3 * 250);
  });

  it('stops repeating as soon as an answer comes', async () => {
    let count = 0;
    const { transport, send } = setUp(() => {
      count += 1;
      return count < 3 ? jsonAnswer({}, { status: 500 }) : jsonAnswer({ fine: true });
    });
    const { outcome } = await send();
    expect(outcome).toMatchObject({ status: 200, body: { kind: 'json', value: { fine: true } } });
    expect(transport.requests).toHaveLength(3);
  });

  it.each(['create', 'mutate', 'probe'] as const)('never repeats a %s', async (kind) => {
    const failures: Answer[] = [
      () => jsonAnswer({}, { status: 503 }),
      () => jsonAnswer({}, { status: 429, headers: { 'retry-after': '1' } }),
      () => Promise.reject(networkError('ECONNREFUSED', 'connect')),
      () => Promise.reject(networkError('ENOTFOUND', 'getaddrinfo')),
      () => Promise.reject(networkError('ECONNRESET')),
      silence,
      () => brokenAnswer('{', 'stalls'),
    ];
    for (const answer of failures) {
      const { transport, send } = setUp(answer);
      await send({ kind, method: 'POST', body: '{}' });
      expect(transport.requests).toHaveLength(1);
    }
  });

  it('does not repeat what would end the same way', async () => {
    const same: Answer[] = [
      () => jsonAnswer({}, { status: 404 }),
      () => textAnswer('<html>', { headers: { 'content-type': 'text/html' } }),
      () => Promise.reject(networkError('CERT_HAS_EXPIRED')),
      () =>
        Promise.reject(new TypeError('fetch failed', { cause: new Error('unexpected redirect') })),
    ];
    for (const answer of same) {
      const { transport, send } = setUp(answer);
      await send();
      expect(transport.requests).toHaveLength(1);
    }
  });

  it('waits as long as the provider asks for, if that fits into a minute', async () => {
    const { transport, send } = setUp(() =>
      jsonAnswer({}, { status: 429, headers: { 'retry-after': '20' } }),
    );
    const { outcome, tookMs } = await send();
    // At 0, 20 and 40 s; a fourth try at 60 s is beyond the minute.
    expect(transport.requests).toHaveLength(3);
    expect(tookMs).toBe(40_000);
    expect(outcome).toMatchObject({ kind: 'response', status: 429 });
  });

  it('tells at once when the provider asks for more than a minute', async () => {
    const { clock, transport, send } = setUp(() =>
      jsonAnswer({}, { status: 429, headers: { 'retry-after': '120' } }),
    );
    const before = clock.now();
    const { outcome, tookMs } = await send();
    expect(transport.requests).toHaveLength(1);
    expect(tookMs).toBe(0);
    expect(outcome).toMatchObject({ status: 429, retryAt: before + 120_000 });
  });

  it('spends no more than a minute on a read that keeps timing out', async () => {
    const { send } = setUp(silence);
    const { outcome, tookMs } = await send();
    expect(outcome).toEqual({ kind: 'lost', error: { kind: 'timed-out' } });
    expect(tookMs).toBeLessThanOrEqual(61_000);
  });

  it('can be cancelled while it waits', async () => {
    const abort = new AbortController();
    const { clock, transport, http } = setUp(() =>
      jsonAnswer({}, { status: 503, headers: { 'retry-after': '30' } }),
    );
    const work = http.request({
      ...{ provider, plane: 'admin', method: 'GET', kind: 'read', size: 'single' },
      ...{ url: 'https://admin.test/', signal: abort.signal },
    });
    await clock.advanceAsync(10_000);
    abort.abort();
    expect(await work).toEqual({ kind: 'cancelled' });
    expect(transport.requests).toHaveLength(1);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('time', () => {
  const list = { size: 'list' } as const;

  it('gives up on a silent server after 15 seconds', async () => {
    const { send } = setUp(silence);
    const { outcome, tookMs } = await send({ kind: 'mutate' });
    expect(outcome).toEqual({ kind: 'lost', error: { kind: 'timed-out' } });
    expect(tookMs).toBe(15_000);
  });

  it('gives up on a body that stalls', async () => {
    const { send } = setUp(() => brokenAnswer('{"a":', 'stalls'));
    const { outcome, tookMs } = await send({ kind: 'mutate' });
    expect(outcome).toEqual({ kind: 'lost', error: { kind: 'timed-out' } });
    expect(tookMs).toBe(15_000);
  });

  it.each([
    ['single', 30_000],
    ['list', 60_000],
  ] as const)('ends a dripping %s answer after its whole time', async (size, totalMs) => {
    const { clock, send } = setUp(() => dripping(clock, 5_000));
    const { outcome, tookMs } = await send({ kind: 'probe', size });
    expect(outcome).toEqual({ kind: 'lost', error: { kind: 'timed-out' } });
    expect(tookMs).toBe(totalMs);
  });

  it('settles even when the transport ignores the signal', async () => {
    const { send } = setUp(() => new Promise<never>(() => {}));
    const { outcome } = await send({ kind: 'create' });
    expect(outcome).toEqual({ kind: 'lost', error: { kind: 'timed-out' } });
  });

  it('settles at once when cancelled, wherever it is', async () => {
    const stages: Answer[] = [
      silence,
      () => new Promise<never>(() => {}),
      () => brokenAnswer('{', 'stalls'),
    ];
    for (const answer of stages) {
      for (const delayMs of [0, 1, 100, 5_000, 14_999]) {
        const abort = new AbortController();
        const { clock, http } = setUp(answer);
        const work = http.request({
          ...{ provider, plane: 'admin', method: 'GET', kind: 'read', url: 'https://admin.test/' },
          ...{ ...list, signal: abort.signal },
        });
        await clock.advanceAsync(delayMs);
        abort.abort();
        expect(await work).toEqual({ kind: 'cancelled' });
        expect(clock.pendingTimers).toBe(0);
      }
    }
  });

  it('sends nothing when it was cancelled before', async () => {
    const { transport, send } = setUp(() => jsonAnswer({}));
    const { outcome } = await send({ signal: AbortSignal.abort() });
    expect(outcome).toEqual({ kind: 'cancelled' });
    expect(transport.requests).toHaveLength(0);
  });
});

describe('what comes back', () => {
  const bodyOf = async (answer: Answer, size: HttpRequest['size'] = 'single') => {
    const { outcome } = await setUp(answer).send({ size });
    return outcome.kind === 'response' ? outcome.body : outcome;
  };

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/problem+json',
    'text/javascript; charset="UTF-8"',
    '',
  ])('reads JSON sent as %j', async (contentType) => {
    const answer = (): Response => {
      const response = textAnswer('{"a":1}');
      if (contentType === '') response.headers.delete('content-type');
      else response.headers.set('content-type', contentType);
      return response;
    };
    expect(await bodyOf(answer)).toEqual({ kind: 'json', value: { a: 1 } });
  });

  it.each([
    'text/html',
    'text/plain',
    'application/octet-stream',
    'image/png',
    'application/jsonp',
  ])('does not believe JSON sent as %s', async (contentType) => {
    const body = await bodyOf(() =>
      textAnswer('{"a":1}', { headers: { 'content-type': contentType } }),
    );
    expect(body).toEqual({ kind: 'unreadable', problem: 'not-json' });
  });

  it('tells an empty body from an unreadable one', async () => {
    expect(await bodyOf(() => textAnswer(''))).toEqual({ kind: 'empty' });
    expect(await bodyOf(() => new Response(null, { status: 204 }))).toEqual({ kind: 'empty' });
    expect(await bodyOf(() => textAnswer('{"a":'))).toEqual({
      kind: 'unreadable',
      problem: 'not-json',
    });
    expect(await bodyOf(() => textAnswer(new Uint8Array([0x22, 0xff, 0x22])))).toEqual({
      ...{ kind: 'unreadable', problem: 'not-json' },
    });
  });

  it.each([
    ['single', 256 * 1_024],
    ['list', 8 * 1_024 * 1_024],
  ] as const)('reads no more of a %s answer than its limit', async (size, maxBytes) => {
    const given = { bytes: 0 };
    expect(await bodyOf(() => endlessAnswer(given), size)).toEqual({
      ...{ kind: 'unreadable', problem: 'too-large' },
    });
    expect(given.bytes).toBeLessThanOrEqual(maxBytes + 2 * 64 * 1_024);
    const exactly = `"${' '.repeat(1_000)}"`.padEnd(maxBytes, ' ');
    expect(await bodyOf(() => textAnswer(exactly), size)).toMatchObject({ kind: 'json' });
    expect(await bodyOf(() => textAnswer(`${exactly} `), size)).toMatchObject({
      kind: 'unreadable',
    });
  });

  it.each([
    ['ENOTFOUND', { kind: 'network-offline' }],
    ['EAI_AGAIN', { kind: 'network-offline' }],
    ['ENETUNREACH', { kind: 'network-offline' }],
    ['ECONNREFUSED', { kind: 'address-refused', reason: 'refused', host: 'admin.test' }],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', { kind: 'address-refused', reason: 'tls', host: 'admin.test' }],
    ['UND_ERR_CONNECT_TIMEOUT', { kind: 'timed-out' }],
  ])('says of %s that nothing was sent', async (code, error) => {
    const { outcome } = await setUp(() => Promise.reject(networkError(code))).send({
      kind: 'create',
    });
    expect(outcome).toEqual({ kind: 'not-sent', error });
  });

  it.each([
    ['ECONNRESET', undefined],
    ['EPIPE', 'write'],
    ['UND_ERR_SOCKET', undefined],
    ['EHOSTUNREACH', 'read'],
    ['ETIMEDOUT', 'read'],
    ['SOMETHING_NEW', undefined],
  ])('says of %s that it may have arrived', async (code, syscall) => {
    const { outcome } = await setUp(() => Promise.reject(networkError(code, syscall))).send({
      kind: 'create',
    });
    expect(outcome).toEqual({ kind: 'lost', error: unavailable(null, 'truncated') });
  });

  it.each([301, 302, 303, 307, 308])(
    'does not follow %i even if the transport hands it out',
    async (status) => {
      const { transport, send } = setUp(
        () => new Response(null, { status, headers: { location: 'https://evil.test/RKCANARY' } }),
      );
      const { outcome } = await send();
      expect(outcome).toEqual({
        kind: 'lost',
        error: { kind: 'address-refused', reason: 'redirected', host: 'admin.test' },
      });
      expect(transport.requests).toHaveLength(1);
    },
  );

  it('calls an answer that breaks off lost, with its status', async () => {
    const { outcome } = await setUp(() =>
      brokenAnswer('{"result":{"secret_key":"sec-c-RKCANARY', networkError('UND_ERR_SOCKET'), 201),
    ).send({ kind: 'create' });
    expect(outcome).toEqual({ kind: 'lost', error: unavailable(201, 'truncated') });
  });

  it('throws for nothing that a transport rejects with', async () => {
    const odd: unknown[] = [
      new Error('net::ERR_FAILED'),
      'text',
      null,
      undefined,
      7,
      new DOMException('x', 'AbortError'),
    ];
    for (const cause of odd) {
      const { outcome } = await setUp(() => rejectWith(cause)).send({
        kind: 'mutate',
      });
      expect(outcome.kind).toBe('lost');
    }
  });
});

/** One space every `everyMs`, for ever. */
function dripping(clock: FakeClock, everyMs: number): Response {
  let stop = (): void => {};
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) =>
        new Promise((resolve) => {
          stop = clock.after(everyMs, () => {
            controller.enqueue(new Uint8Array([0x20]));
            resolve();
          });
        }),
      cancel: () => stop(),
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}

/** Rejects with whatever it is given, as a careless transport might. */
const rejectWith = (cause: unknown): Promise<never> =>
  Promise.resolve().then(() => {
    throw cause;
  });
