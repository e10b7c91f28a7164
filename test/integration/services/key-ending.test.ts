import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OtherAccount } from './other-account.ts';
import { errorOf, valueOf, type ServicesWorld } from './services-world.ts';

const KEY = 'moderation';
const REVOKE = '/v1/apps/*/keys/*/revoke';

let account: OtherAccount;
let world: ServicesWorld;

beforeEach(async () => {
  account = await OtherAccount.connected('ably');
  ({ world } = account);
});

afterEach(async () => {
  await world.close();
});

const revoke = () => world.answered(world.services.keys.end(world.key(KEY).id, 'revoke', KEY));

/** Another admin was faster. */
async function revokeElsewhere(): Promise<void> {
  const [appId, keyId] = world.key(KEY).providerKeyId.split('.');
  const { admin, signInSecrets } = account.provider.instance;
  const response = await admin(
    new Request(`https://ably.sandbox.invalid/v1/apps/${appId ?? ''}/keys/${keyId ?? ''}/revoke`, {
      method: 'POST',
      headers: { authorization: `Bearer ${signInSecrets['accessToken'] ?? ''}` },
    }),
  );
  expect(response.status).toBe(200);
}

describe('a key that the provider does not find when it is to be ended', () => {
  it('is ended where a look shows it as ended', async () => {
    await revokeElsewhere();
    expect(valueOf(await revoke()).summary.status).toBe('ended');
    expect(world.lastActivity).toMatchObject({ action: 'key.revoked', outcome: 'done' });
  });

  it('is ended where a fresh and complete list no longer has it', async () => {
    account.tune({ listsRevokedKeys: false });
    await revokeElsewhere();
    expect(valueOf(await revoke()).summary.status).toBe('ended');
    expect(world.lastActivity).toMatchObject({ action: 'key.revoked', outcome: 'done' });
  });

  it('stays active, with words of its own, where it is still listed as active', async () => {
    account.faults({ method: 'POST', path: REVOKE, effect: { kind: 'answer', status: 404 } });
    expect(errorOf(await revoke())).toEqual({
      ...{ kind: 'provider-rejected', providerId: 'ably', message: null },
      code: 'key-unknown-but-enabled',
    });
    expect(world.key(KEY).status).toBe('active');
    expect(world.lastActivity).toMatchObject({ action: 'key.revoked', outcome: 'failed' });
  });

  it('is called neither where the look fails', async () => {
    account.faults(
      { method: 'POST', path: REVOKE, effect: { kind: 'answer', status: 404 } },
      { method: 'GET', path: '/v1/apps/*/keys', effect: { kind: 'offline' } },
    );
    expect(errorOf(await revoke())).toMatchObject({ kind: 'outcome-unknown' });
    expect(world.key(KEY).status).toBe('unknown');
  });
});
