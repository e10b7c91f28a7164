import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import type { ConnectionId } from '../../../shared/lib/ids.ts';
import { OtherAccount } from './other-account.ts';
import { errorOf, nextTurn, ServicesWorld, valueOf } from './services-world.ts';

const NAME = 'made-here';
const MEANWHILE = { kind: 'conflict', reason: 'changed-meanwhile' };

let world: ServicesWorld;

afterEach(async () => {
  await world.close();
});

const create = (connectionId: ConnectionId) => {
  const container = world.services.connections
    .containers()
    .find((one) => one.connectionId === connectionId);
  if (container === undefined) throw new Error('The account has apps');
  return world.services.keys.create({
    containerId: container.id,
    ...{ name: NAME, environment: 'testing', scope: null, isPublic: false },
  });
};

const heldSecrets = (): string[] => [...world.heldItems('secret').values()];

/** A promise that settles with `work`, and whether it has. */
function watched<T>(work: Promise<T>): { readonly done: Promise<T>; isDone: boolean } {
  const state = { done: work, isDone: false };
  const settle = (): void => {
    state.isDone = true;
  };
  work.then(settle, settle);
  return state;
}

/** A provider that shows the secret of a new key in the answer to its creation, and never again. */
describe('while a key with a secret that is shown once is being created', () => {
  let account: OtherAccount;

  beforeEach(async () => {
    account = await OtherAccount.connected('pubnub-v2');
    ({ world } = account);
  });

  const slowly: FaultRuleInput = {
    ...{ method: 'POST', path: '/v2/keysets' },
    effect: { kind: 'latency', ms: 10_000, when: 'after-commit' },
  };
  const forget = (id = account.connectionId, label = 'pubnub-v2') =>
    world.answered(world.services.forgetting.forget(id, label));

  function secretAtProvider(): string {
    const { keysets } = account.provider.instance.summary() as unknown as {
      keysets: readonly {
        readonly name: string;
        readonly secretKeys: readonly { readonly secretKey: string }[];
      }[];
    };
    const [secret] = keysets.find(({ name }) => name === NAME)?.secretKeys ?? [];
    if (secret === undefined) throw new Error(`No keyset ${NAME}`);
    return secret.secretKey;
  }

  /** The key exists at the provider, and the answer with its secret is on its way. */
  async function creationInFlight(...others: readonly FaultRuleInput[]) {
    account.faults(slowly, ...others);
    const creating = watched(create(account.connectionId));
    await world.host.clock.advanceAsync(1_000);
    expect(secretAtProvider()).toContain('RKCANARY');
    expect(creating.isDone).toBe(false);
    return creating;
  }

  describe('its account', () => {
    it('is not forgotten, and the secret comes into the keychain', async () => {
      const creating = await creationInFlight();
      const { forgetting } = world.services;
      expect(errorOf(await forgetting.forget(account.connectionId, 'pubnub-v2'))).toEqual(
        MEANWHILE,
      );
      expect(world.host.person.asked).toEqual([]);
      expect(world.lastActivity).toMatchObject({
        ...{ action: 'connection.forgotten', outcome: 'refused' },
      });
      expect(creating.isDone).toBe(false);
      expect(valueOf(await world.answered(creating.done)).summary.custody).toBe('in-keychain');
      expect(heldSecrets()).toEqual([secretAtProvider()]);
    });

    it('is forgotten afterwards, when the person was told that the secret goes with it', async () => {
      const creating = await creationInFlight();
      valueOf(await world.answered(creating.done));
      valueOf(await forget());
      expect(world.host.person.asked.at(-1)?.detail).toContain('1 secrets exist nowhere else');
      expect(heldSecrets()).toEqual([]);
      expect(world.services.connections.list()).toEqual([]);
    });

    it('is not forgotten either when the creation began while the question stood there', async () => {
      const { person } = world.host;
      const ask = person.ask.bind(person);
      let creating: Promise<unknown> = Promise.resolve();
      person.ask = async (question) => {
        const inFlight = await creationInFlight();
        creating = inFlight.done;
        return ask(question);
      };
      const { forgetting } = world.services;
      expect(errorOf(await forgetting.forget(account.connectionId, 'pubnub-v2'))).toEqual(
        MEANWHILE,
      );
      await world.answered(creating);
      expect(heldSecrets()).toEqual([secretAtProvider()]);
      expect(world.key(NAME).custody).toBe('in-keychain');
    });

    it('is not forgotten before the keychain has taken the secret', async () => {
      const { keychain } = world.host;
      const write = keychain.write.bind(keychain);
      const unlocked = Promise.withResolvers<undefined>();
      keychain.write = async (...item) => {
        await unlocked.promise;
        return write(...item);
      };
      const creating = watched(create(account.connectionId));
      await world.host.clock.advanceAsync(1_000);
      expect(world.key(NAME).name).toBe(NAME);
      expect(creating.isDone).toBe(false);
      expect(errorOf(await forget())).toEqual(MEANWHILE);
      unlocked.resolve(undefined);
      valueOf(await world.answered(creating.done));
      expect(heldSecrets()).toEqual([secretAtProvider()]);
    });

    it('holds up no other one', async () => {
      const [other] = valueOf(await world.services.connections.connectSandbox());
      if (other === undefined) throw new Error('The sandbox is connected');
      const creating = await creationInFlight();
      valueOf(await world.services.forgetting.forget(other.id, other.label));
      expect(creating.isDone).toBe(false);
      valueOf(await world.answered(creating.done));
      expect(heldSecrets()).toEqual([secretAtProvider()]);
    });
  });

  describe('quitting', () => {
    it('waits for the answer: the next start has the secret, also without a network', async () => {
      const creating = await creationInFlight();
      const stopping = watched(world.stop());
      await world.host.clock.advanceAsync(5_000);
      expect(stopping.isDone).toBe(false);
      await world.host.clock.advanceAsync(5_000);
      await stopping.done;
      expect(valueOf(await creating.done).summary.custody).toBe('in-keychain');
      expect(heldSecrets()).toEqual([secretAtProvider()]);
      expect(world.filesHolding(secretAtProvider())).toEqual([]);
      await world.start();
      const revealed = await world.services.secrets.reveal(world.secretPart(NAME).id);
      expect(valueOf(revealed).secretValue).toBe(secretAtProvider());
    });

    it('with a locked keychain keeps the secret sealed, and the next start brings it there', async () => {
      await creationInFlight();
      world.host.keychain.setOutage('locked');
      await world.answered(world.stop());
      expect(heldSecrets()).toEqual([]);
      expect(world.filesHolding(secretAtProvider())).toEqual([]);
      world.host.keychain.setOutage(null);
      await world.start();
      const part = world.secretPart(NAME);
      expect(valueOf(await world.services.secrets.reveal(part.id)).secretValue).toBe(
        secretAtProvider(),
      );
      world.running.startBackgroundWork();
      await vi.waitFor(() => {
        expect(world.key(NAME).custody).toBe('in-keychain');
      });
      expect(heldSecrets()).toEqual([secretAtProvider()]);
    });

    it('does not wait for ever for a keychain: the secret stays sealed until the next start', async () => {
      const { keychain } = world.host;
      const waiting = Promise.withResolvers<undefined>();
      const write = keychain.write.bind(keychain);
      keychain.write = async () => {
        await waiting.promise;
        return { kind: 'failed', reason: 'other' };
      };
      keychain.close = () => {
        waiting.resolve(undefined);
        return Promise.resolve();
      };
      const creating = create(account.connectionId);
      await world.host.clock.advanceAsync(1_000);
      await world.answered(world.stop());
      expect((await creating).ok).toBe(true);
      expect(world.host.clock.pendingTimers).toBe(0);
      expect(world.filesHolding(secretAtProvider())).toEqual([]);
      keychain.write = write;
      await world.start();
      const revealed = await world.services.secrets.reveal(world.secretPart(NAME).id);
      expect(valueOf(revealed).secretValue).toBe(secretAtProvider());
    });

    it('does not wait for ever for an answer, and what became of the request stays on record as unknown', async () => {
      account.faults({ ...slowly, effect: { kind: 'hang', when: 'after-commit' } });
      const creating = create(account.connectionId);
      await world.host.clock.advanceAsync(1_000);
      await world.answered(world.stop());
      expect(errorOf(await creating)).toMatchObject({ kind: 'outcome-unknown' });
      expect(world.host.clock.pendingTimers).toBe(0);
      await world.start();
      expect(world.lastActivity).toMatchObject({
        ...{ action: 'key.created', outcome: 'failed', subject: NAME },
        facts: { error: 'outcome-unknown' },
      });
      expect(account.writes()).toHaveLength(1);
    });
  });
});

/** A provider that answers a creation without the secret: one more read tells it. */
describe('while the secret of a key that was just created is being read', () => {
  beforeEach(async () => {
    world = await ServicesWorld.connected();
  });

  async function readInFlight() {
    const arrived = Promise.withResolvers<undefined>();
    const released = Promise.withResolvers<undefined>();
    world.onRequest = async ({ method, path }) => {
      if (method !== 'GET' || !/\/api\/keys\/\d+$/u.test(path)) return;
      arrived.resolve(undefined);
      await released.promise;
    };
    const creating = create(world.connection.id);
    await arrived.promise;
    return { creating, release: () => released.resolve(undefined) };
  }

  it('its account is not forgotten', async () => {
    const { creating, release } = await readInFlight();
    const { id, label } = world.connection;
    expect(errorOf(await world.services.forgetting.forget(id, label))).toEqual(MEANWHILE);
    release();
    expect(valueOf(await creating).summary.custody).toBe('in-keychain');
    expect(heldSecrets()).toEqual([world.secretValueOf(NAME)]);
    valueOf(await world.services.forgetting.forget(id, label));
  });

  it('quitting waits for it', async () => {
    const { creating, release } = await readInFlight();
    const stopping = watched(world.stop());
    for (let turn = 0; turn < 50; turn += 1) await nextTurn();
    expect(stopping.isDone).toBe(false);
    release();
    await stopping.done;
    expect(valueOf(await creating).summary.custody).toBe('in-keychain');
    expect(heldSecrets()).toEqual([world.secretValueOf(NAME)]);
    await world.start();
    expect(world.key(NAME).custody).toBe('in-keychain');
  });
});
