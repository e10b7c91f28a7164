import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorOf, ServicesWorld, valueOf } from './services-world.ts';

const KEY = 'telemetry-dev';
const DAY_MS = 86_400_000;
const unauthorized = { kind: 'provider-unauthorized', providerId: 'pubnub-v1' };
const forbidden = { kind: 'provider-forbidden', providerId: 'pubnub-v1', permission: null };

let world: ServicesWorld;

const reveal = () => world.services.secrets.reveal(world.secretPart(KEY).id);
const connectionNews = (): number =>
  world.host.published.filter(({ name }) => name === 'connections.changed').length;

beforeEach(async () => {
  world = await ServicesWorld.connected();
});

afterEach(async () => {
  await world.close();
});

describe('a session that is over', () => {
  it('asks to sign in, goes on after a fresh sign-in, and keeps every key meanwhile', async () => {
    world.tune({ sessionLifetimeMs: DAY_MS });
    expect((await reveal()).ok).toBe(true);
    world.host.clock.advance(DAY_MS);
    const rows = world.rows().length;
    expect(errorOf(await reveal())).toEqual(unauthorized);
    expect(world.connection.signIn).toBe('needed');
    expect(world.rows()).toHaveLength(rows);
    valueOf(await world.signIn());
    expect(world.connection.signIn).toBe('signed-in');
    expect(valueOf(await reveal()).secretValue).toBe(world.secretValueOf(KEY));
  });

  it('asks again when the next session is over too', async () => {
    world.tune({ sessionLifetimeMs: DAY_MS });
    for (let round = 0; round < 2; round += 1) {
      world.host.clock.advance(DAY_MS);
      expect(errorOf(await reveal())).toEqual(unauthorized);
      valueOf(await world.signIn());
      expect((await reveal()).ok).toBe(true);
    }
  });

  it('is noticed by a sync, which says so after a restart too', async () => {
    world.tune({ sessionLifetimeMs: DAY_MS });
    world.host.clock.advance(DAY_MS);
    expect((await world.sync()).error).toEqual(unauthorized);
    await world.restart();
    expect(world.connection).toMatchObject({ signIn: 'needed', lastSyncError: unauthorized });
    valueOf(await world.signIn());
    expect(world.connection).toMatchObject({ signIn: 'signed-in', lastSyncError: null });
    expect((await world.sync()).state).toBe('completed');
  });

  it('asks once, however many calls it refuses at the same time', async () => {
    world.faults({ effect: { kind: 'answer', status: 401 } });
    const before = connectionNews();
    const answers = await Promise.all([reveal(), reveal(), reveal(), world.sync()]);
    expect(answers.slice(0, 3).map((answer) => 'error' in answer && answer.error)).toEqual([
      unauthorized,
      unauthorized,
      unauthorized,
    ]);
    // One for the question, one for the end of the sync.
    expect(connectionNews() - before).toBe(2);
  });
});

describe('the same refusal after a fresh sign-in', () => {
  it('of a 401 is a missing right, and the person is not sent in circles', async () => {
    world.faults({ method: 'GET', path: '/api/keys/*', effect: { kind: 'answer', status: 401 } });
    expect(errorOf(await reveal())).toEqual(unauthorized);
    expect(errorOf(await reveal())).toEqual(unauthorized);
    valueOf(await world.signIn());
    expect(errorOf(await reveal())).toEqual(forbidden);
    expect(world.connection.signIn).toBe('signed-in');
    expect(errorOf(await reveal())).toEqual(forbidden);
  });

  it('of a 403 on a call that worked before is a missing right too', async () => {
    expect((await reveal()).ok).toBe(true);
    world.faults({ method: 'GET', path: '/api/keys/*', effect: { kind: 'answer', status: 403 } });
    expect(errorOf(await reveal())).toEqual(unauthorized);
    valueOf(await world.signIn());
    expect(errorOf(await reveal())).toEqual(forbidden);
    world.faults();
    expect((await reveal()).ok).toBe(true);
  });
});

describe('a 403 on a call that never worked', () => {
  it('is a missing right at once: nobody is asked to sign in', async () => {
    world.faults({ method: 'PUT', effect: { kind: 'answer', status: 403 } });
    const edit = { keyId: world.key(KEY).id, name: 'other', environment: null, scope: null };
    expect(errorOf(await world.services.scopes.edit({ ...edit, typedName: null }))).toEqual(
      forbidden,
    );
    expect(world.connection.signIn).toBe('signed-in');
  });
});

describe('a refusal that was on its way during a sign-in', () => {
  it('belongs to the old token and does not count against the new one', async () => {
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    world.faults({
      method: 'GET',
      path: '/api/keys/*',
      count: 1,
      effect: { kind: 'answer', status: 401 },
    });
    world.onRequest = ({ path }) => (path.startsWith('/api/keys/') ? held : undefined);
    const late = reveal();
    while (world.requests('GET', /\/keys\/\d+$/).length === 0) await Promise.resolve();
    valueOf(await world.signIn());
    letGo();
    expect(errorOf(await late)).toEqual(unauthorized);
    expect(world.connection.signIn).toBe('signed-in');
    expect((await reveal()).ok).toBe(true);
  });
});

describe('a token that is not in the keychain', () => {
  const tokenName = (): string => {
    const [name] = world.heldItems('credential').keys();
    if (name === undefined) throw new Error('Signed in');
    return name;
  };

  it('asks to sign in when a working keychain says so', async () => {
    world.host.keychain.secretsByName.delete(tokenName());
    expect(errorOf(await reveal())).toEqual(unauthorized);
    expect(world.connection.signIn).toBe('needed');
    expect(world.sent).toEqual([]);
  });

  it.each(['locked', 'no-service', 'denied', 'timed-out'] as const)(
    'is not taken for signed out while the keychain is %s',
    async (reason) => {
      world.host.keychain.setOutage(reason);
      expect(errorOf(await reveal())).toEqual({ kind: 'keychain-unavailable', reason });
      expect((await world.sync()).error).toEqual({ kind: 'keychain-unavailable', reason });
      expect(world.connection.signIn).toBe('signed-in');
      world.host.keychain.setOutage(null);
      expect(world.heldItems('credential').size).toBe(1);
      expect((await reveal()).ok).toBe(true);
    },
  );
});
