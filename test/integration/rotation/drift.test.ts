import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RotationWorld } from './rotation-world.ts';

let world: RotationWorld;

beforeEach(async () => {
  world = await RotationWorld.open();
});

afterEach(async () => {
  await world.close();
});

const drift = (): unknown[][] =>
  world.services.sync.drift().map(({ keyName, kind, details }) => [keyName, kind, ...details]);

describe('a rotation', () => {
  it('makes and ends keys that nobody else made or ended', async () => {
    const distributing = await world.untilDistributing('orders-staging');
    world.host.clock.advance(60_000);
    await world.sync();
    expect(drift()).toEqual([]);
    await world.confirmAll(distributing.id);
    expect((await world.retire(distributing.id)).step).toBe('completed');
    world.host.clock.advance(60_000);
    await world.sync();
    expect(drift()).toEqual([]);
  });

  it('whose new key a sync saw first, because its creation was not answered, made it all the same', async () => {
    world.faults([
      {
        method: 'POST',
        path: '/api/keys',
        count: 1,
        effect: { kind: 'latency', ms: 10_000, when: 'after-commit' },
      },
    ]);
    const id = await world.begin('orders-staging', [{ kind: 'copy' }]);
    await world.host.clock.advanceAsync(1_000);
    const { newKeyName } = world.view(id);
    await world.sync();
    expect(drift()).toEqual([[newKeyName, 'created']]);
    expect((await world.settle(id)).step).toBe('distributing');
    expect(drift()).toEqual([]);
  });
});
