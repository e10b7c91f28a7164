import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectionIdSchema } from '../../../shared/lib/ids.ts';
import { errorOf, ServicesWorld, valueOf } from './services-world.ts';

const KEY = 'telemetry-dev';

let world: ServicesWorld;

/** The lists show every key but this one. */
function hide(name: string): void {
  const { id } = world.keyset(name);
  world.alterAnswer = ({ path }, { result }) => {
    if (!path.endsWith('/app/keys')) return;
    const visible = result.keys.filter((key) => key.id !== id);
    result.total_keys -= result.keys.length - visible.length;
    result.keys = visible;
  };
}

function showAll(): void {
  world.alterAnswer = null;
  world.faults();
}

const noneIsGone = (): boolean => world.rows().every(({ status }) => status !== 'gone');

beforeEach(async () => {
  world = await ServicesWorld.connected();
});

afterEach(async () => {
  await world.close();
});

describe('a key that vanishes from the list', () => {
  it('is marked as gone, keeps its secret, and comes back as the same key', async () => {
    const part = world.secretPart(KEY);
    const before = world.key(KEY);
    valueOf(await world.services.secrets.keep(part.id));
    hide(KEY);
    expect((await world.sync()).state).toBe('completed');
    expect(world.key(KEY)).toMatchObject({
      id: before.id,
      status: 'gone',
      attention: ['gone-at-provider'],
    });
    expect(valueOf(await world.services.secrets.reveal(part.id)).secretValue).toBe(
      world.secretValueOf(KEY),
    );
    showAll();
    await world.sync();
    expect(world.key(KEY)).toMatchObject({ id: before.id, status: 'active' });
    expect(world.secretPart(KEY)).toMatchObject({ id: part.id, custody: 'in-keychain' });
  });

  it('is not called gone by a sync that failed or was cancelled', async () => {
    hide(KEY);
    const { id } = world.connection;
    valueOf(world.services.sync.start(id));
    world.services.sync.cancel(id);
    await world.services.sync.settled(id);
    expect(world.key(KEY).status).toBe('active');
    showAll();
    world.faults({ path: '/api/app/keys', skip: 4, effect: { kind: 'answer', status: 400 } });
    expect((await world.sync()).state).toBe('failed');
    expect(noneIsGone()).toBe(true);
  });

  it('goes with its app, when the provider no longer lists that', async () => {
    world.faults({
      path: '/api/apps',
      effect: { kind: 'rewrite', set: [{ path: 'total', value: 4 }], remove: ['result.0'] },
    });
    await world.sync();
    const gone = world.rows().filter(({ status }) => status === 'gone');
    expect(gone.length).toBeGreaterThan(0);
    expect(new Set(gone.map(({ containerId }) => containerId)).size).toBe(1);
  });
});

describe('a list that does not hold what it promises', () => {
  it('makes the sync fail instead of calling the rest gone', async () => {
    world.alterAnswer = ({ path }, { result }) => {
      if (path.endsWith('/app/keys')) result.keys = [];
    };
    const ended = await world.sync();
    expect(ended).toMatchObject({ state: 'failed', error: { kind: 'provider-changed' } });
    expect(noneIsGone()).toBe(true);
    showAll();
    expect((await world.sync()).state).toBe('completed');
  });

  it('that repeats itself for ever is noticed at the first repetition', async () => {
    world.sent.length = 0;
    const firstPages = new Map<string, { id: number }[]>();
    world.alterAnswer = ({ path, query }, { result }) => {
      if (!path.endsWith('/app/keys')) return;
      const appId = new URLSearchParams(query).get('app_id') ?? '';
      result.keys = firstPages.get(appId) ?? result.keys;
      firstPages.set(appId, result.keys);
      result.total_keys = 100_000;
    };
    const ended = await world.sync();
    expect(ended).toMatchObject({ state: 'failed', error: { kind: 'provider-changed' } });
    expect(noneIsGone()).toBe(true);
    expect(world.requests('GET', /\/app\/keys$/).length).toBeLessThan(20);
  });

  it('with a key twice lists it once', async () => {
    const { id } = world.keyset(KEY);
    world.alterAnswer = ({ path }, { result }) => {
      const twice = path.endsWith('/app/keys') && result.keys.find((key) => key.id === id);
      if (twice) result.keys[result.keys.indexOf(twice) === 0 ? 1 : 0] = twice;
    };
    const before = world.rows().length;
    expect((await world.sync()).state).toBe('completed');
    expect(world.rows()).toHaveLength(before);
    expect(world.rows().filter(({ providerKeyId }) => providerKeyId === String(id))).toHaveLength(
      1,
    );
  });

  it('in a form nobody knows fails with the fields, not the values', async () => {
    const set = [{ path: 'result.keys.0.publish_key', value: 'sec-c-RKCANARY' }];
    world.faults({ path: '/api/app/keys', effect: { kind: 'rewrite', set } });
    const ended = await world.sync();
    expect(ended.error).toMatchObject({ kind: 'provider-changed' });
    expect(JSON.stringify([ended, world.activity()])).not.toContain('RKCANARY');
  });
});

describe('what a sync must not undo', () => {
  it('notes, owner and purpose written while it runs', async () => {
    const { id } = world.key(KEY);
    const annotations = {
      ...{ notes: 'ask Mia', owner: 'payments', purpose: 'orders' },
      isPublic: true,
    };
    world.onRequest = ({ path }) => {
      if (!path.endsWith('/app/keys')) return;
      world.onRequest = () => undefined;
      valueOf(world.services.keys.annotate(id, annotations));
    };
    await world.sync();
    expect(world.details(KEY).annotations).toEqual(annotations);
  });

  it('a new label and a new token of its account', async () => {
    const { id } = world.connection;
    world.onRequest = async ({ path }) => {
      if (!path.endsWith('/app/keys')) return;
      world.onRequest = () => undefined;
      valueOf(world.services.connections.rename(id, 'Renamed'));
      valueOf(await world.signIn());
    };
    expect((await world.sync()).state).toBe('completed');
    expect(world.connection).toMatchObject({ label: 'Renamed', signIn: 'signed-in' });
    expect((await world.sync()).state).toBe('completed');
  });

  it('a key made from here that the list does not show yet', async () => {
    world.tune({ listLagMs: 60_000 });
    const [container] = world.services.connections.containers();
    if (container === undefined) throw new Error('An app');
    let made: Promise<unknown> = Promise.resolve();
    world.onRequest = ({ path }) => {
      if (!path.endsWith('/app/keys')) return;
      world.onRequest = () => undefined;
      world.host.clock.advance(1_000);
      made = world.services.keys.create({
        containerId: container.id,
        name: 'made-here',
        environment: 'testing',
        scope: null,
        isPublic: false,
      });
      return made.then(() => undefined);
    };
    await world.sync();
    await made;
    expect(world.key('made-here')).toMatchObject({ status: 'active', custody: 'in-keychain' });
  });

  it('the identity of a disabled key and of its parts', async () => {
    const part = world.secretPart(KEY);
    valueOf(await world.services.secrets.keep(part.id));
    valueOf(await world.services.keys.end(world.key(KEY).id, 'disable', KEY));
    const ended = world.details(KEY);
    expect(ended.summary).toMatchObject({ status: 'ended', custody: 'in-keychain' });
    await world.sync();
    await world.sync();
    expect(world.details(KEY).parts).toEqual(ended.parts);
    expect(ended.parts.map(({ id }) => id)).toContain(part.id);
  });
});

describe('several accounts', () => {
  it('one that fails does not stop another', async () => {
    valueOf(await world.services.connections.connectSandbox());
    world.faults({ effect: { kind: 'offline' } });
    valueOf(world.services.sync.start(null));
    for (const { id } of world.services.connections.list())
      await world.answered(world.services.sync.settled(id));
    const states = world.services.connections
      .list()
      .map(({ isSandbox, lastSyncError, keyCount }) => ({ isSandbox, lastSyncError, keyCount }));
    expect(states).toContainEqual({ isSandbox: true, lastSyncError: null, keyCount: 40 });
    expect(states).toContainEqual({
      isSandbox: false,
      lastSyncError: { kind: 'network-offline' },
      keyCount: 40,
    });
  });

  it('an account that nobody knows has no sync', () => {
    const unknown = connectionIdSchema.parse('01ARZ3NDEKTSV4RRFFQ69G5FAV');
    expect(errorOf(world.services.sync.start(unknown))).toMatchObject({ kind: 'not-found' });
  });
});
