import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandName } from '../../../shared/ipc/contract.ts';
import { noAnnotations } from '../../../shared/keys/key.ts';
import { createDispatch } from '../../../electron/ipc/dispatch.ts';
import { createHandlers } from '../../../electron/ipc/handlers.ts';
import { ServicesWorld, valueOf } from './services-world.ts';

const KEY = 'telemetry-dev';
/** What a provider may call things: markup, a direction override, a control character, and long. */
const hostileName = `<img src=x onerror=alert(1)>\u202E\u0000\u0007${'n'.repeat(9_950)}`;

let world: ServicesWorld;
let bugs: unknown[];

const invoke = async (name: CommandName, input: unknown = {}) => {
  const dispatch = createDispatch(createHandlers(world.services), (_command, cause) => {
    bugs.push(cause);
    return 'bug';
  });
  return world.answered(dispatch(name, input));
};

beforeEach(async () => {
  bugs = [];
  world = await ServicesWorld.connected();
});

afterEach(async () => {
  await world.close();
});

describe('every answer', () => {
  it('is what the contract says, also when names are hostile', async () => {
    const { id } = world.keyset(KEY);
    await world.elsewhere('PUT', `/keys/${String(id)}`, { properties: { name: hostileName } });
    await world.elsewhere('POST', '/apps', { owner_id: 420_117, name: hostileName });
    await world.sync();
    const key = world.rows().find(({ name }) => name.startsWith('<img'));
    if (key === undefined) throw new Error('Renamed');
    const { connectionId, id: keyId } = key;
    const reads: [CommandName, unknown?][] = [
      ['app.status'],
      ['providers.list'],
      ['connections.list'],
      ['connections.forget-impact', { connectionId }],
      ['containers.list'],
      ['keys.list', { offset: 0, limit: 5_000 }],
      ['keys.get', { keyId }],
      ['keys.annotate', { keyId, annotations: { ...noAnnotations, notes: hostileName } }],
      ['keys.set-due-rule', { keyId, tags: ['ci'], rule: 1 }],
      ['keys.snooze', { keyId, until: world.host.clock.now() + 1_000, reason: 'x' }],
      ['keys.due', { keyId }],
      ['keys.due-list'],
      ['keys.unsnooze', { keyId }],
      ['vault.list', { keyId, refresh: true }],
      ['sync.progress'],
      ['sync.drift'],
      ['sync.dismiss-drift', { connectionId, until: 0 }],
      ['rotations.list'],
      ['rotations.plan', { keyId }],
      ['keys.lineage', { keyId }],
      ['files.pick-open', { purpose: 'plan', many: true }],
      ['activity.list', { beforeSeq: null, limit: 500 }],
      ['activity.verify'],
      ['settings.get'],
      ['keys.disable', { keyId, typedName: hostileName }],
    ];
    for (const [name, input] of reads) {
      expect({ name, ...(await invoke(name, input)) }).toMatchObject({ name, ok: true });
    }
    expect(bugs).toEqual([]);
    expect(world.host.person.asked.at(-1)?.title.length).toBeLessThan(200);
  });

  it('to something that is not there says so, for every command that names something', async () => {
    const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
    const asked: [CommandName, unknown][] = [
      ['connections.sign-in', { connectionId: id, fields: {} }],
      ['connections.rename', { connectionId: id, label: 'x' }],
      ['connections.rights', { connectionId: id }],
      ['connections.forget-impact', { connectionId: id }],
      ['connections.forget', { connectionId: id, typedName: 'x' }],
      ['containers.create', { connectionId: id, name: 'x' }],
      ['sync.start', { connectionId: id }],
      ['keys.get', { keyId: id }],
      [
        'keys.create',
        { containerId: id, name: 'x', environment: 'testing', scope: null, isPublic: false },
      ],
      ['keys.edit', { keyId: id, name: 'x', environment: null, scope: null, typedName: null }],
      ['keys.disable', { keyId: id, typedName: 'x' }],
      ['keys.revoke', { keyId: id, typedName: 'x' }],
      ['keys.delete', { keyId: id, typedName: 'x' }],
      ['containers.scope-targets', { containerId: id }],
      ['keys.annotate', { keyId: id, annotations: noAnnotations }],
      ['keys.copy-support-request', { keyId: id, trigger: 'planned' }],
      ['keys.due', { keyId: id }],
      ['keys.lineage', { keyId: id }],
      ['rotations.verify-receipt', { rotationId: id }],
      ['rotations.export-receipt', { rotationId: id, format: 'json' }],
      ['rotations.export-plan', { marker: '_rk0123456789', format: 'markdown' }],
      ['keys.set-due-rule', { keyId: id, tags: [], rule: null }],
      ['keys.snooze', { keyId: id, until: world.host.clock.now() + 1_000, reason: 'x' }],
      ['keys.unsnooze', { keyId: id }],
      ['secrets.reveal', { partId: id }],
      ['secrets.copy', { partId: id }],
      ['secrets.keep', { partId: id }],
      ['secrets.look', { keyId: id }],
      ['secrets.extend', { partId: id, expiresAt: 0 }],
      ['secrets.end', { partId: id, typedName: 'x' }],
      [
        'keys.revoke-tokens',
        { keyId: id, targets: ['clientId:x'], issuedBefore: null, allowReauthMargin: false },
      ],
      ['vault.put', { keyId: id, name: 'x', secretValue: 'RKCANARY', intent: 'create' }],
      ['vault.delete', { entryId: id, typedName: 'x' }],
      ['vault.reveal', { entryId: id }],
      ['vault.copy', { entryId: id }],
      ['vault.copy-to-key', { entryId: id, keyId: id, intent: 'create' }],
    ];
    world.sent.length = 0;
    const before = world.activity();
    for (const [name, input] of asked) {
      const answer = await invoke(name, input);
      expect({ name, ...answer }).toMatchObject({ name, error: { kind: 'not-found' } });
    }
    expect(world.sent).toEqual([]);
    expect(world.host.person.asked).toEqual([]);
    expect(
      world.activity().filter(({ seq }) => !before.some((entry) => entry.seq === seq)),
    ).toEqual([expect.objectContaining({ action: 'container.created', outcome: 'failed' })]);
    expect(bugs).toEqual([]);
  });

  it('of connecting starts reading the account', async () => {
    const { baseUrl, dataPlaneUrl, label } = world.connection;
    const { signInSecrets: fields } = world.provider.instance;
    const input = { providerId: 'pubnub-v1', label, baseUrl, dataPlaneUrl, fields };
    world.host.clock.advance(1_000);
    expect((await invoke('connections.connect', input)).ok).toBe(true);
    await world.answered(world.services.sync.settled(world.connection.id));
    expect(world.connection.lastSyncAt).toBe(world.host.clock.now());
    expect((await invoke('connections.connect-sandbox')).ok).toBe(true);
    for (const { id } of valueOf(world.services.sync.start(null)).map(({ connectionId }) => ({
      id: connectionId,
    })))
      await world.answered(world.services.sync.settled(id));
    const connections = world.services.connections.list();
    const counts = connections.map(({ keyCount }) => keyCount);
    // The keys of an account that is kept by hand are entered by a person.
    expect(connections.filter(({ keyCount }) => keyCount === 0)).toMatchObject([
      { providerId: 'abetterchoice' },
    ]);
    expect(world.services.keys.list(0, 1).total).toBe(
      counts.reduce((sum, count) => sum + count, 0),
    );
  });
});
