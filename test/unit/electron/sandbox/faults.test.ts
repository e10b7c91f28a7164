import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FaultPlan } from '../../../../electron/sandbox/fault-plan.ts';
import type { FaultRuleInput } from '../../../../electron/sandbox/fault-rule.ts';
import { withFaults } from '../../../../electron/sandbox/faults.ts';
import { networkFailureCode } from '../../../../electron/sandbox/network-failure.ts';
import { ManualClock } from './manual-clock.ts';

const realBody = { result: { keys: [{ id: 1 }, { id: 2 }], total_keys: 2 } };

/** A handler that counts how often it took effect, behind one fault. */
class FaultyServer {
  readonly clock = new ManualClock();
  commits = 0;
  readonly #handler;

  constructor(effect: FaultRuleInput['effect']) {
    const plan = new FaultPlan();
    plan.replace([{ effect }]);
    this.#handler = withFaults(
      () => {
        this.commits += 1;
        return Promise.resolve(Response.json(realBody, { status: 201, headers: { link: 'x' } }));
      },
      plan,
      'admin',
      this.clock,
    );
  }

  ask(signal?: AbortSignal): Promise<Response> {
    return this.#handler(
      new Request('https://x.sandbox.invalid/api/keys', {
        method: 'POST',
        ...(signal && { signal }),
      }),
    );
  }
}

const codeOf = async (answer: Promise<unknown>): Promise<string | null> =>
  answer.then(
    () => 'no failure',
    (error: unknown) => networkFailureCode(error),
  );

describe('a fault', () => {
  it('offline fails like fetch without a network and commits nothing', async () => {
    const server = new FaultyServer({ kind: 'offline' });
    await expect(server.ask()).rejects.toThrow(new TypeError('fetch failed'));
    expect(await codeOf(server.ask())).toBe('ENOTFOUND');
    expect(server.commits).toBe(0);
  });

  it('offline can be any failure to connect', async () => {
    const server = new FaultyServer({ kind: 'offline', code: 'CERT_HAS_EXPIRED' });
    expect(await codeOf(server.ask())).toBe('CERT_HAS_EXPIRED');
  });

  it.each([
    ['before-commit', 0],
    ['after-commit', 1],
  ] as const)('reset %s leaves %i commits', async (when, commits) => {
    const server = new FaultyServer({ kind: 'reset', when });
    expect(await codeOf(server.ask())).toBe('ECONNRESET');
    expect(server.commits).toBe(commits);
  });

  it.each([401, 403, 404, 409, 410, 422, 500, 502, 503, 504] as const)(
    'answer %i replaces the real one and commits nothing',
    async (status) => {
      const server = new FaultyServer({ kind: 'answer', status });
      const response = await server.ask();
      expect(response.status).toBe(status);
      expect(await response.json()).toEqual({ error: true, message: `simulated answer ${status}` });
      expect(server.commits).toBe(0);
    },
  );

  it('answer can carry Retry-After, a body of its own and a commit', async () => {
    const server = new FaultyServer({
      kind: 'answer',
      status: 429,
      headers: { 'retry-after': '7' },
      body: { message: 'slow down' },
      when: 'after-commit',
    });
    const response = await server.ask();
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await response.json()).toEqual({ message: 'slow down' });
    expect(server.commits).toBe(1);
  });

  it('answer 204 has no body', async () => {
    const response = await new FaultyServer({ kind: 'answer', status: 204 }).ask();
    expect(response.body).toBeNull();
  });

  it.each([
    ['before-commit', 0],
    ['after-commit', 1],
  ] as const)('latency %s waits on the given clock', async (when, commits) => {
    const server = new FaultyServer({ kind: 'latency', ms: 500, when });
    let isAnswered = false;
    const answer = server.ask().finally(() => {
      isAnswered = true;
    });
    await server.clock.advance(499);
    expect([isAnswered, server.commits]).toEqual([false, commits]);
    await server.clock.advance(1);
    expect((await answer).status).toBe(201);
    expect(server.commits).toBe(1);
  });

  it('hang never answers, and ends with the signal', async () => {
    const server = new FaultyServer({ kind: 'hang', when: 'after-commit' });
    const given = new AbortController();
    const answer = server.ask(given.signal);
    await server.clock.advance(3_600_000);
    expect(server.commits).toBe(1);
    given.abort(new Error('enough'));
    await expect(answer).rejects.toThrow('enough');
  });

  it.each([
    [0, 0],
    [1, 1],
    ['half', Math.floor(JSON.stringify(realBody).length / 2)],
    ['all-but-one', JSON.stringify(realBody).length - 1],
  ] as const)('truncated to %s commits and breaks off', async (keep, length) => {
    const server = new FaultyServer({ kind: 'truncated', keep });
    const response = await server.ask();
    expect(server.commits).toBe(1);
    expect(response.status).toBe(201);
    expect(response.headers.get('content-length')).toBe(String(JSON.stringify(realBody).length));
    let received = 0;
    const reading = (async (): Promise<void> => {
      for await (const chunk of response.body ?? []) received += chunk.byteLength;
    })();
    await expect(reading).rejects.toThrow('terminated');
    expect(received).toBe(length);
  });

  it('truncated can end as if it were complete', async () => {
    const response = await new FaultyServer({
      kind: 'truncated',
      keep: 'all-but-one',
      ending: 'clean',
    }).ask();
    expect(await response.text()).toBe(JSON.stringify(realBody).slice(0, -1));
  });

  it('stalled-body sends the first bytes and then nothing', async () => {
    const response = await new FaultyServer({ kind: 'stalled-body', keep: 3 }).ask();
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('{"r');
    let isMore = false;
    void reader?.read().then(() => {
      isMore = true;
    }); // settles at the cancel below
    await new Promise((resolve) => setImmediate(resolve));
    expect(isMore).toBe(false);
    await reader?.cancel();
  });

  it('slow-body sends all of it in drips', async () => {
    const server = new FaultyServer({ kind: 'slow-body', chunkBytes: 20, chunkDelayMs: 100 });
    const text = (await server.ask()).text();
    const drips = Math.ceil(JSON.stringify(realBody).length / 20);
    for (let drip = 0; drip < drips; drip += 1) {
      await server.clock.advance(0);
      expect(server.clock.waiting).toBe(1);
      await server.clock.advance(100);
    }
    expect(await text).toBe(JSON.stringify(realBody));
  });

  it('html answers 200 with a page', async () => {
    const response = await new FaultyServer({ kind: 'html' }).ask();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await response.text()).toMatch(/^<!doctype html>/);
  });

  it('content-type changes only that', async () => {
    const response = await new FaultyServer({
      kind: 'content-type',
      contentType: 'application/octet-stream',
    }).ask();
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('link')).toBe('x');
    expect(await response.json()).toEqual(realBody);
  });

  it('redirect points elsewhere', async () => {
    const server = new FaultyServer({
      kind: 'redirect',
      status: 307,
      location: 'https://elsewhere.invalid/',
    });
    const response = await server.ask();
    expect(response.status).toBe(307);
    expect(response.headers.get('location')).toBe('https://elsewhere.invalid/');
    expect(server.commits).toBe(0);
  });

  it('rewrite sets and removes values of the real answer', async () => {
    const response = await new FaultyServer({
      kind: 'rewrite',
      set: [{ path: 'result.total_keys', value: 99 }, { path: 'extra', value: null }], // prettier-ignore
      remove: ['result.keys.*.id'],
    }).ask();
    expect(response.headers.get('link')).toBe('x');
    expect(await response.json()).toEqual({
      result: { keys: [{}, {}], total_keys: 99 },
      extra: null,
    });
  });
});

describe('a hostile body', () => {
  const ask = (
    body: Extract<FaultRuleInput['effect'], { kind: 'hostile' }>['body'],
  ): Promise<Response> => new FaultyServer({ kind: 'hostile', body }).ask();

  it('is deep enough to end a recursive reader', async () => {
    const text = await (await ask('deep-json')).text();
    expect(text.startsWith('['.repeat(100_000))).toBe(true);
    expect(text.endsWith(']'.repeat(100_000))).toBe(true);
  });

  it('is huge, but made only as it is read', async () => {
    const response = await ask('huge');
    let received = 0;
    for await (const chunk of response.body ?? []) {
      received += chunk.byteLength;
      if (received > 5_000_000) break;
    }
    expect(received).toBeGreaterThan(5_000_000);
  });

  it('unpacks to a thousand times its size', async () => {
    const response = await ask('gzip-bomb');
    expect(response.headers.get('content-encoding')).toBe('gzip');
    const packed = await response.arrayBuffer();
    expect(gunzipSync(packed).byteLength).toBeGreaterThan(packed.byteLength * 500);
  });

  it('tries to reach the prototype', async () => {
    const parsed: unknown = JSON.parse(await (await ask('prototype')).text());
    expect(Object.keys(parsed as object)).toContain('__proto__');
  });

  it('is not UTF-8, not JSON, empty, or null', async () => {
    const bytes = await (await ask('invalid-utf8')).arrayBuffer();
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow();
    const notJson = await (await ask('not-json')).text();
    expect(() => JSON.parse(notJson) as unknown).toThrow();
    expect(await (await ask('empty')).text()).toBe('');
    expect(await (await ask('null')).json()).toBeNull();
  });

  it('never ends', async () => {
    const response = await new FaultyServer({ kind: 'endless-body' }).ask();
    const reader = response.body?.getReader();
    for (let read = 0; read < 50; read += 1) expect((await reader?.read())?.done).toBe(false);
    await reader?.cancel();
  });
});
