import { afterEach, describe, expect, it } from 'vitest';
import { SECOND_MS } from '../../../shared/lib/duration.ts';
import { ServicesWorld, valueOf } from './services-world.ts';

let world: ServicesWorld;

afterEach(async () => {
  await world.close();
});

const isList = (path: string): boolean => path.endsWith('/app/keys');

describe('how often a real account is asked', () => {
  it('is at most 25 times in any second, and all of it is read', async () => {
    world = await ServicesWorld.open({ keys: 10_000 });
    valueOf(await world.connect());
    const askedAtMs: number[] = [];
    world.onRequest = () => {
      askedAtMs.push(world.host.clock.monotonicMs());
    };
    expect(await world.sync()).toMatchObject({ state: 'completed', keysFetched: 10_000 });
    const inTheSecondFrom = (from: number): number =>
      askedAtMs.filter((at) => at >= from && at < from + SECOND_MS).length;
    expect(Math.max(...askedAtMs.map(inTheSecondFrom))).toBe(25);
    expect(askedAtMs.length).toBeGreaterThan(100);
  });

  it('is what the provider asks for: after 429 the page is asked for again when it said', async () => {
    world = await ServicesWorld.open();
    valueOf(await world.connect());
    const askedAtMs: number[] = [];
    world.onRequest = ({ path }) => {
      if (isList(path)) askedAtMs.push(world.host.clock.monotonicMs());
    };
    world.faults({
      path: '/api/app/keys',
      count: 1,
      effect: { kind: 'answer', status: 429, headers: { 'retry-after': '7' } },
    });
    expect((await world.sync()).state).toBe('completed');
    expect((askedAtMs.at(-1) ?? 0) - (askedAtMs[0] ?? 0)).toBeGreaterThanOrEqual(7 * SECOND_MS);
  });

  it('is left at that when the provider wants a long rest, which is told', async () => {
    world = await ServicesWorld.open();
    valueOf(await world.connect());
    world.faults({
      path: '/api/app/keys',
      effect: { kind: 'answer', status: 429, headers: { 'retry-after': '240' } },
    });
    const before = world.host.clock.now();
    const { state, error } = await world.sync();
    expect(state).toBe('failed');
    if (error?.kind !== 'provider-rate-limited') throw new Error('Limited');
    expect(error.retryAt - before).toBeGreaterThanOrEqual(240 * SECOND_MS);
    expect(world.connection.lastSyncError).toEqual(error);
  });

  it('is not counted for a simulated account', async () => {
    world = await ServicesWorld.open();
    const before = world.host.clock.monotonicMs();
    const connections = valueOf(await world.services.connections.connectSandbox());
    for (const { id } of connections) world.services.sync.start(id);
    for (const { id } of connections) await world.services.sync.settled(id);
    expect(world.host.clock.monotonicMs()).toBe(before);
    expect(world.rows().length).toBeGreaterThan(25);
  });
});
