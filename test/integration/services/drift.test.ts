import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeySummary } from '../../../shared/keys/key.ts';
import type { ConnectionId, KeyId } from '../../../shared/lib/ids.ts';
import { ServicesWorld, valueOf } from './services-world.ts';

const KEY = 'telemetry-dev';

let world: ServicesWorld;

afterEach(async () => {
  await world.close();
});

const drift = (): unknown[][] =>
  world.services.sync.drift().map(({ keyName, kind, details }) => [keyName, kind, ...details]);
const change = (name: string, body: unknown): Promise<void> =>
  world.elsewhere('PUT', `/keys/${String(world.keyset(name).id)}`, body);
const firstApp = () => {
  const container = world.services.connections
    .containers()
    .find(({ id }) => id === world.key(KEY).containerId);
  if (container === undefined) throw new Error('Listed');
  return container;
};

describe('what changed elsewhere since the last sync', () => {
  it('is nothing after the first sync, and nothing while nothing changes', async () => {
    world = await ServicesWorld.connected();
    expect(drift()).toEqual([]);
    world.host.clock.advance(60_000);
    await world.sync();
    expect(drift()).toEqual([]);
  });

  it('is told key by key: created, renamed, ended, moved to production, opened, another setting', async () => {
    world = await ServicesWorld.connected();
    const names = world
      .rows()
      .filter(({ status }) => status === 'active')
      .map(({ name }) => name);
    const [renamed = '', ended = ''] = names.filter((name) => name !== KEY);
    const { scope, summary } = world.details(KEY);
    if (scope.kind !== 'keyset') throw new Error('A keyset');
    const isOpen = scope.properties['uls'] !== true;
    const days = scope.properties['message_storage_ttl'] === 30 ? 7 : 30;
    await change(renamed, { properties: { name: 'renamed' } });
    await change(ended, { status: 0 });
    await change(KEY, {
      type: summary.environment === 'production' ? 0 : 1,
      properties: { uls: isOpen ? 1 : 0, message_storage_ttl: days },
    });
    await world.elsewhere('POST', '/keys', {
      app_id: Number(firstApp().providerContainerId),
      type: 0,
      properties: { name: 'made-elsewhere' },
    });
    world.host.clock.advance(60_000);
    await world.sync();
    expect(drift().toSorted()).toEqual(
      [
        [
          KEY,
          'environment',
          summary.environment,
          summary.environment === 'production' ? 'testing' : 'production',
        ],
        [KEY, isOpen ? 'scope-narrowed' : 'scope-widened', 'Access Manager'],
        [KEY, 'scope-changed', 'Storage: Keep messages'],
        ['made-elsewhere', 'created'],
        ['renamed', 'renamed', renamed, 'renamed'],
        [ended, 'status', 'active', 'ended'],
      ].toSorted(),
    );
    const [row] = world.services.sync.drift();
    expect(row).toMatchObject({ connectionId: world.connection.id, at: world.host.clock.now() });
    expect(JSON.stringify(world.services.sync.drift())).not.toContain('RKCANARY');
  });

  it('tells that a key vanished, and that it came back', async () => {
    world = await ServicesWorld.connected();
    const { id } = world.keyset(KEY);
    world.alterAnswer = ({ path }, { result }) => {
      if (!path.endsWith('/app/keys')) return;
      const visible = result.keys.filter((key) => key.id !== id);
      result.total_keys -= result.keys.length - visible.length;
      result.keys = visible;
    };
    world.host.clock.advance(60_000);
    await world.sync();
    await world.sync();
    expect(drift()).toEqual([[KEY, 'gone']]);
    world.alterAnswer = null;
    world.host.clock.advance(60_000);
    await world.sync();
    expect(drift()).toEqual([
      [KEY, 'came-back', 'active'],
      [KEY, 'gone'],
    ]);
  });

  it('stays over a restart until it is dismissed, and what nobody has seen stays longer', async () => {
    world = await ServicesWorld.connected();
    await change(KEY, { properties: { name: 'first' } });
    world.host.clock.advance(60_000);
    await world.sync();
    const seenAt = world.host.clock.now();
    await world.elsewhere('PUT', `/keys/${String(world.keyset('first').id)}`, {
      properties: { name: 'second' },
    });
    world.host.clock.advance(60_000);
    await world.sync();
    await world.restart();
    expect(drift()).toHaveLength(2);
    world.host.published.length = 0;
    const { id: connectionId } = world.connection;
    world.services.sync.dismissDrift(connectionId, seenAt);
    expect(drift()).toEqual([['second', 'renamed', 'first', 'second']]);
    expect(world.host.published).toEqual([{ name: 'keys.changed', payload: { connectionId } }]);
    world.services.sync.dismissDrift(connectionId, world.host.clock.now());
    expect(drift()).toEqual([]);
    await world.sync();
    expect(drift()).toEqual([]);
  });

  it('goes with its account, whose next first sync finds nothing changed', async () => {
    world = await ServicesWorld.connected();
    await change(KEY, { properties: { name: 'renamed' } });
    world.host.clock.advance(60_000);
    await world.sync();
    const { id, label } = world.connection;
    valueOf(await world.services.forgetting.forget(id, label));
    expect(drift()).toEqual([]);
    valueOf(await world.connect());
    await world.sync();
    expect(drift()).toEqual([]);
  });
});

describe('what Rekey did itself', () => {
  const create = () =>
    world.services.keys.create({
      containerId: firstApp().id,
      name: 'made-here',
      environment: 'testing',
      scope: null,
      isPublic: false,
    });

  it('has not changed elsewhere', async () => {
    world = await ServicesWorld.connected();
    valueOf(await create());
    const edit = { environment: null, scope: null, typedName: null };
    valueOf(
      await world.services.scopes.edit({ ...edit, keyId: world.key(KEY).id, name: 'edited' }),
    );
    valueOf(await world.services.keys.end(world.key('edited').id, 'disable', 'edited'));
    world.host.clock.advance(60_000);
    await world.sync();
    expect(drift()).toEqual([]);
  });

  it('neither when a sync saw the new key before its creation was answered', async () => {
    world = await ServicesWorld.connected();
    world.host.clock.advance(60_000);
    world.faults({
      method: 'POST',
      path: '/api/keys',
      effect: { kind: 'latency', ms: 10_000, when: 'after-commit' },
    });
    const creating = create();
    await world.sync();
    expect(drift()).toEqual([['made-here', 'created']]);
    valueOf(await world.answered(creating));
    expect(drift()).toEqual([]);
    await world.sync();
    expect(drift()).toEqual([]);
  });

  it('nor when a page that was asked for before a change of ours comes after it', async () => {
    world = await ServicesWorld.connected();
    world.host.clock.advance(60_000);
    world.faults({
      path: '/api/app/keys',
      effect: { kind: 'latency', ms: 5_000, when: 'after-commit' },
    });
    const { id } = world.connection;
    valueOf(world.services.sync.start(id));
    await world.host.clock.advanceAsync(1_000);
    const keyId = world.key(KEY).id;
    const edit = { keyId, environment: null, scope: null, typedName: null, name: 'edited' };
    valueOf(await world.services.scopes.edit(edit));
    await world.answered(world.services.sync.settled(id));
    expect(world.progress.state).toBe('completed');
    expect(world.key('edited').id).toBe(keyId);
    expect(drift()).toEqual([]);
    world.faults();
    world.host.clock.advance(60_000);
    await world.sync();
    expect(drift()).toEqual([]);
  });
});

describe('what changed elsewhere while Rekey itself changed the same key', () => {
  const OPENED = ['scope-widened', 'Access Manager'];
  const edit = (changes: Partial<Parameters<typeof world.services.scopes.edit>[0]>) =>
    world.services.scopes.edit({
      keyId: world.key(KEY).id,
      name: null,
      environment: null,
      scope: null,
      typedName: null,
      ...changes,
    });
  const openElsewhere = () => change(KEY, { properties: { uls: 0 } });

  beforeEach(async () => {
    world = await ServicesWorld.connected();
    await change(KEY, { properties: { uls: 1, message_storage_ttl: 30 } });
    await world.sync();
    world.services.sync.dismissDrift(world.connection.id, world.host.clock.now());
    world.host.clock.advance(60_000);
  });

  it.each([
    ['a rename', (): Promise<unknown> => edit({ name: 'edited' }), 'edited'],
    [
      'an end',
      (): Promise<unknown> => world.services.keys.end(world.key(KEY).id, 'disable', KEY),
      KEY,
    ],
  ])('and was found by a sync stays after %s', async (_what, act, nameNow) => {
    await openElsewhere();
    await world.sync();
    world.host.clock.advance(60_000);
    expect(await act()).toMatchObject({ ok: true });
    expect(drift()).toEqual([[nameNow, ...OPENED]]);
  });

  it.each([
    ['a rename', (): Promise<unknown> => edit({ name: 'edited' }), 'edited'],
    [
      'another setting',
      (): Promise<unknown> =>
        edit({ scope: { kind: 'keyset', properties: { message_storage_ttl: 7 } }, typedName: KEY }),
      KEY,
    ],
    [
      'an end',
      (): Promise<unknown> => world.services.keys.end(world.key(KEY).id, 'disable', KEY),
      KEY,
    ],
  ])('and was first seen by the look after %s is told once', async (_what, act, nameNow) => {
    await openElsewhere();
    expect(await act()).toMatchObject({ ok: true });
    expect(drift()).toEqual([[nameNow, ...OPENED]]);
    world.host.clock.advance(60_000);
    await world.sync();
    expect(drift()).toEqual([[nameNow, ...OPENED]]);
  });

  it('is told apart from it when a sync saw both at once', async () => {
    await openElsewhere();
    world.faults({
      method: 'PUT',
      path: '/api/keys/*',
      effect: { kind: 'latency', ms: 10_000, when: 'after-commit' },
    });
    const editing = edit({ name: 'edited' });
    await world.host.clock.advanceAsync(1_000);
    await world.sync();
    expect(drift()).toHaveLength(2);
    valueOf(await world.answered(editing));
    expect(drift()).toEqual([['edited', ...OPENED]]);
  });
});

describe('in every simulated account', () => {
  const syncAll = async (ids: readonly ConnectionId[]): Promise<void> => {
    valueOf(world.services.sync.start(null));
    for (const id of ids) await world.answered(world.services.sync.settled(id));
    for (const { state } of world.services.sync.progress()) expect(state).toBe('completed');
  };

  it('keys made, renamed and ended by Rekey have not changed elsewhere, and what was ended stays so', async () => {
    world = await ServicesWorld.open();
    const { services } = world;
    const connections = valueOf(await services.connections.connectSandbox());
    const ids = connections.map(({ id }) => id);
    await syncAll(ids);
    const providers = new Map(
      services.registry.all().map(({ id, descriptor }) => [id, descriptor]),
    );
    const done: string[] = [];
    const ended: KeyId[] = [];
    for (const { id: connectionId, providerId } of connections) {
      const capabilities = providers.get(providerId)?.capabilities;
      const [first] = world
        .rows()
        .filter((row) => row.connectionId === connectionId && row.status === 'active')
        .toSorted((one, other) => (one.name < other.name ? -1 : 1));
      if (first === undefined || capabilities?.end == null) continue;
      const row: KeySummary = first;
      const { scope } = valueOf(services.keys.get(row.id));
      valueOf(
        await world.answered(
          services.keys.create({
            containerId: row.containerId,
            name: 'made-here',
            environment: row.environment,
            scope: scope.kind === 'capability' || scope.kind === 'channels' ? scope : null,
            isPublic: false,
          }),
        ),
      );
      const edit = { keyId: row.id, environment: null, scope: null, typedName: null };
      valueOf(await world.answered(services.scopes.edit({ ...edit, name: 'renamed-here' })));
      valueOf(await world.answered(services.keys.end(row.id, capabilities.end, 'renamed-here')));
      done.push(providerId);
      ended.push(row.id);
    }
    expect(done).toEqual(['pubnub-v1', 'pubnub-v2', 'ably', 'activitysmith']);
    world.host.clock.advance(60_000);
    await syncAll(ids);
    expect(drift()).toEqual([]);
    for (const id of ended) expect(valueOf(services.keys.get(id)).summary.status).toBe('ended');
  });
});
