import { afterEach, describe, expect, it } from 'vitest';
import { composeServices } from '../../../electron/composition/compose-services.ts';
import { TestHost } from '../../fakes/test-host.ts';
import { RotationWorld, valueOf } from './rotation-world.ts';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe('without a keychain', () => {
  it('a real key is not replaced: there is no place for the new secret', async () => {
    const world = await RotationWorld.open({ keychainOutage: 'locked' });
    closing.push(() => world.close());
    const keyId = world.key('orders-staging').id;
    const plan = valueOf(await world.services.rotations.plan(keyId));
    expect(plan.findings).toContainEqual({
      weight: 'blocks',
      reason: 'keychain-unavailable',
      error: { kind: 'no-place-for-secret', reason: 'locked' },
      detail: null,
    });
    const { hash: planHash, marker } = plan;
    expect(
      await world.services.rotations.start({
        keyId,
        planHash,
        marker,
        destinations: [{ kind: 'copy' }],
      }),
    ).toEqual({ ok: false, error: { kind: 'no-place-for-secret', reason: 'locked' } });
    expect(world.creates).toBe(0);
  });

  it('a key of the sandbox is replaced, in memory', async () => {
    const host = new TestHost();
    host.keychain.setOutage('no-service');
    const composed = await composeServices(host.ports());
    if (composed.kind !== 'running') throw new Error('The profile is in use');
    closing.push(async () => {
      await composed.stop();
      await host.remove();
    });
    const { connections, keys, rotations, sync } = composed.services;
    const [connection] = valueOf(await connections.connectSandbox());
    if (connection === undefined) throw new Error('The sandbox has an account');
    sync.start(connection.id);
    await sync.settled(connection.id);
    const key = keys.list(0, 5_000).rows.find(({ name }) => name === 'orders-dev');
    if (key === undefined) throw new Error('The sandbox has this keyset');
    const { hash: planHash, marker } = valueOf(await rotations.plan(key.id));
    const { id } = valueOf(
      await rotations.start({
        keyId: key.id,
        planHash,
        marker,
        destinations: [{ kind: 'by-hand', note: 'my notes' }],
      }),
    );
    await rotations.settled(id);
    valueOf(await rotations.attest({ rotationId: id, what: 'new-works', note: 'tried it' }));
    const [destination] = valueOf(rotations.get(id)).destinations;
    if (destination === undefined) throw new Error('There is one destination');
    valueOf(await rotations.confirmDestination({ rotationId: id, destinationId: destination.id }));
    valueOf(await rotations.retire({ rotationId: id, typedName: 'orders-dev' }));
    await rotations.settled(id);
    valueOf(await rotations.attest({ rotationId: id, what: 'old-dead', note: 'it is gone' }));
    const done = valueOf(rotations.get(id));
    expect(done.step).toBe('completed');
    if (done.newKeyId === null) throw new Error('A completed rotation has a new key');
    expect(valueOf(keys.get(done.newKeyId)).summary.custody).toBe('session');
    expect(host.keychain.secretsByName.size).toBe(0);
    expect(host.bugs()).toEqual([]);
  });
});
