import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorOf, ServicesWorld, valueOf } from './services-world.ts';

const KEY = 'telemetry-dev';

let world: ServicesWorld;

const forget = (typedName = world.connection.label) =>
  world.services.forgetting.forget(world.connection.id, typedName);
const conflict = (reason: string) => ({ kind: 'conflict', reason });

beforeEach(async () => {
  world = await ServicesWorld.connected();
});

afterEach(async () => {
  await world.close();
});

describe('before an account is forgotten', () => {
  it('is said how many keys leave and how many secrets exist nowhere else', async () => {
    const { id } = world.connection;
    expect(valueOf(world.services.forgetting.impact(id))).toEqual({
      keyCount: 40,
      secretsOnlyHere: 0,
      openRotations: 0,
    });
    valueOf(await world.services.secrets.keep(world.secretPart(KEY).id));
    const keyId = world.key(KEY).id;
    const put = { keyId, name: 'DB', secretValue: 'db-RKCANARY', intent: 'create' } as const;
    valueOf(await world.services.vault.put(put));
    // The kept keyset secret is still readable at PubNub; the vault value is not.
    expect(valueOf(world.services.forgetting.impact(id)).secretsOnlyHere).toBe(1);
    valueOf(await forget());
    expect(world.host.person.asked.at(-1)?.detail).toContain('1 secrets exist nowhere else');
  });

  it('counts the kept secret of a key that is gone at the provider', async () => {
    valueOf(await world.services.secrets.keep(world.secretPart(KEY).id));
    world.faults({
      path: '/api/app/keys',
      effect: {
        kind: 'rewrite',
        set: [
          { path: 'result.keys', value: [] },
          { path: 'result.total_keys', value: 0 },
        ],
      },
    });
    await world.sync();
    expect(world.key(KEY).status).toBe('gone');
    expect(valueOf(world.services.forgetting.impact(world.connection.id)).secretsOnlyHere).toBe(1);
  });

  it('the label is compared by main, and a refusal is recorded', async () => {
    expect(errorOf(await forget('something else'))).toEqual(conflict('typed-name-differs'));
    expect(world.host.person.asked).toEqual([]);
    expect(world.lastActivity).toMatchObject({
      action: 'connection.forgotten',
      outcome: 'refused',
    });
  });

  it('the person may say no, and then nothing happens', async () => {
    world.host.person.says = false;
    expect(errorOf(await forget())).toEqual({ kind: 'cancelled' });
    expect(world.rows()).toHaveLength(40);
    expect(world.heldItems('credential').size).toBe(1);
  });

  it('a refused one does not stop the sync that runs', async () => {
    valueOf(world.services.sync.start(world.connection.id));
    expect(errorOf(await forget('something else'))).toEqual(conflict('typed-name-differs'));
    await world.services.sync.settled(world.connection.id);
    expect(world.progress.state).toBe('completed');
  });

  it('a keychain that cannot remove anything is found out before anything is removed', async () => {
    valueOf(await world.services.secrets.keep(world.secretPart(KEY).id));
    world.host.keychain.setOutage('locked');
    expect(errorOf(await forget())).toEqual({ kind: 'keychain-unavailable', reason: 'locked' });
    world.host.keychain.setOutage(null);
    expect(world.rows()).toHaveLength(40);
    expect(valueOf(await world.services.secrets.reveal(world.secretPart(KEY).id)).secretValue).toBe(
      world.secretValueOf(KEY),
    );
  });
});

describe('while the question stands there', () => {
  const meanwhile = (action: () => Promise<unknown>): void => {
    const { person } = world.host;
    const ask = person.ask.bind(person);
    person.ask = async (question) => {
      person.ask = ask;
      await action();
      return ask(question);
    };
  };

  it('a rotation may begin, and then the account is not forgotten', async () => {
    meanwhile(async () => {
      const keyId = world.key(KEY).id;
      const { hash: planHash, marker } = valueOf(await world.services.rotations.plan(keyId));
      const destinations = [{ kind: 'copy' }] as const;
      valueOf(await world.services.rotations.start({ keyId, planHash, marker, destinations }));
    });
    expect(errorOf(await forget())).toEqual(conflict('rotation-open'));
    expect(world.rows().length).toBeGreaterThanOrEqual(40);
  });

  it('a secret may be kept that exists nowhere else: then the answer was about less', async () => {
    meanwhile(() =>
      world.services.vault.put({
        keyId: world.key(KEY).id,
        name: 'DB',
        secretValue: 'db-RKCANARY',
        intent: 'create',
      }),
    );
    expect(errorOf(await forget())).toEqual(conflict('changed-meanwhile'));
    expect([...world.heldItems('secret').values()]).toEqual(['db-RKCANARY']);
  });

  it('a sync may run: nothing of it is saved after the account is gone', async () => {
    meanwhile(() => {
      valueOf(world.services.sync.start(world.connection.id));
      return Promise.resolve();
    });
    const { id } = world.connection;
    valueOf(await forget());
    await world.services.sync.settled(id);
    expect(world.services.keys.list(0, 10)).toEqual({ rows: [], total: 0 });
    expect(world.services.sync.progress()).toEqual([]);
  });
});

describe('an account that is forgotten in the middle of a sync', () => {
  it('takes the pages along that were read but not saved yet', async () => {
    const { id, label } = world.connection;
    let forgotten: Promise<unknown> = Promise.resolve();
    let pages = 0;
    world.onRequest = ({ path }) => {
      if (!path.endsWith('/app/keys')) return;
      pages += 1;
      // Three pages of five have come: one more would make them be saved.
      if (pages === 5) forgotten = world.services.forgetting.forget(id, label);
    };
    valueOf(world.services.sync.start(id));
    await world.services.sync.settled(id);
    await forgotten;
    expect(world.services.connections.list()).toEqual([]);
    expect(world.services.keys.list(0, 10)).toEqual({ rows: [], total: 0 });
  });
});

describe('a forgotten account', () => {
  it('leaves nothing of itself in the keychain, and everything at the provider', async () => {
    valueOf(await world.services.secrets.keep(world.secretPart(KEY).id));
    const { mutations } = world.truth;
    const before = mutations.length;
    valueOf(await forget());
    expect(world.heldItems('secret').size).toBe(0);
    expect(world.heldItems('credential').size).toBe(0);
    expect(world.truth.mutations).toHaveLength(before);
    expect(world.services.connections.list()).toEqual([]);
    expect(world.lastActivity).toMatchObject({ action: 'connection.forgotten', outcome: 'done' });
  });

  it('whose items the keychain would not give up loses them at the next start', async () => {
    valueOf(await world.services.secrets.keep(world.secretPart(KEY).id));
    world.host.keychain.injectFault('remove', { kind: 'fails', reason: 'denied' });
    valueOf(await forget());
    expect(world.heldItems('secret').size + world.heldItems('credential').size).toBe(2);
    await world.restart();
    world.running.startBackgroundWork();
    await world.stop();
    expect(world.heldItems('secret').size + world.heldItems('credential').size).toBe(0);
  });

  it('that comes back is the same connection with the same keys, so that its history fits', async () => {
    const { id, label } = world.connection;
    const keyIds = new Map(world.rows().map((row) => [row.providerKeyId, row.id]));
    valueOf(await world.services.secrets.reveal(world.secretPart(KEY).id));
    valueOf(await forget());
    const again = valueOf(await world.connect({ label: 'A new label' }));
    expect(again).toMatchObject({ id, label: 'A new label', keyCount: 0, lastSyncAt: null });
    await world.sync();
    expect(new Map(world.rows().map((row) => [row.providerKeyId, row.id]))).toEqual(keyIds);
    const revealed = world.activity().find(({ action }) => action === 'secret.revealed');
    expect(revealed).toMatchObject({ connectionId: id, keyId: world.key(KEY).id });
    expect(label).not.toBe('A new label');
  });

  it('of the sandbox comes back as another one: the simulated account was thrown away', async () => {
    const [sandbox] = valueOf(await world.services.connections.connectSandbox());
    if (sandbox === undefined) throw new Error('The sandbox is connected');
    valueOf(await world.services.forgetting.forget(sandbox.id, sandbox.label));
    const [again] = valueOf(await world.services.connections.connectSandbox());
    expect(again?.id).not.toBe(sandbox.id);
  });
});
