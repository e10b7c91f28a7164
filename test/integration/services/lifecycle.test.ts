import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeServices } from '../../../electron/composition/compose-services.ts';
import { createDispatch } from '../../../electron/ipc/dispatch.ts';
import { createHandlers } from '../../../electron/ipc/handlers.ts';
import { FakeKeychain } from '../../fakes/fake-keychain.ts';
import { nextTurn, ServicesWorld, valueOf } from './services-world.ts';

const KEY = 'telemetry-dev';

let world: ServicesWorld;

beforeEach(async () => {
  world = await ServicesWorld.connected();
});

afterEach(async () => {
  await world.close();
});

describe('a second start', () => {
  it('on the same profile is told so, and starts no keychain helper that stays', async () => {
    const keychain = new FakeKeychain();
    let closed = 0;
    keychain.close = () => {
      closed += 1;
      return Promise.resolve();
    };
    expect(await composeServices(world.host.ports({ keychain }))).toEqual({ kind: 'in-use' });
    expect(keychain.totalCalls).toBe(0);
    expect(closed).toBe(1);
    expect(world.rows()).toHaveLength(40);
  });

  it('after an orderly end finds everything', async () => {
    const before = world.rows();
    for (let round = 0; round < 3; round += 1) await world.restart();
    expect(world.rows()).toEqual(before);
    expect(world.connection.signIn).toBe('signed-in');
  });
});

describe('quitting', () => {
  it('in the middle of a sync keeps what was read, and the next start goes on', async () => {
    world.host.clock.advance(60_000);
    world.faults({ path: '/api/app/keys', skip: 2, effect: { kind: 'hang' } });
    valueOf(world.services.sync.start(world.connection.id));
    for (let turn = 0; turn < 50; turn += 1) await nextTurn();
    await world.stop();
    world.faults();
    await world.start();
    expect(world.connection.lastSyncError).toBeNull();
    expect((await world.sync()).state).toBe('completed');
  });

  it('does not wait for a keychain that never answers', async () => {
    const { keychain } = world.host;
    let isClosed = false;
    const waiting: (() => void)[] = [];
    keychain.read = () =>
      new Promise((resolve) => {
        waiting.push(() => {
          resolve({ kind: 'failed', reason: 'other' });
        });
      });
    keychain.close = () => {
      isClosed = true;
      for (const answer of waiting) answer();
      return Promise.resolve();
    };
    valueOf(world.services.sync.start(world.connection.id));
    await nextTurn();
    const stopping = world.stop();
    await nextTurn();
    expect(isClosed).toBe(false);
    await world.host.clock.advanceAsync(2_000);
    await stopping;
    expect(isClosed).toBe(true);
    expect(world.host.clock.pendingTimers).toBe(0);
  });

  it('closes the profile although the clipboard fails', async () => {
    valueOf(await world.services.secrets.copy(world.secretPart(KEY).id));
    world.host.clipboard.clearIfStill = () => Promise.reject(new Error('the display is gone'));
    await expect(world.stop()).rejects.toThrow('the display is gone');
    await world.start();
    expect(world.rows()).toHaveLength(40);
  });

  it('twice is the same as once', async () => {
    const { running } = world;
    await Promise.all([world.stop(), running.stop()]);
    await running.stop();
    expect(world.host.bugs()).toEqual([]);
  });

  it('starts nothing new afterwards', async () => {
    const { services } = world;
    await world.stop();
    expect(services.sync.start(null)).toEqual({ ok: false, error: { kind: 'cancelled' } });
  });
});

describe('what a crash leaves in the keychain', () => {
  it('a token of a sign-in that was not saved, which the next start removes', async () => {
    const { keychain } = world.host;
    const write = keychain.write.bind(keychain);
    let afterCrash: ServicesWorld | null = null;
    keychain.write = async (...item) => {
      const written = await write(...item);
      afterCrash = await world.crashed();
      return written;
    };
    valueOf(await world.signIn());
    const next = afterCrash as ServicesWorld | null;
    if (next === null) throw new Error('Copied');
    expect(next.heldItems('credential').size).toBe(2);
    next.running.startBackgroundWork();
    await next.stop();
    expect(next.heldItems('credential').size).toBe(1);
    await next.start();
    expect((await next.sync()).state).toBe('completed');
    await next.close();
  });

  it('nothing of a removal: it is finished, and what is in use stays', async () => {
    valueOf(await world.services.secrets.keep(world.secretPart(KEY).id));
    const keyId = world.key(KEY).id;
    const put = { keyId, name: 'DB', secretValue: 'db-RKCANARY', intent: 'create' } as const;
    const entry = valueOf(await world.services.vault.put(put));
    world.host.keychain.injectFault('remove', { kind: 'fails', reason: 'locked' });
    valueOf(await world.services.vault.delete(entry.id, 'DB'));
    await world.restart();
    world.running.startBackgroundWork();
    await world.stop();
    expect([...world.heldItems('secret').values()]).toEqual([world.secretValueOf(KEY)]);
    expect(world.heldItems('credential').size).toBe(1);
  });
});

describe('a command', () => {
  it('of changing a setting changes that one and leaves the others', async () => {
    const { services } = world;
    const dispatch = createDispatch(createHandlers(services), () => 'bug-1');
    expect(await dispatch('settings.update', { settings: { theme: 'dark' } })).toMatchObject({
      ok: true,
      value: { theme: 'dark', clipboardSeconds: 20 },
    });
    expect(world.lastActivity).toMatchObject({
      action: 'settings.changed',
      facts: { changed: 'theme' },
    });
  });

  it('of signing in reads the account again with the new token', async () => {
    const dispatch = createDispatch(createHandlers(world.services), () => 'bug-1');
    world.host.clock.advance(1_000);
    const { id: connectionId } = world.connection;
    const fields = world.provider.instance.signInSecrets;
    expect(await dispatch('connections.sign-in', { connectionId, fields })).toMatchObject({
      ok: true,
    });
    await world.answered(world.services.sync.settled(connectionId));
    expect(world.connection.lastSyncAt).toBe(world.host.clock.now());
  });
});

describe('after everything was done once', () => {
  it('no file of the profile, no log line and no event holds a secret', async () => {
    const lines: string[] = [];
    const note = (...told: readonly unknown[]): void => {
      lines.push(JSON.stringify(told));
    };
    const bug = (event: string, cause: unknown): string => {
      note(event, String(cause));
      return 'bug';
    };
    await world.stop();
    await world.start({ logger: { info: note, warn: note, bug } });
    const { services } = world;
    const keyId = world.key(KEY).id;
    const part = world.secretPart(KEY);
    valueOf(await services.secrets.reveal(part.id));
    valueOf(await services.secrets.copy(part.id));
    valueOf(await services.secrets.keep(part.id));
    const secretValue = 'vault-RKCANARY-value';
    valueOf(await services.vault.put({ keyId, name: 'DB', secretValue, intent: 'create' }));
    const [container] = services.connections.containers();
    if (container === undefined) throw new Error('The account has apps');
    valueOf(
      await services.keys.create({
        containerId: container.id,
        name: 'made-here',
        environment: 'testing',
        scope: null,
        isPublic: false,
      }),
    );
    valueOf(await services.connections.connectSandbox());
    services.sync.start(null);
    for (const { id } of services.connections.list())
      await world.answered(services.sync.settled(id));
    await world.stop();
    expect(lines.length).toBeGreaterThan(10);
    const told = JSON.stringify([world.host.published, lines]);
    expect(told).not.toContain('RKCANARY');
    expect(told).not.toContain(world.provider.instance.signInSecrets['password']);
    expect(world.filesHolding('RKCANARY')).toEqual([]);
    expect(world.filesHolding('sec-c-')).toEqual([]);
    for (const name of readdirSync(world.host.profileDir))
      expect(statSync(join(world.host.profileDir, name)).mode & 0o077).toBe(0);
  });
});
