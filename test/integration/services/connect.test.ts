import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sandboxProviders } from '../../../electron/sandbox/sandbox-providers.ts';
import { errorOf, ServicesWorld, valueOf } from './services-world.ts';

const PASSWORD_CANARY = 'wrong-RKCANARY-password';

let world: ServicesWorld;

const testInput = (changes: Readonly<Record<string, unknown>> = {}) => ({
  providerId: 'pubnub-v1',
  baseUrl: 'https://admin.pubnub.com/api',
  dataPlaneUrl: 'https://ps.pndsn.com',
  fields: world.provider.instance.signInSecrets,
  ...changes,
});

beforeEach(async () => {
  world = await ServicesWorld.open();
});

afterEach(async () => {
  await world.close();
});

describe('trying an account', () => {
  it('changes nothing at the provider and stores nothing here', async () => {
    const tried = valueOf(await world.services.connections.test(testInput()));
    expect(tried).toEqual({
      accountName: 'robin@larkspur.example',
      credentialExpiresAt: null,
      containerCount: 5,
      rights: [],
    });
    expect(world.sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/me',
      'GET /api/apps',
    ]);
    expect(world.truth.mutations).toEqual([]);
    expect(world.services.connections.list()).toEqual([]);
    expect(world.heldItems('credential').size).toBe(0);
    expect(world.activity()).toEqual([]);
  });

  it('says when the session will end, where the provider does', async () => {
    world.tune({ signInShowsExpiry: true, sessionLifetimeMs: 3_600_000 });
    const tried = valueOf(await world.services.connections.test(testInput()));
    expect(tried.credentialExpiresAt).toBe(world.host.clock.now() + 3_600_000);
  });

  it('never asks to sign in again because of a token it just got', async () => {
    world.faults({ path: '/api/apps', effect: { kind: 'answer', status: 401 } });
    expect(errorOf(await world.services.connections.test(testInput()))).toMatchObject({
      kind: 'provider-forbidden',
    });
  });
});

describe('signing in', () => {
  it.each([401, 403])(
    'with a wrong password says so (%d) and keeps nothing of it',
    async (status) => {
      world.tune({ wrongPasswordStatus: status });
      const fields = { ...world.provider.instance.signInSecrets, password: PASSWORD_CANARY };
      expect(errorOf(await world.connect({ fields }))).toMatchObject({ kind: 'sign-in-refused' });
      expect(world.requests('POST', /\/me$/)).toHaveLength(1);
      expect(world.services.connections.list()).toEqual([]);
      expect(world.heldItems('credential').size).toBe(0);
      expect(world.lastActivity).toMatchObject({
        action: 'connection.connected',
        outcome: 'failed',
        facts: { error: 'sign-in-refused' },
      });
      await world.stop();
      expect(JSON.stringify(world.host.logged)).not.toContain(PASSWORD_CANARY);
      expect(world.filesHolding(PASSWORD_CANARY)).toEqual([]);
    },
  );

  it.each([
    ['nothing', {}, ['E-mail is missing.', 'Password is missing.']],
    ['no password', { email: 'robin@larkspur.example' }, ['Password is missing.']],
    ['blanks', { email: ' ', password: 'x' }, ['E-mail is missing.']],
  ])('with %s sends nothing', async (_what, fields, issues) => {
    const error = errorOf(await world.connect({ fields: fields }));
    expect(error).toEqual({ kind: 'invalid-input', issues });
    expect(world.sent).toEqual([]);
  });

  it.each([
    ['http://admin.pubnub.com/api', 'not-https'],
    ['https://admin.pubnub.example/api', 'foreign-host'],
    ['https://robin:pw@admin.pubnub.com/api', 'has-credentials'],
    ['https://admin.pubnub.com/api?x=1', 'has-query'],
    ['admin.pubnub.com', 'not-a-url'],
  ])('at %s is refused by its rule before anything is sent', async (baseUrl, reason) => {
    expect(errorOf(await world.connect({ baseUrl }))).toMatchObject({
      kind: 'address-refused',
      reason,
    });
    expect(errorOf(await world.services.connections.test(testInput({ baseUrl })))).toMatchObject({
      reason,
    });
    expect(world.sent).toEqual([]);
  });

  it('checks the address of the data plane as well', async () => {
    const dataPlaneUrl = 'https://data.example';
    expect(errorOf(await world.connect({ dataPlaneUrl }))).toMatchObject({
      reason: 'foreign-host',
    });
    expect(world.sent).toEqual([]);
  });

  it('to a provider that this version does not know is not supported', async () => {
    expect(errorOf(await world.connect({ providerId: 'nobody' }))).toMatchObject({
      kind: 'not-supported',
    });
  });
});

describe('a connected account', () => {
  it('has only its session token kept, and only in the keychain', async () => {
    const connection = valueOf(await world.connect());
    expect(connection).toMatchObject({ label: 'PubNub', signIn: 'signed-in', isSandbox: false });
    expect([...world.heldItems('credential').values()]).toEqual([
      expect.stringContaining('sess-RKCANARY'),
    ]);
    const { password } = world.provider.instance.signInSecrets;
    await world.stop();
    expect([...world.host.keychain.secretsByName.values()]).not.toContain(password);
    expect(world.filesHolding('sess-RKCANARY')).toEqual([]);
    expect(world.filesHolding(password ?? '-')).toEqual([]);
  });

  it('that is connected again is the same one, with its label and the new token', async () => {
    const first = valueOf(await world.connect());
    const [firstToken] = world.heldItems('credential').values();
    const again = valueOf(await world.connect({ label: 'Another name' }));
    expect(again).toMatchObject({ id: first.id, label: 'PubNub' });
    expect(world.services.connections.list()).toHaveLength(1);
    const tokens = [...world.heldItems('credential').values()];
    expect(tokens).toHaveLength(1);
    expect(tokens).not.toContain(firstToken);
    expect(world.lastActivity).toMatchObject({ action: 'connection.signed-in' });
  });

  it('that is connected twice at the same time is one account with one token', async () => {
    const [first, second] = await Promise.all([world.connect(), world.connect()]);
    expect(valueOf(first).id).toBe(valueOf(second).id);
    expect(world.services.connections.list()).toHaveLength(1);
    expect(world.heldItems('credential').size).toBe(1);
  });

  it('without a label is named after the provider and the account', async () => {
    const { label } = valueOf(await world.connect({ label: '  ' }));
    expect(label).toContain('robin@larkspur.example');
  });

  it('is signed in again only as the same account', async () => {
    valueOf(await world.connect());
    world.faults({
      path: '/api/me',
      effect: { kind: 'rewrite', set: [{ path: 'result.user.account_id', value: 99 }] },
    });
    expect(errorOf(await world.signIn())).toMatchObject({ kind: 'invalid-input' });
    expect(world.services.connections.list()).toHaveLength(1);
    expect(world.heldItems('credential').size).toBe(1);
    expect(world.lastActivity).toMatchObject({
      action: 'connection.signed-in',
      outcome: 'refused',
    });
  });

  it('keeps a name it was given while somebody was signing in', async () => {
    const { id } = valueOf(await world.connect());
    world.onRequest = ({ path }) => {
      if (path.endsWith('/me')) valueOf(world.services.connections.rename(id, 'Renamed'));
    };
    expect(valueOf(await world.signIn()).label).toBe('Renamed');
    expect(world.connection.label).toBe('Renamed');
  });

  it('does not come back when it was forgotten while somebody was signing in', async () => {
    const { id, label } = valueOf(await world.connect());
    world.onRequest = async ({ path }) => {
      if (path.endsWith('/me')) valueOf(await world.services.forgetting.forget(id, label));
    };
    expect(errorOf(await world.services.connections.signIn(id, testInput().fields))).toMatchObject({
      kind: 'not-found',
    });
    expect(world.services.connections.list()).toEqual([]);
    expect(world.heldItems('credential').size).toBe(0);
  });

  it('gets a new name only if there is one', async () => {
    const { id } = valueOf(await world.connect());
    expect(valueOf(world.services.connections.rename(id, '   ')).label).toBe('PubNub');
    expect(valueOf(world.services.connections.rename(id, ' Work ')).label).toBe('Work');
    expect(world.lastActivity).toMatchObject({
      action: 'connection.renamed',
      subject: 'Work',
      facts: { before: 'PubNub' },
    });
  });
});

describe('a keychain that fails during a sign-in', () => {
  const signInWith = async (fault: Parameters<typeof world.host.keychain.injectFault>[1]) => {
    world.host.keychain.injectFault('write', fault);
    return world.signIn();
  };

  it.each(['locked', 'denied', 'timed-out', 'no-service'] as const)(
    'because it is %s leaves the old token in use',
    async (reason) => {
      valueOf(await world.connect());
      const before = world.connection;
      const items = new Map(world.heldItems('credential'));
      expect(errorOf(await signInWith({ kind: 'fails', reason }))).toEqual({
        kind: 'keychain-unavailable',
        reason,
      });
      expect(world.connection).toEqual(before);
      expect(world.heldItems('credential')).toEqual(items);
      expect((await world.sync()).state).toBe('completed');
    },
  );

  it.each([
    ['says no but stored it', { kind: 'done-but-fails', reason: 'timed-out' }],
    ['kept another value', { kind: 'keeps-other-value', secretValue: 'other-RKCANARY' }],
  ] as const)('and %s leaves the old token in use, and nothing behind', async (_what, fault) => {
    valueOf(await world.connect());
    const items = new Map(world.heldItems('credential'));
    expect(errorOf(await signInWith(fault))).toMatchObject({ kind: 'keychain-unavailable' });
    expect(world.heldItems('credential').size).toBe(2);
    expect((await world.sync()).state).toBe('completed');
    await world.restart();
    world.running.startBackgroundWork();
    await world.answered(world.services.sync.settled(world.connection.id));
    expect(world.heldItems('credential')).toEqual(items);
  });

  it('when the old token is to go does not undo the sign-in', async () => {
    valueOf(await world.connect());
    world.host.keychain.injectFault('remove', { kind: 'fails', reason: 'locked' });
    valueOf(await world.signIn());
    expect(world.heldItems('credential').size).toBe(2);
    expect((await world.sync()).state).toBe('completed');
    await world.restart();
    world.running.startBackgroundWork();
    await world.answered(world.services.sync.settled(world.connection.id));
    expect(world.heldItems('credential').size).toBe(1);
    expect((await world.sync()).state).toBe('completed');
  });

  it('on the first sign-in connects nothing', async () => {
    world.host.keychain.injectFault('write', { kind: 'fails', reason: 'locked' });
    expect(errorOf(await world.connect())).toEqual({
      kind: 'keychain-unavailable',
      reason: 'locked',
    });
    expect(world.services.connections.list()).toEqual([]);
    expect(world.lastActivity).toMatchObject({ outcome: 'failed' });
  });
});

describe('an app', () => {
  it('is made at the provider and listed at once', async () => {
    const { id } = valueOf(await world.connect());
    const made = valueOf(await world.services.connections.createContainer(id, 'Billing'));
    expect(world.services.connections.containers()).toEqual([made]);
    expect(world.truth.mutations.map(({ kind }) => kind)).toEqual(['app-created']);
    expect(world.lastActivity).toMatchObject({ action: 'container.created', outcome: 'done' });
  });

  it('with an unusable name is refused without a call', async () => {
    const { id } = valueOf(await world.connect());
    world.sent.length = 0;
    expect(errorOf(await world.services.connections.createContainer(id, 'a\u0000b'))).toMatchObject(
      { kind: 'invalid-input' },
    );
    expect(world.sent).toEqual([]);
    expect(world.lastActivity).toMatchObject({ outcome: 'refused' });
  });

  it('whose answer is lost is asked for once', async () => {
    const { id } = valueOf(await world.connect());
    world.faults({
      method: 'POST',
      path: '/api/apps',
      effect: { kind: 'reset', when: 'after-commit' },
    });
    expect(errorOf(await world.services.connections.createContainer(id, 'Billing'))).toMatchObject({
      kind: 'outcome-unknown',
    });
    expect(world.requests('POST', /\/apps$/)).toHaveLength(1);
    world.faults();
    await world.sync();
    expect(world.services.connections.containers().map(({ name }) => name)).toContain('Billing');
  });
});

describe('the sandbox', () => {
  it('is connected once, however often it is asked for', async () => {
    const first = valueOf(await world.services.connections.connectSandbox());
    const second = valueOf(await world.services.connections.connectSandbox());
    expect(second).toEqual(first);
    expect(first[0]).toMatchObject({ isSandbox: true, label: 'PubNub sandbox' });
    expect(first.map(({ providerId }) => providerId)).toEqual(sandboxProviders.map(({ id }) => id));
    // An account that is kept by hand has no credential.
    const { registry } = world.services;
    const signedIn = first.filter(
      ({ providerId }) => registry.find(providerId)?.descriptor.capabilities.signIn,
    );
    expect(world.heldItems('credential').size).toBe(signedIn.length);
    expect(world.sent).toEqual([]);
  });

  it('is signed in again when its token is gone', async () => {
    valueOf(await world.services.connections.connectSandbox());
    for (const name of world.heldItems('credential').keys())
      world.host.keychain.secretsByName.delete(name);
    expect((await world.sync()).error).toMatchObject({ kind: 'provider-unauthorized' });
    const again = valueOf(await world.services.connections.connectSandbox());
    expect(again.every(({ signIn }) => signIn === 'signed-in')).toBe(true);
    expect((await world.sync()).state).toBe('completed');
  });
});
