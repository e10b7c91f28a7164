import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorOf, ServicesWorld, valueOf } from './services-world.ts';

const KEY = 'telemetry-dev';
const noPlace = { kind: 'no-place-for-secret', reason: 'locked' };

let world: ServicesWorld;

/** Every file of the profile with what is in it; only while it is closed. */
const profileBytes = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(world.host.profileDir)
      .toSorted()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(world.host.profileDir, name)))
          .digest('hex'),
      ]),
  );

const create = () => {
  const pubnub = world.services.connections
    .list()
    .find(({ providerId }) => providerId === 'pubnub-v1');
  const container = world.services.connections
    .containers()
    .find(({ connectionId }) => connectionId === pubnub?.id);
  if (container === undefined) throw new Error('The account has apps');
  return world.services.keys.create({
    containerId: container.id,
    name: 'made-here',
    environment: 'testing',
    scope: null,
    isPublic: false,
  });
};

/** The keychain is locked from the start on. */
async function startLocked(): Promise<void> {
  world = await ServicesWorld.open();
  await world.stop();
  world.host.keychain.setOutage('locked');
  world.host.keychain.calls.write = 0;
  await world.start();
}

afterEach(async () => {
  await world.close();
});

describe('a real account without a keychain', () => {
  beforeEach(async () => {
    await startLocked();
    valueOf(await world.connect());
    await world.sync();
    world.sent.length = 0;
  });

  it('is read, revealed, copied and edited until Rekey quits', async () => {
    expect(world.connection).toMatchObject({ signIn: 'until-quit', isSandbox: false });
    expect(world.rows()).toHaveLength(40);
    const part = world.secretPart(KEY);
    expect(valueOf(await world.services.secrets.reveal(part.id)).secretValue).toBe(
      world.secretValueOf(KEY),
    );
    expect((await world.services.secrets.copy(part.id)).ok).toBe(true);
    const edit = { keyId: world.key(KEY).id, environment: null, scope: null, typedName: null };
    valueOf(await world.services.scopes.edit({ ...edit, name: 'renamed' }));
    expect(world.key('renamed').name).toBe('renamed');
    expect((await world.services.keys.end(world.key('renamed').id, 'disable', 'renamed')).ok).toBe(
      true,
    );
  });

  it('gets no secret that would have no place: nothing is sent', async () => {
    const keyId = world.key(KEY).id;
    const secretValue = 'vault-RKCANARY';
    const put = { keyId, name: 'DB', secretValue, intent: 'create' } as const;
    expect(errorOf(await create())).toEqual(noPlace);
    expect(errorOf(await world.services.vault.put(put))).toEqual(noPlace);
    expect(errorOf(await world.services.secrets.keep(world.secretPart(KEY).id))).toEqual(noPlace);
    const plan = await world.services.rotations.plan(keyId);
    if (plan.ok) {
      const { hash: planHash, marker } = plan.value;
      const destinations = [{ kind: 'copy' }] as const;
      expect(
        errorOf(await world.services.rotations.start({ keyId, planHash, marker, destinations })),
      ).toEqual(noPlace);
    } else expect(plan.error).toEqual(noPlace);
    expect(world.truth.mutations).toEqual([]);
    expect(world.activity().map(({ action, outcome }) => `${action} ${outcome}`)).toEqual(
      expect.arrayContaining(['key.created refused', 'vault.put refused', 'secret.kept refused']),
    );
  });

  it('leaves nothing behind when Rekey quits', async () => {
    await world.stop();
    expect(world.host.keychain.calls.write).toBe(0);
    await world.start();
    expect(world.services.connections.list()).toEqual([]);
    expect(world.activity()).toEqual([]);
  });
});

describe('a profile that exists', () => {
  it('is left byte for byte as it is while its keychain is locked', async () => {
    world = await ServicesWorld.connected();
    valueOf(await world.services.secrets.keep(world.secretPart(KEY).id));
    await world.stop();
    const before = profileBytes();
    world.host.keychain.setOutage('locked');
    await world.start();
    expect(world.services.app.status()).toMatchObject({
      custody: { mode: 'session-only', reason: 'locked', databaseWaits: true },
      database: { state: 'in-memory' },
    });
    valueOf(await world.connect());
    await world.sync();
    valueOf(world.services.settings.update({ theme: 'dark' }));
    await world.stop();
    expect(profileBytes()).toEqual(before);

    world.host.keychain.setOutage(null);
    await world.start();
    expect(world.services.app.status().custody).toEqual({ mode: 'keychain' });
    expect(world.rows()).toHaveLength(40);
    expect(world.secretPart(KEY).custody).toBe('in-keychain');
  });

  it('is left as it is when its database cannot be opened, and that is said', async () => {
    world = await ServicesWorld.connected();
    await world.stop();
    const before = profileBytes();
    // The item is gone from a keychain that works: another keyring, or it was deleted.
    world.host.keychain.secretsByName.clear();
    await world.start();
    expect(world.services.app.status()).toMatchObject({
      custody: { mode: 'session-only' },
      database: { state: 'unavailable', reason: 'key-missing' },
    });
    expect(world.services.connections.list()).toEqual([]);
    await world.stop();
    expect(profileBytes()).toEqual(before);
    expect(world.host.keychain.secretsByName.size).toBe(0);
  });
});

describe('a folder that was empty', () => {
  it('holds nothing but the lock after a session without a keychain', async () => {
    await startLocked();
    // The first start made a profile; this one must not.
    await world.stop();
    const host = world.host;
    await host.remove();
    await world.start();
    valueOf(await world.connect());
    await world.sync();
    await world.stop();
    expect(world.profileFiles()).toEqual(['profile.lock']);
  });
});

describe('the sandbox without a keychain', () => {
  it('works whole, until Rekey quits', async () => {
    await startLocked();
    valueOf(await world.services.connections.connectSandbox());
    for (const { connectionId } of valueOf(world.services.sync.start(null)))
      await world.answered(world.services.sync.settled(connectionId));
    const created = valueOf(await create());
    expect(created.summary.custody).toBe('session');
    const part = created.parts.find(({ nature }) => nature === 'secret');
    if (part === undefined) throw new Error('A secret part');
    expect(valueOf(await world.services.secrets.reveal(part.id)).secretValue).toMatch(/RKCANARY/);
    const keyId = created.summary.id;
    const secretValue = 'vault-RKCANARY';
    const entry = valueOf(
      await world.services.vault.put({ keyId, name: 'DB', secretValue, intent: 'create' }),
    );
    expect(entry.custody).toBe('session');
    expect(valueOf(await world.services.vault.reveal(entry.id)).secretValue).toBe(secretValue);
    await world.restart();
    expect(world.services.connections.list()).toEqual([]);
    await world.stop();
    expect(world.filesHolding('RKCANARY')).toEqual([]);
  });
});
