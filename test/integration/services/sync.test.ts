import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SyncProgress } from '../../../shared/connections/connection.ts';
import { nextTurn, ServicesWorld, valueOf } from './services-world.ts';

const PAGES = /\/app\/keys$/;

let world: ServicesWorld;

afterEach(async () => {
  await world.close();
});

const pageOf = (query: string): string =>
  `${new URLSearchParams(query).get('app_id') ?? ''}/${new URLSearchParams(query).get('page') ?? ''}`;
const pagesAsked = (): string[] => world.requests('GET', PAGES).map(({ query }) => pageOf(query));
const published = (): SyncProgress[] =>
  world.host.published
    .filter(({ name }) => name === 'sync.progressed')
    .map(({ payload }) => (payload as { progress: SyncProgress }).progress);

/** Starts a sync and stops the world before the `nth` page request is answered. */
async function syncUntilPage(nth: number, then: () => void | Promise<void>): Promise<void> {
  let count = 0;
  world.onRequest = async ({ path }) => {
    if (!path.endsWith('/app/keys')) return;
    count += 1;
    if (count !== nth) return;
    // What is in flight before this one is answered and saved first.
    for (let turn = 0; turn < 50; turn += 1) await nextTurn();
    await then();
  };
  await world.sync();
  world.onRequest = () => undefined;
}

describe('a sync of 2,000 keys in five apps', () => {
  beforeEach(async () => {
    world = await ServicesWorld.open({ keys: 2_000 });
    valueOf(await world.connect());
    world.sent.length = 0;
  });

  it('asks for every page once, four at a time, and lists every key', async () => {
    let inFlight = 0;
    let most = 0;
    world.onRequest = async ({ path }) => {
      if (!path.endsWith('/app/keys')) return;
      inFlight += 1;
      most = Math.max(most, inFlight);
      await nextTurn();
      inFlight -= 1;
    };
    expect(await world.sync()).toMatchObject({ state: 'completed', keysFetched: 2_000 });
    expect(new Set(pagesAsked()).size).toBe(pagesAsked().length);
    expect(most).toBe(4);
    expect(world.rows()).toHaveLength(2_000);
    expect(world.connection).toMatchObject({ keyCount: 2_000, lastSyncError: null });
  });

  it('never claims more or less than there is, and ends with all of it', async () => {
    world.host.published.length = 0;
    world.onRequest = () => {
      world.host.clock.advance(200);
    };
    await world.sync();
    const seen = published();
    expect(seen.length).toBeGreaterThan(5);
    for (const { pagesFetched, pagesTotal } of seen) {
      if (pagesTotal !== null) expect(pagesFetched).toBeLessThanOrEqual(pagesTotal);
    }
    const totals = seen.flatMap(({ pagesTotal }) => pagesTotal ?? []);
    expect(new Set(totals)).toEqual(new Set([pagesAsked().length]));
    expect(seen.map(({ pagesFetched }) => pagesFetched)).toEqual(
      seen.map(({ pagesFetched }) => pagesFetched).toSorted((a, b) => a - b),
    );
    expect(seen.at(-1)).toMatchObject({
      state: 'completed',
      pagesFetched: pagesAsked().length,
      pagesTotal: pagesAsked().length,
      keysFetched: 2_000,
    });
  });

  it('that is cancelled keeps what was read, and the next one asks only for the rest', async () => {
    await syncUntilPage(8, () => {
      world.services.sync.cancel(world.connection.id);
    });
    expect(world.progress).toMatchObject({ state: 'cancelled', error: null });
    const kept = world.rows().length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBe(world.progress.keysFetched);
    expect(world.connection).toMatchObject({ lastSyncAt: null, lastSyncError: null });
    const pagesKept = world.progress.pagesFetched;
    world.sent.length = 0;

    expect(await world.sync()).toMatchObject({ state: 'completed', keysFetched: 2_000 });
    const { pagesFetched, pagesTotal } = world.progress;
    expect(pagesFetched).toBe(pagesTotal);
    expect(world.rows()).toHaveLength(2_000);
    // Besides the rest, the five first pages: they tell how much there is.
    expect(pagesAsked()).toHaveLength(20 - pagesKept + 5);
  });

  it('that dies between two pages goes on after the next start', async () => {
    let afterCrash: ServicesWorld | null = null;
    await syncUntilPage(10, async () => {
      afterCrash = await world.crashed();
    });
    const next = afterCrash as ServicesWorld | null;
    if (next === null) throw new Error('Copied');
    const kept = next.rows().length;
    expect(kept).toBeGreaterThan(0);
    expect(kept % 100).toBe(0);
    expect(next.connection.lastSyncAt).toBeNull();
    world.sent.length = 0;
    expect(await next.sync()).toMatchObject({ state: 'completed', keysFetched: 2_000 });
    expect(next.rows()).toHaveLength(2_000);
    expect(pagesAsked()).toHaveLength(20 - kept / 100 + 5);
    await next.close();
  });

  it('begins anew when the interrupted one is old', async () => {
    await syncUntilPage(8, () => {
      world.services.sync.cancel(world.connection.id);
    });
    world.host.clock.advance(16 * 60_000);
    world.sent.length = 0;
    await world.sync();
    expect(pagesAsked()).toHaveLength(world.progress.pagesTotal ?? 0);
  });

  it('whose page fails keeps the others, says why, and goes on next time', async () => {
    world.faults({
      path: '/api/app/keys',
      skip: 7,
      effect: { kind: 'answer', status: 400, body: { error: true, message: 'no' } },
    });
    const failed = await world.sync();
    expect(failed).toMatchObject({ state: 'failed', error: { kind: 'provider-rejected' } });
    expect(world.rows()).toHaveLength(failed.keysFetched);
    expect(failed.keysFetched).toBeGreaterThan(0);
    expect(world.connection.lastSyncError).toMatchObject({ kind: 'provider-rejected' });
    expect(world.lastActivity).toMatchObject({ action: 'sync.failed', outcome: 'failed' });
    world.faults();
    world.sent.length = 0;
    expect(await world.sync()).toMatchObject({ state: 'completed', keysFetched: 2_000 });
    expect(pagesAsked().length).toBeLessThan(world.progress.pagesTotal ?? 0);
    expect(world.connection.lastSyncError).toBeNull();
  });

  it('is left alone when it is started again, and cancelled for a new session', async () => {
    const { id } = world.connection;
    const [first] = valueOf(world.services.sync.start(id));
    const [second] = valueOf(world.services.sync.start(null));
    expect(second).toEqual(first);
    await nextTurn();
    await world.answered(world.services.sync.restart(id));
    await world.answered(world.services.sync.settled(id));
    expect(world.progress).toMatchObject({ state: 'completed', keysFetched: 2_000 });
    const ends = published().filter(({ finishedAt }) => finishedAt !== null);
    expect(ends.map(({ state }) => state)).toEqual(['cancelled', 'completed']);
  });
});

describe('a sync of 10,000 keys', () => {
  it('never holds the event loop for a tenth of a second of work', async () => {
    world = await ServicesWorld.open({ keys: 10_000 });
    valueOf(await world.connect());
    let isOver = false;
    let longestMs = 0;
    const watch = async (): Promise<void> => {
      while (!isOver) {
        const before = process.threadCpuUsage();
        await nextTurn();
        const { user, system } = process.threadCpuUsage(before);
        longestMs = Math.max(longestMs, (user + system) / 1_000);
      }
    };
    const watching = watch();
    await world.sync();
    isOver = true;
    await watching;
    expect(longestMs).toBeLessThan(100);
    expect(world.services.keys.list(0, 1).total).toBe(10_000);
  });
});
