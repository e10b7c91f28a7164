import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxConsole } from '../../../electron/sandbox/sandbox-provider.ts';
import type { Connection } from '../../../shared/connections/connection.ts';
import type { ContainerId } from '../../../shared/lib/ids.ts';
import type { RotationTrigger } from '../../../shared/rotations/rotation-strategy.ts';
import { ByHandProject } from './by-hand-project.ts';
import { errorOf, valueOf, type ServicesWorld } from './services-world.ts';

const PROVIDER = 'abetterchoice';
const DATA_PLANE_URL = 'https://openapi.abetterchoice.ai';
const KEY = 'server_prod';

let setting: ByHandProject;
let world: ServicesWorld;
let sent: string[];
let containerId: ContainerId;

beforeEach(async () => {
  setting = await ByHandProject.connected();
  ({ world, sent, containerId } = setting);
});

afterEach(async () => {
  await world.close();
});

const connect = (projectId = '4242') =>
  world.services.connections.connect({
    ...{ providerId: PROVIDER, label: 'Shop', fields: { projectId } },
    ...{ baseUrl: 'https://abetterchoice.ai', dataPlaneUrl: DATA_PLANE_URL },
  });

const project = (): Connection => {
  const [connection] = world.services.connections.list();
  if (connection === undefined) throw new Error('Nothing is connected');
  return connection;
};

const rules = (): SandboxConsole => setting.console;
const tokenOf = (name: string): string => setting.tokenOf(name);

const add = (changes: Partial<Parameters<ServicesWorld['services']['byHand']['add']>[0]> = {}) =>
  world.services.byHand.add({
    ...{ containerId, name: KEY, description: 'Go servers', tokenSecret: tokenOf(KEY) },
    ...changes,
  });

const end = (name = KEY, typedName = name) =>
  world.services.byHand.end(world.key(name).id, typedName, 'in the console');

const check = (name = KEY) => world.answered(world.services.checks.check(world.key(name).id));

describe('a project kept by hand', () => {
  it('is connected without a request, and needs no sign-in', () => {
    expect(sent).toEqual([]);
    expect(project()).toMatchObject({ signIn: 'signed-in', accountName: 'Project 4242' });
    expect(world.services.connections.containers()).toMatchObject([
      { providerContainerId: '4242' },
    ]);
    expect(world.heldItems('credential').size).toBe(0);
    expect(world.lastActivity).toMatchObject({ action: 'connection.connected', outcome: 'done' });
  });

  it('is tried without being kept', async () => {
    const tried = await world.services.connections.test({
      ...{ providerId: PROVIDER, fields: { projectId: '77' } },
      ...{ baseUrl: 'https://abetterchoice.ai', dataPlaneUrl: DATA_PLANE_URL },
    });
    expect(valueOf(tried)).toMatchObject({ accountName: 'Project 77', containerCount: 1 });
    expect(world.services.connections.list()).toHaveLength(1);
  });

  it.each(['', 'abc', '42; DROP'])('is refused with the id "%s"', async (projectId) => {
    expect(errorOf(await connect(projectId))).toMatchObject({ kind: 'invalid-input' });
    expect(world.lastActivity).toMatchObject({ outcome: 'refused' });
  });

  it('is found again under its label, with its keys', async () => {
    valueOf(await add());
    expect(valueOf(await connect())).toMatchObject({ id: project().id, keyCount: 1 });
    expect(world.services.connections.list()).toHaveLength(1);
  });

  it('is not read: no sync starts, and none makes a key vanish', async () => {
    valueOf(await add());
    expect(valueOf(world.services.sync.start(null))).toEqual([]);
    expect(valueOf(world.services.sync.start(project().id))).toEqual([]);
    await world.services.sync.restart(project().id);
    expect(world.services.sync.progress()).toEqual([]);
    expect(world.key(KEY).status).toBe('active');
    expect(sent).toEqual([]);
  });

  it('offers no creating and no ending by Rekey, and asks for no sign-in because of it', async () => {
    valueOf(await add());
    const { keys, rotations } = world.services;
    const place = { containerId, name: 'x', environment: 'unset' } as const;
    const draft = { ...place, scope: null, isPublic: false };
    expect(errorOf(await keys.create(draft))).toMatchObject({ kind: 'not-supported' });
    const { id } = world.key(KEY);
    expect(errorOf(await keys.end(id, 'disable', KEY))).toMatchObject({ kind: 'not-supported' });
    expect(valueOf(await world.answered(rotations.plan(id)))).toMatchObject({ calls: [] });
    expect(project().signIn).toBe('signed-in');
  });
});

describe('a key entered by hand', () => {
  it('is active, with its token in the keychain and nowhere else', async () => {
    const { summary, parts, annotations } = valueOf(await add());
    expect(summary).toMatchObject({ name: KEY, status: 'active', custody: 'in-keychain' });
    expect(parts).toMatchObject([{ role: 'token', value: null, stub: null, state: 'current' }]);
    expect(annotations.purpose).toBe('Go servers');
    expect([...world.heldItems('secret').values()]).toEqual([tokenOf(KEY)]);
    expect(sent).toEqual([]);
    await world.stop();
    expect(world.filesHolding('RKCANARY')).toEqual([]);
    expect(world.host.logged.join('\n')).not.toContain('RKCANARY');
  });

  it('takes when it was made and when it ends from the token', async () => {
    const truth = rules()
      .keys()
      .find(({ name }) => name === KEY);
    const { summary, parts } = valueOf(await add());
    expect(summary.createdAt).toBe(truth?.createdAt);
    expect(parts[0]?.expiresAt).toBeGreaterThan(world.host.clock.now());
  });

  it('is recorded as the work of a hand', async () => {
    valueOf(await add());
    const entry = world.activity().find(({ action }) => action === 'key.created');
    expect(entry).toMatchObject({ outcome: 'done', subject: KEY, facts: { by: 'hand' } });
  });

  it('is refused when the token names another key, and nothing is kept', async () => {
    const error = errorOf(await add({ tokenSecret: tokenOf('server_staging') }));
    expect(error).toEqual({
      ...{ kind: 'invalid-input', issues: ['This token belongs to a key with another name.'] },
    });
    expect(world.rows()).toEqual([]);
    expect(world.heldItems('secret').size).toBe(0);
    expect(JSON.stringify(world.activity())).not.toContain('server_staging');
  });

  it('may have a token that says nothing', async () => {
    const { summary } = valueOf(await add({ tokenSecret: ' opaque-RKCANARY\n' }));
    expect(summary.createdAt).toBeNull();
    expect([...world.heldItems('secret').values()]).toEqual(['opaque-RKCANARY']);
  });

  it.each(['a-b', 'a.b', 'a b', ''])('is refused under the name "%s"', async (name) => {
    const error = errorOf(await add({ name, tokenSecret: null }));
    expect(error).toMatchObject({ kind: 'invalid-input' });
    expect(world.lastActivity).toMatchObject({ action: 'key.created', outcome: 'refused' });
  });

  it('is refused with a token of blanks', async () => {
    expect(errorOf(await add({ tokenSecret: ' ' }))).toMatchObject({ kind: 'invalid-input' });
  });

  it('may be entered without its token, which is brought later', async () => {
    valueOf(await add({ tokenSecret: null }));
    // It never was here, so nothing was lost.
    expect(world.key(KEY)).toMatchObject({ custody: 'not-held', attention: [] });
    const { summary, annotations } = valueOf(await add({ description: '' }));
    expect(summary).toMatchObject({ id: world.key(KEY).id, custody: 'in-keychain' });
    expect(annotations.purpose).toBe('Go servers');
    expect(errorOf(await add())).toEqual({ kind: 'conflict', reason: 'name-taken' });
    expect(world.rows()).toHaveLength(1);
  });

  it('keeps a long description as its notes', async () => {
    const description = 'why '.repeat(100).trim();
    const { annotations } = valueOf(await add({ description }));
    expect(annotations).toMatchObject({ purpose: '', notes: description });
  });

  it('keeps its token in escrow while the keychain refuses it, and it still works', async () => {
    world.host.keychain.injectFault('write', { kind: 'fails', reason: 'locked' });
    const { summary } = valueOf(await add());
    expect(summary.custody).toBe('awaiting-keychain');
    expect(summary.attention).not.toContain('secret-not-held');
    expect(errorOf(await add())).toEqual({ kind: 'conflict', reason: 'name-taken' });
    expect(valueOf(await check())).toMatchObject({ outcome: 'works' });
    await world.services.keys.keepCreatedSecrets();
    expect(world.key(KEY).custody).toBe('in-keychain');
  });

  it('has no place for its token without a keychain, and can be entered without', async () => {
    await world.stop();
    world.host.keychain.setOutage('no-service');
    await world.start();
    valueOf(await connect());
    const [project] = world.services.connections.containers();
    const inMemory = { containerId: project!.id };
    expect(errorOf(await add(inMemory))).toMatchObject({ kind: 'no-place-for-secret' });
    expect(valueOf(await add({ ...inMemory, tokenSecret: null })).summary.status).toBe('active');
  });

  it('is not taken where Rekey itself creates keys', async () => {
    const { connections } = world.services;
    const pubnub = await world.connect({
      baseUrl: 'https://pubnub-v1.sandbox.invalid/api',
      dataPlaneUrl: 'https://data.pubnub-v1.sandbox.invalid',
    });
    const app = valueOf(await connections.createContainer(valueOf(pubnub).id, 'Kiosk'));
    expect(errorOf(await add({ containerId: app.id }))).toMatchObject({ kind: 'not-supported' });
  });
});

describe('a key ended by hand', () => {
  beforeEach(async () => {
    valueOf(await add());
  });

  it('is ended as attested, with the note, and keeps its token', () => {
    const { summary, parts } = valueOf(end());
    expect(summary.status).toBe('ended');
    expect(parts).toMatchObject([{ state: 'ended', custody: 'in-keychain' }]);
    const facts = { by: 'hand', attested: true, note: 'in the console' };
    expect(world.lastActivity).toMatchObject({ action: 'key.disabled', outcome: 'done', facts });
    expect(sent).toEqual([]);
  });

  it('needs its name typed, and ends once', () => {
    expect(errorOf(end(KEY, 'server'))).toEqual({
      ...{ kind: 'conflict', reason: 'typed-name-differs' },
    });
    expect(world.key(KEY).status).toBe('active');
    valueOf(end());
    expect(errorOf(end())).toEqual({ kind: 'conflict', reason: 'already-ended' });
  });

  it('is not the default key: that one is for support, and the request says so', async () => {
    const name = rules()
      .keys()
      .find(({ isDefault }) => isDefault)!.name;
    valueOf(await add({ name, tokenSecret: tokenOf(name) }));
    const error = errorOf(end(name));
    if (error.kind !== 'invalid-input') throw new Error(error.kind);
    expect(error.issues.join('\n')).toContain('Please rotate the default token of project 4242');
    expect(error.issues.join('\n')).toContain(name);
    expect(world.key(name).status).toBe('active');
    expect(world.lastActivity).toMatchObject({ action: 'key.disabled', outcome: 'refused' });
  });
});

describe('the request to support', () => {
  const copy = (name: string, trigger: RotationTrigger) =>
    world.services.byHand.copySupportRequest(world.key(name).id, trigger);

  it('is copied whole, with the names and without the token, and speaks of a leak only in one', async () => {
    const name = rules()
      .keys()
      .find(({ isDefault }) => isDefault)!.name;
    valueOf(await add({ name, tokenSecret: tokenOf(name) }));
    valueOf(await copy(name, 'planned'));
    const planned = world.host.clipboard.content;
    expect(planned).toContain('Please rotate the default token of project 4242\n\nHello,');
    expect(planned).toContain(name);
    expect(planned).not.toContain(tokenOf(name));
    expect(planned).not.toContain('leaked');
    valueOf(await copy(name, 'exposed'));
    expect(world.host.clipboard.content).toContain('may have leaked');
  });

  it('is made for no key that the console ends itself', async () => {
    valueOf(await add());
    expect(errorOf(await copy(KEY, 'exposed'))).toMatchObject({ kind: 'not-supported' });
    expect(world.host.clipboard.content).toBe('');
  });
});

describe('a check', () => {
  beforeEach(async () => {
    valueOf(await add());
  });

  it('asks the person first and says that it counts as traffic', async () => {
    expect(valueOf(await check())).toMatchObject({ outcome: 'works', code: 100, settlesAt: null });
    expect(world.host.person.asked).toMatchObject([
      {
        title: `Check “${KEY}” with one request?`,
        detail: expect.stringContaining(
          'This request counts as traffic of your project.',
        ) as string,
      },
    ]);
    expect(sent).toEqual([`${DATA_PLANE_URL}/abc/get_feature_flags`]);
  });

  it('sends nothing when the person says no', async () => {
    world.host.person.says = false;
    expect(errorOf(await check())).toEqual({ kind: 'cancelled' });
    expect(sent).toEqual([]);
  });

  it('sees a key that was deactivated in the console, and ends nothing by itself', async () => {
    rules().deactivate(KEY);
    expect(valueOf(await check())).toMatchObject({ outcome: 'refused', code: 101 });
    expect(world.key(KEY).status).toBe('active');
  });

  it('proves the end that a person attested', async () => {
    rules().deactivate(KEY);
    valueOf(end());
    expect(valueOf(await check())).toMatchObject({ outcome: 'refused', settlesAt: null });
    expect(world.key(KEY).status).toBe('ended');
  });

  it('gives an ended key its time, then calls it alive whatever was attested', async () => {
    const endedAt = world.host.clock.now();
    valueOf(end());
    const early = valueOf(await check());
    expect(early).toMatchObject({ outcome: 'works', settlesAt: endedAt + 15_000 });
    expect(world.key(KEY).status).toBe('ended');
    await world.host.clock.advanceAsync(15_000);
    expect(valueOf(await check())).toMatchObject({ outcome: 'works', settlesAt: null });
    expect(world.key(KEY).status).toBe('active');
    expect(world.lastActivity).toMatchObject({ action: 'key.edited', facts: { seen: 'works' } });
  });

  it.each([
    [102, 'provider-rate-limited'],
    [104, 'provider-unavailable'],
    [0, 'provider-unavailable'],
  ])('is no verdict when the server answers %d', async (answersCode, kind) => {
    setting.provider.tune({ answersCode });
    expect(errorOf(await check())).toMatchObject({ kind });
    expect(sent).toHaveLength(1);
    expect(world.key(KEY).status).toBe('active');
  });

  it('of a key whose token is not held asks nobody anything', async () => {
    valueOf(await add({ name: 'other', tokenSecret: null }));
    expect(valueOf(await check('other'))).toMatchObject({
      ...{ outcome: 'not-testable', reason: 'secret-not-held' },
    });
    expect(world.host.person.asked).toEqual([]);
    expect(sent).toEqual([]);
  });
});
