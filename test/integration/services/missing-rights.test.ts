import { afterEach, describe, expect, it } from 'vitest';
import { OtherAccount } from './other-account.ts';
import { errorOf, valueOf, type ServicesWorld } from './services-world.ts';

let account: OtherAccount;
let world: ServicesWorld;

afterEach(async () => {
  await world.close();
});

async function connected(providerId: string): Promise<void> {
  account = await OtherAccount.connected(providerId);
  ({ world } = account);
}

const connection = () => {
  const found = world.services.connections.list().find(({ id }) => id === account.connectionId);
  if (found === undefined) throw new Error('Connected');
  return found;
};

/** The right is taken away after everything was read; nothing of that ends a session. */
async function expectMissing(permission: string | null): Promise<void> {
  const { providerId } = connection();
  const forbidden = { kind: 'provider-forbidden', providerId, permission };
  for (const start of ['first', 'restarted']) {
    if (start === 'restarted') await account.restart();
    await account.sync();
    expect(connection()).toMatchObject({ signIn: 'signed-in', lastSyncError: forbidden });
  }
}

describe('a token of Ably that may no longer read keys', () => {
  it('lacks that right by its name and is still signed in, after a restart too', async () => {
    await connected('ably');
    const body = { message: 'Operation not permitted', code: 40_160, statusCode: 401, href: '' };
    account.faults({
      ...{ method: 'GET', path: '/v1/apps/*/keys' },
      effect: { kind: 'answer', status: 401, body },
    });
    await expectMissing('read:key');
  });
});

describe('an API key of PubNub v2', () => {
  it('that may no longer read keysets lacks that right and is still signed in', async () => {
    await connected('pubnub-v2');
    account.tune({ permissions: ['app:read'] });
    await expectMissing('keyset:read');
  });

  it('that may not read secret keys is not sent to sign in by a look at a key', async () => {
    await connected('pubnub-v2');
    const keyId = world.rows()[0]?.id;
    if (keyId === undefined) throw new Error('A keyset');
    valueOf(await world.answered(world.services.secretExpiry.look(keyId)));
    account.tune({ permissions: ['app:read', 'keyset:read'] });
    expect(errorOf(await world.answered(world.services.secretExpiry.look(keyId)))).toEqual({
      ...{ kind: 'provider-forbidden', providerId: 'pubnub-v2' },
      permission: 'keyset-secret:read',
    });
    expect(connection().signIn).toBe('signed-in');
  });

  it('that is refused with 401 asks to sign in', async () => {
    await connected('pubnub-v2');
    account.tune({ apiKeysExpireAt: 0 });
    await account.sync();
    expect(connection().signIn).toBe('needed');
  });
});

describe('what a credential may do', () => {
  const heldOf = (rights: readonly { readonly name: string; readonly isHeld: boolean | null }[]) =>
    Object.fromEntries(rights.map(({ name, isHeld }) => [name, isHeld]));
  const readOnly = {
    ...{ 'app:read': true, 'keyset:read': true, 'keyset-secret:read': false },
    ...{ 'app:write': null, 'keyset:write': null, 'keyset-secret:write': null },
  };

  it('is told by the test before an account is connected, which changes nothing', async () => {
    await connected('pubnub-v2');
    account.tune({ permissions: ['app:read', 'keyset:read'] });
    const { providerId, baseUrl, dataPlaneUrl } = connection();
    const fields = account.provider.instance.signInSecrets;
    const tested = await world.answered(
      world.services.connections.test({ providerId, baseUrl, dataPlaneUrl, fields }),
    );
    expect(heldOf(valueOf(tested).rights)).toEqual(readOnly);
    expect(account.writes()).toEqual([]);
  });

  it.each(['pubnub-v2', 'ably'])('is told of a connected account on demand: %s', async (id) => {
    await connected(id);
    const told = valueOf(
      await world.answered(world.services.connections.rights(account.connectionId)),
    );
    expect(told.length).toBeGreaterThan(5);
    expect(account.writes()).toEqual([]);
    expect(JSON.stringify(told)).not.toContain('RKCANARY');
  });

  it('is not offered where a session may do what its account may', async () => {
    await connected('pubnub-v1');
    expect(errorOf(await world.services.connections.rights(account.connectionId))).toEqual({
      ...{ kind: 'not-supported', operation: 'readRights' },
    });
  });
});
