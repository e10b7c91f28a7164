import { beforeEach, describe, expect, it } from 'vitest';
import type { SyncProgress } from '../../../../shared/connections/connection.ts';
import { fail, ok, type AppError, type Result } from '../../../../shared/errors/app-error.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../../shared/lib/duration.ts';
import {
  connectionIdSchema,
  credentialIdSchema,
  type ConnectionId,
} from '../../../../shared/lib/ids.ts';
import { ActivityService } from '../../../../electron/services/activity-service.ts';
import { ConnectionSessions } from '../../../../electron/services/connection-session.ts';
import { CustodyService } from '../../../../electron/services/custody-service.ts';
import { sleep } from '../../../../electron/services/ports/clock.ts';
import type { ProviderAdapter } from '../../../../electron/services/ports/provider-adapter.ts';
import type { ProviderSession } from '../../../../electron/services/ports/provider-values.ts';
import type { RequestRate } from '../../../../electron/services/ports/request-budget.ts';
import type { Stores } from '../../../../electron/services/ports/stores.ts';
import { RunningWrites } from '../../../../electron/services/running-writes.ts';
import { SyncService } from '../../../../electron/services/sync-service.ts';
import { openMemoryStores } from '../../../../electron/storage/memory-stores.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../../fakes/fake-id-source.ts';
import { FakeKeychain } from '../../../fakes/fake-keychain.ts';
import { registryOf, scriptedProvider, shownKey } from '../../../fakes/scripted-provider.ts';

const KEYS_OF_EACH = 25;
const idOf = (number: number): ConnectionId =>
  connectionIdSchema.parse(`01ARZ3NDEKTSV4RRFFQ69G5FA${String(number)}`);

let clock: FakeClock;
let stores: Stores;
let keychain: FakeKeychain;
let bugs: unknown[];
/** What happens before a page of this account is answered; an error is the answer. */
let beforePage: (accountId: string, page: number, signal: AbortSignal) => Promise<AppError | null>;

beforeEach(() => {
  clock = new FakeClock();
  stores = openMemoryStores({ clock, ids: new FakeIdSource(1_000) });
  keychain = new FakeKeychain();
  bugs = [];
  beforePage = () => Promise.resolve(null);
});

/** A request of an account whose requests are counted. */
async function counted(session: ProviderSession, signal: AbortSignal): Promise<AppError | null> {
  const answer = await session.budget?.take(signal);
  if (answer?.kind === 'cancelled') return { kind: 'cancelled' };
  return answer?.kind === 'spent'
    ? { kind: 'provider-rate-limited', providerId: 'scripted', retryAt: answer.retryAt }
    : null;
}

function adapter(requestRate: RequestRate | null): ProviderAdapter {
  const scripted = scriptedProvider(
    {
      listContainers: () => Promise.resolve(ok([{ providerContainerId: 'app', name: 'App' }])),
      listKeys: async (session, _container, { page, limit }, signal) => {
        const error =
          (await counted(session, signal)) ?? (await beforePage(session.accountId, page, signal));
        if (error !== null) return fail(error);
        const first = (page - 1) * limit + 1;
        const count = Math.max(0, Math.min(limit, KEYS_OF_EACH - first + 1));
        const keys = Array.from({ length: count }, (_, index) => shownKey(first + index));
        return ok({ keys, total: KEYS_OF_EACH });
      },
    },
    { pageLimit: 5, concurrency: 2 },
  );
  return { ...scripted, rules: { ...scripted.rules, requestRate } };
}

function open(accounts: number, requestRate: RequestRate | null = null): SyncService {
  const events = { publish: () => undefined };
  for (let number = 1; number <= accounts; number += 1) {
    const credentialId = credentialIdSchema.parse(`01ARZ3NDEKTSV4RRFFQ69G5FB${String(number)}`);
    keychain.secretsByName.set(`v1/profile/credential/${credentialId}`, 'token-RKCANARY');
    stores.connections.save({
      id: idOf(number),
      providerId: 'scripted',
      label: `Account ${String(number)}`,
      accountId: String(number),
      accountName: 'me',
      baseUrl: 'https://admin.example.com',
      dataPlaneUrl: 'https://data.example.com',
      isSandbox: false,
      credentialId,
      credentialExpiresAt: null,
      credentialProven: true,
      lastSyncAt: null,
      lastSyncError: null,
    });
  }
  const { keychainIndex: index, sealed, connections } = stores;
  const mode = { mode: 'keychain' } as const;
  const custody = new CustodyService({ keychain, index, sealed, profileId: 'profile', mode });
  const registry = registryOf(adapter(requestRate));
  const ids = new FakeIdSource(0);
  return new SyncService({
    stores,
    sessions: new ConnectionSessions({
      connections,
      registry,
      custody,
      events,
      ids,
      clock,
      writes: new RunningWrites(),
    }),
    activity: new ActivityService({ store: stores.activity, clock, events }),
    events,
    clock,
    ids: new FakeIdSource(1),
    logger: {
      info: () => undefined,
      warn: () => undefined,
      bug: (_event, cause) => {
        bugs.push(cause);
        return 'bug';
      },
    },
  });
}

const stateOf = (sync: SyncService, number: number): SyncProgress => {
  const found = sync.progress().find(({ connectionId }) => connectionId === idOf(number));
  if (found === undefined) throw new Error('Started');
  return found;
};

const keysOf = (number: number): number => stores.keys.countOf(idOf(number));
/** Saving takes turns of the event loop of its own. */
async function pass(durationMs: number): Promise<void> {
  await clock.advanceAsync(durationMs);
  for (let turn = 0; turn < 20; turn += 1) await clock.advanceAsync(0);
}
const started = (sync: SyncService): Result<SyncProgress[]> => sync.start(null);

describe('several accounts, read at once', () => {
  it('are each read to their end, whatever becomes of the others', async () => {
    const retryAt = clock.now() + 90 * SECOND_MS;
    const limited: AppError = { kind: 'provider-rate-limited', providerId: 'scripted', retryAt };
    beforePage = async (accountId, page, signal) => {
      if (accountId === '1' && page === 3) return { kind: 'timed-out' };
      if (accountId === '2') await sleep(clock, 10 * SECOND_MS, signal);
      if (accountId === '3' && page === 4) return limited;
      if (accountId === '5') throw new Error('A bug in an adapter');
      return null;
    };
    const sync = open(5);
    expect(started(sync)).toMatchObject({ ok: true, value: { length: 5 } });
    await pass(SECOND_MS);

    expect(stateOf(sync, 1)).toMatchObject({ state: 'failed', error: { kind: 'timed-out' } });
    expect(stateOf(sync, 2)).toMatchObject({ state: 'running', error: null });
    expect(stateOf(sync, 3)).toMatchObject({ state: 'failed', error: limited });
    expect(stateOf(sync, 4)).toMatchObject({ state: 'completed', keysFetched: KEYS_OF_EACH });
    expect(stateOf(sync, 5)).toMatchObject({ state: 'failed', error: { kind: 'unexpected' } });
    expect([1, 3, 4].map(keysOf)).toEqual([10, 20, KEYS_OF_EACH]);
    expect(bugs).toHaveLength(1);

    await pass(MINUTE_MS);
    expect(stateOf(sync, 2)).toMatchObject({ state: 'completed', keysFetched: KEYS_OF_EACH });
    expect(keysOf(2)).toBe(KEYS_OF_EACH);
    const errors = stores.connections.all().map(({ lastSyncError }) => lastSyncError?.kind ?? null);
    expect(errors).toEqual(['timed-out', null, 'provider-rate-limited', null, 'unexpected']);
  });

  it('go on where they stopped, and nothing of those that were fine is lost', async () => {
    beforePage = (accountId, page) =>
      Promise.resolve(accountId === '1' && page === 4 ? { kind: 'timed-out' } : null);
    const sync = open(2);
    started(sync);
    await pass(SECOND_MS);
    expect([1, 2].map(keysOf)).toEqual([20, KEYS_OF_EACH]);
    beforePage = () => Promise.resolve(null);
    started(sync);
    await pass(SECOND_MS);
    expect([1, 2].map((number) => stateOf(sync, number).state)).toEqual(['completed', 'completed']);
    expect([1, 2].map(keysOf)).toEqual([KEYS_OF_EACH, KEYS_OF_EACH]);
  });
});

describe('an account whose requests are counted', () => {
  it('is read slowly, and does not slow the others', async () => {
    const sync = open(2, { requests: 2, perMs: 10 * SECOND_MS });
    started(sync);
    await pass(0);
    expect([1, 2].map((number) => stateOf(sync, number).pagesFetched)).toEqual([2, 2]);
    await pass(10 * SECOND_MS);
    expect([1, 2].map((number) => stateOf(sync, number).pagesFetched)).toEqual([4, 4]);
    await pass(10 * SECOND_MS);
    expect([1, 2].map((number) => stateOf(sync, number).state)).toEqual(['completed', 'completed']);
  });

  it('stops with what was read when the next turn is far off, says when that is, and goes on then', async () => {
    const sync = open(1, { requests: 3, perMs: 10 * MINUTE_MS });
    started(sync);
    await pass(SECOND_MS);
    const retryAt = clock.now() - SECOND_MS + 10 * MINUTE_MS;
    expect(stateOf(sync, 1)).toMatchObject({
      state: 'failed',
      error: { kind: 'provider-rate-limited', retryAt },
    });
    expect(keysOf(1)).toBe(15);
    await pass(retryAt - clock.now());
    started(sync);
    await pass(SECOND_MS);
    expect(stateOf(sync, 1)).toMatchObject({ state: 'completed', keysFetched: KEYS_OF_EACH });
    expect(keysOf(1)).toBe(KEYS_OF_EACH);
  });

  it('can be left while it waits for its turn', async () => {
    const sync = open(1, { requests: 1, perMs: 50 * SECOND_MS });
    started(sync);
    await pass(SECOND_MS);
    sync.cancel(idOf(1));
    await sync.settled(idOf(1));
    expect(stateOf(sync, 1)).toMatchObject({ state: 'cancelled', error: null });
    expect(keysOf(1)).toBe(5);
    expect(clock.pendingTimers).toBe(0);
    await pass(HOUR_MS);
    expect(keysOf(1)).toBe(5);
  });
});
