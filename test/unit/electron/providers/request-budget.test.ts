import { describe, expect, it } from 'vitest';
import { AblyClient } from '../../../../electron/providers/ably/client.ts';
import {
  createProviderHttp,
  type ProviderHttp,
} from '../../../../electron/providers/provider-http.ts';
import { PubnubV1Client } from '../../../../electron/providers/pubnub-v1/client.ts';
import { PubnubV2Client } from '../../../../electron/providers/pubnub-v2/client.ts';
import type { ProviderSession } from '../../../../electron/services/ports/provider-values.ts';
import type { RequestBudget } from '../../../../electron/services/ports/request-budget.ts';
import { WindowBudget } from '../../../../electron/services/request-budgets.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../../shared/lib/duration.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../../fakes/fake-id-source.ts';
import { FakeTransport, jsonAnswer, type Answer } from '../../../fakes/fake-transport.ts';
import { renewAtOnce } from '../../../fakes/provider-fakes.ts';
import { settle } from '../../../providers/settle.ts';

const provider = { id: 'test', adminHosts: ['admin.test'], dataPlaneHosts: [] };

function setUp(answer: Answer) {
  const clock = new FakeClock();
  const transport = new FakeTransport(answer);
  const http = createProviderHttp({
    ...{ transport: transport.fetch, clock, ids: new FakeIdSource(), allowLoopback: false },
  });
  const send = (budget: RequestBudget, signal = new AbortController().signal) =>
    http.request({
      ...{ provider, plane: 'admin', method: 'GET', kind: 'read', size: 'single' },
      ...{ url: 'https://admin.test/things', budget, signal },
    });
  return { clock, transport, http, send };
}

describe('a request of an account whose requests are counted', () => {
  it('waits for its turn, and then has as much time as ever', async () => {
    const { clock, transport, send } = setUp(() => jsonAnswer({}));
    const budget = new WindowBudget({ requests: 1, perMs: 50 * SECOND_MS }, clock);
    await send(budget);
    transport.answerWith(() => new Promise(() => undefined));
    const { value, tookMs } = await settle(clock, send(budget));
    expect(value).toMatchObject({ kind: 'lost', error: { kind: 'timed-out' } });
    // Fifty seconds of waiting for each of two tries, and fifteen of a silent server.
    expect(tookMs).toBeGreaterThan(60 * SECOND_MS);
    expect(transport.requests.length).toBeGreaterThan(2);
  });

  it('counts every repetition', async () => {
    const { clock, transport, send } = setUp(() => jsonAnswer({}, { status: 503 }));
    let taken = 0;
    const budget: RequestBudget = {
      left: () => ({ requests: 1_000, moreAt: clock.now() }),
      take: () => {
        taken += 1;
        return Promise.resolve({ kind: 'granted' });
      },
    };
    await settle(clock, send(budget));
    expect(taken).toBe(transport.requests.length);
    expect(taken).toBe(4);
  });

  it('is not sent where the wait would be too long, and says when to come back', async () => {
    const { clock, transport, send } = setUp(() => jsonAnswer({}));
    const budget = new WindowBudget({ requests: 1, perMs: HOUR_MS }, clock);
    await send(budget);
    clock.advance(MINUTE_MS);
    expect(await send(budget)).toEqual({
      kind: 'not-sent',
      error: {
        kind: 'provider-rate-limited',
        providerId: 'test',
        retryAt: clock.now() + 59 * MINUTE_MS,
      },
    });
    expect(transport.requests).toHaveLength(1);
  });

  it('can be cancelled while it waits', async () => {
    const { clock, transport, send } = setUp(() => jsonAnswer({}));
    const budget = new WindowBudget({ requests: 1, perMs: SECOND_MS }, clock);
    await send(budget);
    const abort = new AbortController();
    const waiting = send(budget, abort.signal);
    abort.abort();
    expect(await waiting).toEqual({ kind: 'cancelled' });
    expect(transport.requests).toHaveLength(1);
    expect(clock.pendingTimers).toBe(0);
  });
});

const { signal } = new AbortController();
const page = { page: 1, limit: 100 };

/** Every call a client makes with an account's session. */
const accountCalls: readonly [
  string,
  (http: ProviderHttp, session: ProviderSession) => unknown[],
][] = [
  [
    'https://control.ably.net/v1',
    (http, session) => {
      const client = new AblyClient(http);
      const id = { appId: 'app', keyId: 'key' };
      return [
        client.listApps(session, signal),
        client.createApp(session, 'name'),
        client.listKeys(session, 'app', signal),
        client.listQueues(session, 'app', signal),
        client.listNamespaces(session, 'app', signal),
        client.createKey(session, 'app', {}),
        client.updateKey(session, id, {}),
        client.revokeKey(session, id),
      ];
    },
  ],
  [
    'https://admin.pubnub.com/api',
    (http, session) => {
      const client = new PubnubV1Client(http);
      return [
        client.listApps(session, signal),
        client.createApp(session, 'name'),
        client.listKeys(session, { appId: '1', ...page }, signal),
        client.readKey(session, '1', signal),
        client.createKey(session, {}),
        client.updateKey(session, '1', {}),
        client.listVault(session, 'sub-c-1', signal),
        client.putVault(session, {
          subscribeKey: 'sub-c-1',
          name: 'name',
          secretValue: 'RKCANARY',
        }),
        client.removeVault(session, 'sub-c-1', 'name'),
      ];
    },
  ],
  [
    'https://admin-api.pubnub.com/v2',
    (http, session) => {
      const client = new PubnubV2Client(http, () => '2026-03-23');
      return [
        client.listApps(session, page, signal),
        client.createApp(session, 'name'),
        client.listKeysets(session, page, signal),
        client.readKeyset(session, '1', signal),
        client.readConfig(session, '1', signal),
        client.listSecretKeys(session, '1', signal),
        client.createKeyset(session, {}),
        client.updateKeyset(session, '1', {}),
        client.updateConfig(session, '1', {}),
        client.deleteKeyset(session, '1'),
      ];
    },
  ],
];

describe('what an account asks its provider', () => {
  it.each(accountCalls)('is counted, every call to %s', async (baseUrl, callsOf) => {
    const { clock, transport, http } = setUp(() => jsonAnswer({}));
    let taken = 0;
    const session: ProviderSession = {
      baseUrl,
      dataPlaneUrl: 'https://data.test',
      accountId: '1',
      credentialSecret: 'token-RKCANARY',
      renew: renewAtOnce,
      budget: {
        left: () => ({ requests: 1_000, moreAt: clock.now() }),
        take: () => {
          taken += 1;
          return Promise.resolve({ kind: 'granted' });
        },
      },
    };
    const calls = callsOf(http, session);
    await settle(clock, Promise.all(calls));
    expect(transport.requests).toHaveLength(calls.length);
    expect(taken).toBe(calls.length);
  });
});
