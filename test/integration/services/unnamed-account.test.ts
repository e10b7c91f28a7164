import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import type { Connection } from '../../../shared/connections/connection.ts';
import { OtherAccount } from './other-account.ts';
import { errorOf, valueOf, type ServicesWorld } from './services-world.ts';

const providerId = 'pubnub-v2';

/** An account that has apps is connected from the start; it is the only one that can be told. */
let account: OtherAccount;
let world: ServicesWorld;

beforeEach(async () => {
  account = await OtherAccount.connected(providerId);
  ({ world } = account);
});

afterEach(async () => {
  await world.close();
});

interface App {
  readonly id: string;
  readonly name: string;
}

const showing = (shown: readonly App[]): FaultRuleInput => ({
  ...{ method: 'GET', path: '/v2/apps' },
  effect: {
    kind: 'rewrite',
    set: [
      { path: 'apps', value: shown.map(({ id, name }) => ({ id, name })) },
      { path: 'total', value: shown.length },
    ],
  },
});

/** From now on the API key that is used belongs to an account with these apps. */
const apps = (...shown: readonly App[]): void => {
  account.faults(showing(shown));
};

const connect = async (label: string): Promise<Connection> => {
  const { baseUrl, dataPlaneUrl } = world.services.registry.find(providerId)!.descriptor.connect;
  const fields = account.provider.instance.signInSecrets;
  return valueOf(
    await world.services.connections.connect({ providerId, label, baseUrl, dataPlaneUrl, fields }),
  );
};

const signIn = ({ id }: Pick<Connection, 'id'>) =>
  world.services.connections.signIn(id, account.provider.instance.signInSecrets);

/** An account that was empty when it was connected and has one app since. */
async function grown(): Promise<{ connection: Connection; app: App }> {
  apps();
  const connection = await connect('Grown');
  const made = valueOf(await world.services.connections.createContainer(connection.id, 'First'));
  return { connection, app: { id: made.providerContainerId, name: made.name } };
}

const isRefused = async (connection: Pick<Connection, 'id'>): Promise<void> => {
  const before = new Map(world.heldItems('credential'));
  expect(errorOf(await signIn(connection))).toMatchObject({
    kind: 'invalid-input',
    issues: [expect.stringContaining('another account')],
  });
  expect(world.heldItems('credential')).toEqual(before);
};

describe('accounts that nothing tells apart', () => {
  it('are each connected as one of their own, and none loses its token', async () => {
    apps();
    const first = await connect('First');
    const second = await connect('Second');
    expect(second.id).not.toBe(first.id);
    expect(world.services.connections.list().map(({ label }) => label)).toEqual([
      ...['First', providerId, 'Second'],
    ]);
    expect(world.heldItems('credential').size).toBe(3);
    expect(valueOf(await signIn(first)).id).toBe(first.id);
    expect(world.heldItems('credential').size).toBe(3);
  });

  it('are not taken for one that is known', async () => {
    apps();
    await isRefused({ id: account.connectionId });
  });
});

describe('an account that can be told since it was connected', () => {
  it('takes its id when one of its apps is known', async () => {
    const { connection, app } = await grown();
    apps(app);
    expect(valueOf(await signIn(connection))).toMatchObject({
      ...{ id: connection.id, accountName: 'PubNub account First' },
    });
    expect((await connect('Again')).id).toBe(connection.id);
    apps({ id: '999999', name: 'Other' });
    await isRefused(connection);
  });

  it('takes its id when no app of it was known yet', async () => {
    apps();
    const connection = await connect('Empty');
    apps({ id: '999999', name: 'Other' });
    valueOf(await signIn(connection));
    expect((await connect('Again')).id).toBe(connection.id);
  });

  it('is not the one that has other apps, or none', async () => {
    const { connection } = await grown();
    apps({ id: '999999', name: 'Other' });
    await isRefused(connection);
    apps();
    await isRefused(connection);
  });

  it('is not the one that is connected already', async () => {
    apps();
    const connection = await connect('Empty');
    account.faults();
    await isRefused(connection);
    expect(world.services.connections.list()).toHaveLength(2);
  });

  it('keeps its token when its apps cannot be read', async () => {
    const { connection, app } = await grown();
    const refused: FaultRuleInput['effect'] = { kind: 'answer', status: 401 };
    account.faults({ path: '/v2/apps', skip: 1, effect: refused }, showing([app]));
    const before = new Map(world.heldItems('credential'));
    expect(errorOf(await signIn(connection))).toMatchObject({ kind: 'provider-forbidden' });
    expect(world.heldItems('credential')).toEqual(before);
  });

  it('goes to only one of two that sign in at the same time', async () => {
    apps();
    const [first, second] = [await connect('First'), await connect('Second')];
    apps({ id: '999999', name: 'Other' });
    const results = await Promise.all([signIn(first), signIn(second)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(world.heldItems('credential').size).toBe(3);
  });
});
