import { describe, expect, it } from 'vitest';
import {
  composeSandbox,
  type RunningProvider,
} from '../../../../electron/sandbox/compose-sandbox.ts';
import type { FaultRuleInput } from '../../../../electron/sandbox/fault-rule.ts';
import {
  createInProcessTransport,
  sandboxTarget,
  type InProcessTransport,
} from '../../../../electron/sandbox/in-process-transport.ts';
import { networkFailureCode } from '../../../../electron/sandbox/network-failure.ts';
import { seededRandom } from '../../../../electron/sandbox/sandbox-random.ts';
import { ManualClock } from './manual-clock.ts';

interface Setup {
  readonly transport: InProcessTransport;
  readonly running: RunningProvider;
  readonly clock: ManualClock;
  readonly saves: string[];
  /** Signs in, with whatever faults are planned. */
  readonly signIn: (init?: RequestInit) => Promise<Response>;
}

function setUp(options: { latencyMs?: number; rules?: readonly FaultRuleInput[] } = {}): Setup {
  const clock = new ManualClock();
  const saves: string[] = [];
  const sandbox = composeSandbox({
    clock,
    random: seededRandom(5),
    latencyMs: options.latencyMs,
    save: (_providerId, snapshot) => saves.push(snapshot()),
  });
  const running = sandbox.get('pubnub-v1');
  if (running === undefined) throw new Error('pubnub-v1 is not there');
  running.plan.replace(options.rules ?? []);
  const transport = createInProcessTransport(sandbox);
  const { baseUrl } = sandboxTarget(running);
  const signIn = (init: RequestInit = {}): Promise<Response> =>
    transport.fetch(`${baseUrl}/me`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(running.instance.signInSecrets),
      redirect: 'error',
      ...init,
    });
  return { transport, running, clock, saves, signIn };
}

const failure = async (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => 'no failure',
    (error: unknown) => error,
  );

describe('the in-process transport', () => {
  it('knows exactly its two reserved origins', () => {
    const { transport, running } = setUp();
    expect(sandboxTarget(running)).toEqual({
      baseUrl: 'https://pubnub-v1.sandbox.invalid/api',
      dataPlaneUrl: 'https://data.pubnub-v1.sandbox.invalid',
    });
    expect(transport.handles('https://pubnub-v1.sandbox.invalid/api/me')).toBe(true);
    expect(transport.handles(new URL('https://data.pubnub-v1.sandbox.invalid/'))).toBe(true);
    for (const other of [
      'http://pubnub-v1.sandbox.invalid/api/me',
      'https://pubnub-v1.sandbox.invalid:8443/api/me',
      'https://evil.pubnub-v1.sandbox.invalid/',
      'https://pubnub-v1.sandbox.invalid.example/',
      'https://admin.pubnub.com/api/me',
      'not a url',
    ]) {
      expect(transport.handles(other)).toBe(false);
    }
  });

  it('answers admin and data-plane calls each at its own origin', async () => {
    const { transport, signIn } = setUp();
    expect((await signIn()).status).toBe(200);
    const data = 'https://data.pubnub-v1.sandbox.invalid';
    const unknownKey = await transport.fetch(
      `${data}/v2/presence/sub-key/sub-c-x/channel/a?uuid=me`,
    );
    expect(unknownKey.status).toBe(400);
    expect((await transport.fetch(`${data}/api/apps`)).status).toBe(404);
  });

  it('fails for any other host like a name that does not resolve', async () => {
    const { transport } = setUp();
    const error = await failure(transport.fetch('https://elsewhere.invalid/'));
    expect(networkFailureCode(error)).toBe('ENOTFOUND');
  });

  it.each([undefined, 'error', 'follow'] as const)(
    'refuses a redirect under redirect: %s',
    async (redirect) => {
      const rules: FaultRuleInput[] = [
        { effect: { kind: 'redirect', location: 'https://elsewhere.invalid/' } },
      ];
      const { signIn } = setUp({ rules });
      const error = await failure(signIn(redirect === undefined ? {} : { redirect }));
      expect(error).toBeInstanceOf(TypeError);
      expect(error).toMatchObject({ message: 'fetch failed' });
    },
  );

  it('hands a redirect over when asked to', async () => {
    const rules: FaultRuleInput[] = [{ effect: { kind: 'redirect', location: '/elsewhere' } }];
    const response = await setUp({ rules }).signIn({ redirect: 'manual' });
    expect(response.status).toBe(302);
  });

  it('ends with the signal: before, during, and while the body is read', async () => {
    const reason = new Error('the person closed the window');
    expect(await failure(setUp().signIn({ signal: AbortSignal.abort(reason) }))).toBe(reason);

    const during = new AbortController();
    const hanging = setUp({ rules: [{ effect: { kind: 'hang' } }] });
    const answer = failure(hanging.signIn({ signal: during.signal }));
    during.abort(reason);
    expect(await answer).toBe(reason);

    const reading = new AbortController();
    const stalled = setUp({ rules: [{ effect: { kind: 'stalled-body' } }] });
    const response = await stalled.signIn({ signal: reading.signal });
    const text = failure(response.text());
    reading.abort(reason);
    expect(await text).toBe(reason);
  });

  it('commits what was sent although its sender has left', async () => {
    const { signIn, clock, running } = setUp({
      rules: [{ effect: { kind: 'latency', ms: 1_000, when: 'after-commit' } }],
    });
    const given = new AbortController();
    const answer = failure(signIn({ signal: given.signal }));
    await clock.advance(10);
    given.abort();
    expect(await answer).toMatchObject({ name: 'AbortError' });
    expect(JSON.parse(running.instance.snapshot())).toMatchObject({ sessions: [{ userId: 7301 }] });
  });

  it('adds its latency to every answer, for all at once', async () => {
    const { signIn, clock } = setUp({ latencyMs: 20 });
    let answered = 0;
    const answers = [1, 2, 3, 4].map(() =>
      signIn().finally(() => {
        answered += 1;
      }),
    );
    await clock.advance(19);
    expect([answered, clock.waiting]).toEqual([0, 4]);
    await clock.advance(1);
    expect((await Promise.all(answers)).map((response) => response.status)).toEqual([
      200, 200, 200, 200,
    ]);
  });

  it('unpacks what is packed, as fetch does', async () => {
    const { signIn } = setUp({ rules: [{ effect: { kind: 'hostile', body: 'gzip-bomb' } }] });
    let received = 0;
    for await (const chunk of (await signIn()).body ?? []) {
      received += chunk.byteLength;
      if (received > 5_000_000) break;
    }
    expect(received).toBeGreaterThan(5_000_000);
  });

  it('writes every request into the journal, with its answer and its fault', async () => {
    const { signIn, running } = setUp({
      rules: [
        { count: 1, effect: { kind: 'offline' } },
        { count: 1, effect: { kind: 'answer', status: 503 } },
      ],
    });
    await failure(signIn());
    await signIn();
    await signIn();
    expect(running.journal.entries()).toMatchObject([
      { method: 'POST', path: '/api/me', status: null, fault: 'offline' },
      { method: 'POST', path: '/api/me', status: 503, fault: 'answer' },
      { method: 'POST', path: '/api/me', status: 200, fault: null },
    ]);
    expect(running.journal.counts()).toEqual({ 'POST /api/me': 3 });
    expect(JSON.stringify(running.journal.entries())).not.toContain('RKCANARY');
  });

  it('saves before it answers, so that a lost answer is not a lost change', async () => {
    const { signIn, saves } = setUp({
      rules: [{ effect: { kind: 'reset', when: 'after-commit' } }],
    });
    await failure(signIn());
    expect(saves).toHaveLength(1);
    expect(JSON.parse(saves[0] ?? '')).toMatchObject({ sessions: [{ userId: 7301 }] });
  });
});

describe('composing the sandbox', () => {
  it('goes on from a saved state', async () => {
    const first = setUp();
    await first.signIn();
    const saved = first.saves.at(-1) ?? null;
    const second = composeSandbox({
      clock: new ManualClock(),
      load: (providerId) => (providerId === 'pubnub-v1' ? saved : null),
    });
    const goneOn: unknown = JSON.parse(second.get('pubnub-v1')?.instance.snapshot() ?? '');
    expect(goneOn).toEqual(JSON.parse(saved ?? ''));
  });

  it('refuses a state that is none', () => {
    expect(() => composeSandbox({ load: () => '{}' })).toThrow(/cannot be read/);
  });
});
