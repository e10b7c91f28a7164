import { beforeEach, describe, expect, it } from 'vitest';
import { fail, ok, type AppError } from '../../../../shared/errors/app-error.ts';
import { connectionIdSchema, credentialIdSchema } from '../../../../shared/lib/ids.ts';
import { ActivityService } from '../../../../electron/services/activity-service.ts';
import { ConnectionSessions } from '../../../../electron/services/connection-session.ts';
import { CustodyService } from '../../../../electron/services/custody-service.ts';
import type { ProviderKey } from '../../../../electron/services/ports/provider-values.ts';
import { StorageFailure } from '../../../../electron/services/ports/storage-failure.ts';
import type { ConnectionRecord, Stores } from '../../../../electron/services/ports/stores.ts';
import { RunningWrites } from '../../../../electron/services/running-writes.ts';
import { SyncService } from '../../../../electron/services/sync-service.ts';
import { openMemoryStores } from '../../../../electron/storage/memory-stores.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../../fakes/fake-id-source.ts';
import { FakeKeychain } from '../../../fakes/fake-keychain.ts';
import { registryOf, scriptedProvider, shownKey } from '../../../fakes/scripted-provider.ts';

const connectionId = connectionIdSchema.parse('01ARZ3NDEKTSV4RRFFQ69G5FAV');
const credentialId = credentialIdSchema.parse('01ARZ3NDEKTSV4RRFFQ69G5FAW');
const connection: ConnectionRecord = {
  id: connectionId,
  providerId: 'scripted',
  label: 'Scripted',
  accountId: '1',
  accountName: 'me',
  baseUrl: 'https://admin.example.com',
  dataPlaneUrl: 'https://data.example.com',
  isSandbox: false,
  credentialId,
  credentialExpiresAt: null,
  credentialProven: true,
  lastSyncAt: null,
  lastSyncError: null,
};

/** The list as the provider has it; tests change it while it is read. */
let list: number[];
let total: () => number | null;
let asked: number[];
let containers: Set<string>;
/** The app of each key. */
let appOf: (number: number) => string;
let beforePage: (page: number) => void;
let pageError: (page: number) => AppError | null;
let clock: FakeClock;
let stores: Stores;
let bugs: unknown[];
let sync: SyncService;

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const pageOf = (page: number, limit: number): ProviderKey[] =>
  list
    .slice((page - 1) * limit, page * limit)
    .map((number) => shownKey(number, { providerContainerId: appOf(number) }));

function build(concurrency = 1, listing: 'container' | 'account' = 'container'): SyncService {
  const adapter = scriptedProvider(
    {
      listContainers: () => Promise.resolve(ok([{ providerContainerId: 'app', name: 'App' }])),
      listKeys: (_session, container, { page, limit }) => {
        asked.push(page);
        containers.add(container);
        beforePage(page);
        const error = pageError(page);
        if (error !== null) return Promise.resolve(fail(error));
        return Promise.resolve(ok({ keys: pageOf(page, limit), total: total() }));
      },
    },
    { pageLimit: 10, concurrency, listing },
  );
  const events = { publish: () => undefined };
  const { keychainIndex: index, sealed, connections } = stores;
  const keychain = new FakeKeychain();
  keychain.secretsByName.set(`v1/profile/credential/${credentialId}`, 'token-RKCANARY');
  const mode = { mode: 'keychain' } as const;
  const custody = new CustodyService({ keychain, index, sealed, profileId: 'profile', mode });
  return new SyncService({
    stores,
    sessions: new ConnectionSessions({
      connections,
      registry: registryOf(adapter),
      custody,
      events,
      ids: new FakeIdSource(0),
      clock,
      writes: new RunningWrites(),
    }),
    activity: new ActivityService({ store: stores.activity, clock, events }),
    events,
    clock,
    ids: new FakeIdSource(asked.length),
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

async function run() {
  sync.start(connectionId);
  await sync.settled(connectionId);
  const [progress] = sync.progress();
  if (progress === undefined) throw new Error('No progress');
  return progress;
}

const known = (): number[] =>
  stores.keys
    .ofConnection(connectionId)
    .filter(({ status }) => status !== 'gone')
    .map(({ providerKeyId }) => Number(providerKeyId))
    .toSorted((a, b) => a - b);

beforeEach(() => {
  list = numbers(25);
  total = () => list.length;
  asked = [];
  containers = new Set();
  appOf = () => 'app';
  bugs = [];
  beforePage = () => undefined;
  pageError = () => null;
  clock = new FakeClock();
  stores = openMemoryStores({ clock, ids: new FakeIdSource(1_000) });
  stores.connections.save(connection);
  sync = build();
});

describe('a list that changes while it is read', () => {
  it('and grows by a page is read to its new end', async () => {
    beforePage = (page) => {
      if (page === 3) list = numbers(38);
    };
    expect(await run()).toMatchObject({ state: 'completed', pagesFetched: 5, pagesTotal: 5 });
    expect(known()).toEqual(numbers(38));
  });

  it('and grows on its last page has that page read again', async () => {
    sync = build(3);
    // Page 3 was asked for before the list grew, page 2 answers after it.
    const answers = total;
    let page3IsRead = false;
    beforePage = (page) => {
      if (page === 3 && !page3IsRead) page3IsRead = true;
      else if (page === 2) total = () => (answers() ?? 0) + 1;
    };
    list = numbers(25);
    const growing = run();
    await Promise.resolve();
    expect(await growing).toMatchObject({ state: 'completed' });
    expect(asked.filter((page) => page === 3).length).toBeGreaterThanOrEqual(2);
  });

  it('and shrinks marks nothing as gone: a key may only have moved up a page', async () => {
    await run();
    clock.advance(1_000);
    beforePage = (page) => {
      // Key 5 is deleted after page 1 was read, so key 11 moves from page 2 to page 1.
      if (page === 2) list = list.filter((number) => number !== 5);
    };
    expect(await run()).toMatchObject({ state: 'completed' });
    expect(known()).toContain(11);
    expect(known()).toContain(5);
    beforePage = () => undefined;
    clock.advance(1_000);
    await run();
    expect(known()).toEqual(numbers(25).filter((number) => number !== 5));
  });

  it('and ends early though its total stays makes the sync fail', async () => {
    await run();
    clock.advance(1_000);
    total = () => 25;
    list = numbers(20);
    expect(await run()).toMatchObject({
      state: 'failed',
      error: { kind: 'provider-changed', issues: ['A list of keys ended after 20 of 25.'] },
    });
    expect(known()).toEqual(numbers(25));
    list = numbers(25);
    asked = [];
    expect((await run()).state).toBe('completed');
    expect(asked).toEqual([1, 2, 3]);
  });
});

describe('a list without a total', () => {
  beforeEach(() => {
    total = () => null;
  });

  it('is read until a page is empty, and its size is told only then', async () => {
    const totals: (number | null)[] = [];
    beforePage = () => totals.push(...sync.progress().map(({ pagesTotal }) => pagesTotal));
    expect(await run()).toMatchObject({ state: 'completed', pagesFetched: 4, pagesTotal: 4 });
    expect(new Set(totals)).toEqual(new Set([null]));
    expect(known()).toEqual(numbers(25));
  });

  it('that begins again at its end is not read for ever', async () => {
    list = [...numbers(20), ...numbers(20), ...numbers(20)];
    expect(await run()).toMatchObject({
      state: 'failed',
      error: { kind: 'provider-changed', issues: ['Page 3 repeats keys of earlier pages.'] },
    });
    expect(known()).toEqual(numbers(20));
  });
});

describe('a sync that is interrupted', () => {
  const broken: AppError = { kind: 'timed-out' };

  it('by a page that fails keeps every page that did not', async () => {
    list = numbers(100);
    pageError = (page) => (page === 7 ? broken : null);
    expect(await run()).toMatchObject({ state: 'failed', error: broken, pagesFetched: 6 });
    expect(known()).toEqual(numbers(60));
    pageError = () => null;
    asked = [];
    expect(await run()).toMatchObject({ state: 'completed', pagesFetched: 10, keysFetched: 100 });
    expect(asked).toEqual([1, 7, 8, 9, 10]);
  });

  it('does not call a key gone that moved onto a page it has already', async () => {
    list = numbers(40);
    await run();
    clock.advance(1_000);
    pageError = (page) => (page === 4 ? broken : null);
    await run();
    pageError = () => null;
    // Keys 5 is deleted: 31 moves to page 3, which is on disk and is not read again.
    list = list.filter((number) => number !== 5);
    expect((await run()).state).toBe('completed');
    expect(known()).toContain(31);
    clock.advance(1_000);
    await run();
    expect(known()).toEqual(numbers(40).filter((number) => number !== 5));
  });
});

describe('a disk that is full', () => {
  const full = new StorageFailure({ kind: 'storage-full' }, new Error('no room'));

  it('ends the sync with that, without a bug and without an unhandled rejection', async () => {
    const { keys } = stores;
    stores = {
      ...stores,
      keys: Object.assign(Object.create(keys) as typeof keys, {
        saveAll: () => {
          throw full;
        },
      }),
    };
    sync = build(4);
    expect(await run()).toMatchObject({ state: 'failed', error: { kind: 'storage-full' } });
    expect(bugs).toEqual([]);
    expect(stores.connections.find(connectionId)?.lastSyncError).toEqual({ kind: 'storage-full' });
  });

  it('even for saving that it failed', async () => {
    stores = {
      ...stores,
      transaction: () => {
        throw full;
      },
    };
    sync = build();
    expect(await run()).toMatchObject({ state: 'failed', error: { kind: 'storage-full' } });
    expect(bugs).toEqual([]);
  });
});

describe('after quitting', () => {
  it('no sync starts any more', async () => {
    await sync.stop();
    expect(sync.start(connectionId)).toEqual(fail({ kind: 'cancelled' }));
    expect(asked).toEqual([]);
  });
});

describe('a list of the whole account', () => {
  it('is asked for once, not by container, and puts each key where it belongs', async () => {
    sync = build(1, 'account');
    expect(await run()).toMatchObject({ state: 'completed', keysFetched: 25 });
    expect([...containers]).toEqual(['']);
    expect(asked).toEqual([1, 2, 3]);
    expect(known()).toEqual(numbers(25));
  });

  it('that shows a key of an app made meanwhile leaves it for the next sync, and calls nothing gone', async () => {
    sync = build(1, 'account');
    await run();
    list = numbers(20);
    appOf = (number) => (number === 20 ? 'made-meanwhile' : 'app');
    expect(await run()).toMatchObject({ state: 'completed' });
    expect(known()).toEqual(numbers(25));
  });
});
