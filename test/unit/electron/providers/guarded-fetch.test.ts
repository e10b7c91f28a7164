import { describe, expect, it } from 'vitest';
import {
  createGuardedFetch,
  RequestFailure,
  type GuardedFetch,
} from '../../../../electron/providers/guarded-fetch.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';
import {
  brokenAnswer,
  endlessAnswer,
  FakeTransport,
  jsonAnswer,
  networkError,
  silence,
  type Answer,
} from '../../../fakes/fake-transport.ts';
import { RecordingLogger } from '../../../providers/recording-logger.ts';
import { settle } from '../../../providers/settle.ts';

const hosts = {
  id: 'vendor',
  adminHosts: ['api.vendor.test'],
  dataPlaneHosts: ['data.vendor.test'],
};
const url = 'https://api.vendor.test/tools?x=RKCANARY';

class Setup {
  readonly clock = new FakeClock();
  readonly logger = new RecordingLogger();
  readonly transport: FakeTransport;
  readonly fetch: GuardedFetch;

  constructor(answer: Answer, allowLoopback = false) {
    this.transport = new FakeTransport(answer);
    const { clock, logger } = this;
    this.fetch = createGuardedFetch({
      ...{ transport: this.transport.fetch, clock, logger, allowLoopback },
    });
  }

  /** How the request, or the reading of its body, ends. */
  async outcome(address: string = url, init?: RequestInit): Promise<unknown> {
    const work = this.fetch(hosts, address, init)
      .then((response) => response.text())
      .catch((cause: unknown) => {
        if (cause instanceof RequestFailure) return cause.outcome;
        throw cause;
      });
    const { value } = await settle(this.clock, work);
    expect(this.clock.pendingTimers).toBe(0);
    expect(this.logger.lines.join('\n')).not.toMatch(/RKCANARY|https|vendor\.test/);
    return value;
  }
}

describe('what is sent', () => {
  it('carries no cookie and no trace of the machine, and follows no redirect', async () => {
    const setup = new Setup(() => jsonAnswer({ a: 1 }));
    const headers = { authorization: 'Bearer RKCANARY' };
    expect(await setup.outcome(url, { method: 'POST', body: '{}', headers })).toBe('{"a":1}');
    const [sent] = setup.transport.requests;
    expect(Object.fromEntries(sent?.headers ?? [])).toEqual({
      ...{ authorization: 'Bearer RKCANARY', 'user-agent': 'Rekey' },
    });
    expect(sent?.init).toMatchObject({
      ...{ redirect: 'error', credentials: 'omit', cache: 'no-store' },
      referrerPolicy: 'no-referrer',
    });
  });

  it('cannot be told to follow redirects', async () => {
    const setup = new Setup(() => jsonAnswer({}));
    await setup.outcome(url, { redirect: 'follow', credentials: 'include' });
    expect(setup.transport.requests[0]?.init).toMatchObject({
      ...{ redirect: 'error', credentials: 'omit' },
    });
  });

  it.each([
    'https://evil.test/',
    'https://data.vendor.test/',
    'http://api.vendor.test/',
    'https://user@api.vendor.test/',
    'http://localhost:1/',
    'not an address',
  ])('never goes to %s', async (address) => {
    const setup = new Setup(() => jsonAnswer({}));
    expect(await setup.outcome(address)).toMatchObject({
      ...{ kind: 'not-sent', error: { kind: 'address-refused', reason: 'foreign-host' } },
    });
    expect(setup.transport.requests).toEqual([]);
  });

  it('may go to this machine where that is allowed', async () => {
    const setup = new Setup(() => jsonAnswer({}), true);
    expect(await setup.outcome('http://localhost:1/')).toBe('{}');
  });
});

describe('what comes back', () => {
  it('passes piece by piece, so that a stream can be read while it is open', async () => {
    const setup = new Setup(() => brokenAnswer('data: 1\n\n', 'stalls'));
    const response = await setup.fetch(hosts, url);
    const reader = response.body!.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('data: 1\n\n');
    await reader.cancel();
    expect(setup.clock.pendingTimers).toBe(0);
  });

  it('may have no body', async () => {
    expect(await new Setup(() => new Response(null, { status: 202 })).outcome()).toBe('');
  });

  const timedOut = { kind: 'lost', error: { kind: 'timed-out' } };
  it.each<[string, Answer, unknown]>([
    ['silence', silence, timedOut],
    ['a body that stalls', () => brokenAnswer('{', 'stalls'), timedOut],
    [
      'a body that breaks off',
      () => brokenAnswer('{', networkError('UND_ERR_SOCKET')),
      { kind: 'lost', error: { kind: 'provider-unavailable', reason: 'truncated', status: 200 } },
    ],
    [
      'a body without end',
      () => endlessAnswer({ bytes: 0 }),
      { kind: 'lost', error: { kind: 'provider-unavailable', reason: 'too-large' } },
    ],
    [
      'no network',
      () => Promise.reject(networkError('ENOTFOUND', 'getaddrinfo')),
      { kind: 'not-sent', error: { kind: 'network-offline' } },
    ],
    [
      'a reset',
      () => Promise.reject(networkError('ECONNRESET', 'read')),
      { kind: 'lost', error: { kind: 'provider-unavailable', reason: 'truncated', status: null } },
    ],
    [
      'a redirect handed out by the transport',
      () => new Response(null, { status: 302, headers: { location: 'https://evil.test/' } }),
      { kind: 'lost', error: { kind: 'address-refused', reason: 'redirected' } },
    ],
  ])('is a failure in our terms for %s', async (_name, answer, outcome) => {
    expect(await new Setup(answer).outcome()).toMatchObject(outcome as object);
  });

  it('ends with the signal, before and while waiting', async () => {
    const controller = new AbortController();
    const setup = new Setup(() => {
      controller.abort();
      return new Promise<never>(() => undefined);
    });
    const { signal } = controller;
    expect(await setup.outcome(url, { signal })).toEqual({ kind: 'cancelled' });
    expect(await setup.outcome(url, { signal })).toEqual({ kind: 'cancelled' });
    expect(setup.transport.requests).toHaveLength(1);
  });
});
