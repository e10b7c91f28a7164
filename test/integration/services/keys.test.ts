import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { errorOf, ServicesWorld, valueOf } from './services-world.ts';

const KEY = 'telemetry-dev';
const CREATE = /\/api\/keys$/;
const READ = /\/api\/keys\/\d+$/;

let world: ServicesWorld;

const containerId = () => {
  const [container] = world.services.connections.containers();
  if (container === undefined) throw new Error('The account has apps');
  return container.id;
};
const create = (changes: Partial<Parameters<typeof world.services.keys.create>[0]> = {}) =>
  world.services.keys.create({
    containerId: containerId(),
    name: 'made-here',
    environment: 'testing',
    scope: { kind: 'keyset', properties: { history: true, message_storage_ttl: 7, uls: true } },
    isPublic: false,
    ...changes,
  });
const disable = (typedName = KEY) =>
  world.services.keys.end(world.key(KEY).id, 'disable', typedName);
const conflict = (reason: string) => ({ kind: 'conflict', reason });

beforeEach(async () => {
  world = await ServicesWorld.connected();
});

afterEach(async () => {
  await world.close();
});

describe('creating a key', () => {
  it('sends one call, reads the secret once where the answer has none, and keeps it', async () => {
    const created = valueOf(await create());
    expect(world.requests('POST', CREATE)).toHaveLength(1);
    expect(world.requests('POST', CREATE)[0]?.body).toMatchObject({
      type: 0,
      properties: { name: 'made-here', history: 1, message_storage_ttl: 7, uls: 1 },
    });
    expect(world.requests('GET', READ)).toHaveLength(1);
    expect(created.summary).toMatchObject({ name: 'made-here', custody: 'in-keychain' });
    expect([...world.heldItems('secret').values()]).toEqual([world.secretValueOf('made-here')]);
    expect(JSON.stringify(created)).not.toContain('RKCANARY');
    expect(world.lastActivity).toMatchObject({
      action: 'key.created',
      outcome: 'done',
      keyId: created.summary.id,
      subject: 'made-here',
    });
  });

  it('reads nothing again where the answer shows the secret', async () => {
    world.tune({ createShowsSecrets: true });
    const created = valueOf(await create());
    expect(world.requests('GET', READ)).toEqual([]);
    expect(created.summary.custody).toBe('in-keychain');
  });

  it('is marked public here when it will be shipped, in its details and first in its row', async () => {
    const created = valueOf(await create({ isPublic: true }));
    expect(created.annotations.isPublic).toBe(true);
    expect(created.summary.scopeWords[0]).toBe('public');
    expect(JSON.stringify(world.sent)).not.toContain('ublic"');
    await world.restart();
    expect(world.details('made-here').annotations.isPublic).toBe(true);
    await world.sync();
    expect(world.key('made-here').scopeWords[0]).toBe('public');
    expect(world.key(KEY).scopeWords).not.toContain('public');
  });

  it.each([
    ['the connection breaks after it was made', { kind: 'reset', when: 'after-commit' }],
    ['the server fails after it was made', { kind: 'answer', status: 502, when: 'after-commit' }],
    ['the answer is a page', { kind: 'html', when: 'after-commit' }],
    ['the answer is cut', { kind: 'truncated' }],
  ] as const)('is never sent again when %s', async (_what, effect) => {
    world.faults({ method: 'POST', path: '/api/keys', effect });
    expect(errorOf(await world.answered(create()))).toEqual({
      kind: 'outcome-unknown',
      rotationId: null,
    });
    expect(world.requests('POST', CREATE)).toHaveLength(1);
    expect(world.lastActivity).toMatchObject({
      action: 'key.created',
      outcome: 'failed',
      facts: { error: 'outcome-unknown' },
    });
    world.faults();
    await world.sync();
    // What was made is found, and its secret is still readable there.
    expect(world.key('made-here').custody).toBe('at-provider');
    expect(
      valueOf(await world.services.secrets.reveal(world.secretPart('made-here').id)).secretValue,
    ).toBe(world.secretValueOf('made-here'));
  });

  it('lists the key without its secret when that could not be read; the next look finds it', async () => {
    world.faults({ method: 'GET', path: '/api/keys/*', effect: { kind: 'answer', status: 404 } });
    const created = valueOf(await world.answered(create()));
    expect(created.summary).toMatchObject({ name: 'made-here', custody: 'not-held' });
    world.faults();
    await world.sync();
    expect(world.key('made-here')).toMatchObject({
      id: created.summary.id,
      custody: 'at-provider',
    });
  });

  it('loses nothing when the keychain fails: the key is listed, its secret waits here', async () => {
    world.host.keychain.injectFault('write', { kind: 'fails', reason: 'locked' });
    const created = valueOf(await create());
    expect(created.summary).toMatchObject({ name: 'made-here', custody: 'awaiting-keychain' });
    expect(world.heldItems('secret').size).toBe(0);
    expect(world.activity(2)).toMatchObject([
      { action: 'secret.kept', outcome: 'failed', facts: { error: 'keychain-unavailable' } },
      { action: 'key.created', outcome: 'done' },
    ]);
    const part = world.secretPart('made-here');
    expect(valueOf(await world.services.secrets.keep(part.id))).toEqual({
      custody: 'in-keychain',
    });
  });

  it.each([
    ['of the same app', true],
    ['of another app', false],
  ])('does not take an old key %s for the new one', async (_what, isSameApp) => {
    const { id } = world.keyset(KEY);
    const before = world.details(KEY);
    world.host.clock.advance(1_000);
    world.faults({
      method: 'POST',
      path: '/api/keys',
      effect: { kind: 'rewrite', set: [{ path: 'result.id', value: id }] },
    });
    const changes = isSameApp ? { containerId: before.summary.containerId } : {};
    expect(errorOf(await create(changes))).toMatchObject({ kind: 'outcome-unknown' });
    expect(world.details(KEY)).toEqual(before);
    expect(world.heldItems('secret').size).toBe(0);
  });

  it.each([
    [
      'a rule of the provider',
      { scope: { kind: 'keyset' as const, properties: { message_storage_ttl: 0 } } },
    ],
    ['an empty name', { name: '   ' }],
    ['a control character', { name: 'a\u0007b' }],
    [
      'an unknown setting',
      { scope: { kind: 'keyset' as const, properties: { apns_certificate: 'x' } } },
    ],
    ['neither production nor testing', { environment: 'unset' as const }],
  ])('is refused for %s before anything is sent', async (_what, changes) => {
    expect(errorOf(await create(changes))).toMatchObject({ kind: 'invalid-input' });
    expect(world.sent).toEqual([]);
    expect(world.lastActivity).toMatchObject({ action: 'key.created', outcome: 'refused' });
  });

  it('that the provider refuses repeats its words and keeps nothing', async () => {
    world.faults({
      method: 'POST',
      path: '/api/keys',
      effect: { kind: 'answer', status: 422, body: { error: true, message: 'Plan limit' } },
    });
    expect(errorOf(await create())).toMatchObject({
      kind: 'provider-rejected',
      message: 'Plan limit',
    });
    expect(world.rows()).toHaveLength(40);
    expect(world.heldItems('secret').size).toBe(0);
  });

  it('is found again under the same id by a sync that ran meanwhile', async () => {
    let synced: Promise<unknown> = Promise.resolve();
    world.onRequest = ({ path, method }) => {
      if (method !== 'GET' || !READ.test(path)) return;
      world.onRequest = () => undefined;
      synced = world.sync();
      return synced.then(() => undefined);
    };
    const created = valueOf(await create());
    await synced;
    expect(world.rows().filter(({ name }) => name === 'made-here')).toHaveLength(1);
    expect(created.summary.custody).toBe('in-keychain');
  });

  it('whose secret the keychain refuses can be shown from here at once, and is kept at the next start', async () => {
    world.host.keychain.injectFault('write', { kind: 'fails', reason: 'denied' });
    const created = valueOf(await create());
    expect(world.heldItems('secret').size).toBe(0);
    const part = created.parts.find(({ nature }) => nature === 'secret');
    if (part === undefined) throw new Error('It has a secret');
    world.faults({ effect: { kind: 'offline' } });
    expect(valueOf(await world.services.secrets.reveal(part.id)).secretValue).toBe(
      world.secretValueOf('made-here'),
    );
    await world.restart();
    world.running.startBackgroundWork();
    await vi.waitFor(() => {
      expect(world.key('made-here').custody).toBe('in-keychain');
    });
    expect([...world.heldItems('secret').values()]).toEqual([world.secretValueOf('made-here')]);
    await world.restart();
    expect(world.heldItems('secret').size).toBe(1);
  });

  it('whose account is forgotten before its secret was kept leaves no secret behind', async () => {
    world.host.keychain.injectFault('write', { kind: 'fails', reason: 'denied' });
    valueOf(await create());
    const { id, label } = world.connection;
    expect(valueOf(world.services.forgetting.impact(id)).secretsOnlyHere).toBe(0);
    valueOf(await world.services.forgetting.forget(id, label));
    await world.restart();
    expect(world.heldItems('secret').size).toBe(0);
  });
});

describe('disabling a key', () => {
  it('needs the name, then the confirmation, and is shown as the provider shows it', async () => {
    expect(errorOf(await disable('telemetry-DEV'))).toEqual(conflict('typed-name-differs'));
    world.host.person.says = false;
    expect(errorOf(await disable())).toEqual({ kind: 'cancelled' });
    expect(world.requests('PUT', READ)).toEqual([]);
    world.host.person.says = true;
    expect(valueOf(await disable()).summary.status).toBe('ended');
    expect(world.requests('PUT', READ).map(({ body }) => body)).toEqual([{ status: 0 }]);
    expect(errorOf(await disable())).toEqual(conflict('already-ended'));
    expect(
      world
        .activity()
        .filter(({ action }) => action === 'key.disabled')
        .map(({ outcome, facts }) => [outcome, facts['error']]),
    ).toEqual([
      ['refused', 'conflict'],
      ['done', undefined],
      ['refused', 'conflict'],
    ]);
  });

  it('asks with names that cannot pretend to be something else', async () => {
    await world.elsewhere('PUT', `/keys/${String(world.keyset(KEY).id)}`, {
      properties: { name: 'safe\u202Etxt\n<b>' },
    });
    await world.sync();
    const key = world.rows().find(({ name }) => name.startsWith('safe'));
    if (key === undefined) throw new Error('Renamed');
    world.host.person.says = false;
    await world.services.keys.end(key.id, 'disable', key.name);
    expect(world.host.person.asked.at(-1)?.title).toBe('Disable “safe�txt�<b>” for good?');
  });

  it('is refused while a rotation holds the key, also one that began during the question', async () => {
    const keyId = world.key(KEY).id;
    const { person } = world.host;
    const ask = person.ask.bind(person);
    person.ask = async (question) => {
      person.ask = ask;
      const { hash: planHash, marker } = valueOf(await world.services.rotations.plan(keyId));
      const destinations = [{ kind: 'copy' }] as const;
      valueOf(await world.services.rotations.start({ keyId, planHash, marker, destinations }));
      return ask(question);
    };
    expect(errorOf(await disable())).toEqual(conflict('rotation-open'));
    expect(errorOf(await disable())).toEqual(conflict('rotation-open'));
    expect(world.keyset(KEY).status).toBe(1);
  });

  it('that is answered with yes is not believed while the key is shown as enabled', async () => {
    world.faults({ method: 'PUT', effect: { kind: 'answer', status: 200, body: { result: {} } } });
    expect(errorOf(await disable())).toMatchObject({
      kind: 'provider-rejected',
      code: 'key-still-enabled',
    });
    expect(world.key(KEY).status).toBe('active');
    expect(world.lastActivity).toMatchObject({
      action: 'key.disabled',
      outcome: 'failed',
      facts: { accepted: true },
    });
  });

  it('whose effect could not be seen is called unknown, neither active nor ended', async () => {
    world.faults({ method: 'GET', path: '/api/keys/*', effect: { kind: 'offline' } });
    expect(errorOf(await world.answered(disable()))).toMatchObject({ kind: 'outcome-unknown' });
    expect(world.key(KEY).status).toBe('unknown');
    expect(world.keyset(KEY).status).toBe(0);
    world.faults();
    await world.sync();
    expect(world.key(KEY).status).toBe('ended');
  });

  it('whose answer was lost looks, and finds it done', async () => {
    world.faults({ method: 'PUT', effect: { kind: 'reset', when: 'after-commit' } });
    expect(valueOf(await disable()).summary.status).toBe('ended');
    expect(world.requests('PUT', READ)).toHaveLength(1);
    expect(world.lastActivity).toMatchObject({ action: 'key.disabled', outcome: 'done' });
  });

  it('whose answer was lost looks, and finds it not done', async () => {
    world.faults({ method: 'PUT', effect: { kind: 'reset', when: 'before-commit' } });
    expect(errorOf(await disable())).toMatchObject({ kind: 'outcome-unknown' });
    expect(world.requests('PUT', READ)).toHaveLength(1);
    expect(world.key(KEY).status).toBe('active');
  });

  it.each([
    [403, 'provider-forbidden'],
    [409, 'provider-rejected'],
    [429, 'provider-rate-limited'],
  ])('that the provider refuses with %d changes nothing', async (status, kind) => {
    world.faults({ method: 'PUT', effect: { kind: 'answer', status } });
    expect(errorOf(await disable())).toMatchObject({ kind });
    expect(world.key(KEY).status).toBe('active');
    expect(world.requests('PUT', READ)).toHaveLength(1);
    expect(world.requests('GET', READ)).toEqual([]);
  });
});

describe('notes about a key', () => {
  it('are kept here, listed, and recorded without their text', async () => {
    const { id } = world.key(KEY);
    const annotations = {
      ...{ notes: 'ask RKCANARY-Mia', owner: 'payments', purpose: 'orders' },
      isPublic: true,
    };
    valueOf(world.services.keys.annotate(id, annotations));
    expect(world.key(KEY)).toMatchObject({ owner: 'payments', purpose: 'orders' });
    expect(world.sent).toEqual([]);
    expect(world.lastActivity).toMatchObject({ action: 'key.annotated', keyId: id });
    expect(JSON.stringify(world.lastActivity)).not.toContain('Mia');
    await world.restart();
    expect(world.details(KEY).annotations).toEqual(annotations);
  });
});

describe('a list', () => {
  it('is paged in one order without gaps', () => {
    const all = world.rows().map(({ id }) => id);
    const paged = [0, 15, 30, 45].flatMap((offset) =>
      world.services.keys.list(offset, 15).rows.map(({ id }) => id),
    );
    expect(paged).toEqual(all);
    expect(world.services.keys.list(0, 1).total).toBe(40);
  });
});
