import { describe, expect, it } from 'vitest';
import { at, refusal, TestAccount } from './test-account.ts';

const dayMs = 86_400_000;

describe('the access token', () => {
  it('is told with its capabilities and its end, beside user and account', async () => {
    const account = new TestAccount();
    const { status, json } = await account.call('GET', '/me');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      token: {
        name: 'Rekey',
        capabilities: expect.arrayContaining(['read:key', 'write:key', 'write:app']) as string[],
        expires_at: '2026-08-14T00:00:00.000Z',
        last_used_at: '2026-06-15T12:00:00.000Z',
      },
      user: { id: 73_012, email: 'robin@larkspur.example' },
      account: { id: account.truth().accountId, name: 'Larkspur' },
    });
    expect(JSON.stringify(json)).not.toContain('RKCANARY');
  });

  it.each([
    ['no token', null, 40_101],
    ['an unknown one', 'RKCANARY-unknown', 40_100],
  ])('is refused with 401 when it is %s', async (_what, tokenSecret, code) => {
    const answer = await new TestAccount().call('GET', '/me', { tokenSecret });
    expect(answer).toMatchObject(refusal(401, code));
  });

  it('ends at its time and not before', async () => {
    const account = new TestAccount();
    await account.clock.advance(59.5 * dayMs - 1);
    expect((await account.call('GET', '/me')).status).toBe(200);
    await account.clock.advance(1);
    expect(await account.call('GET', '/me')).toMatchObject(refusal(401, 40_142));
  });

  it.each([
    [401, 40_160],
    [403, 40_300],
  ])('without a capability is refused with %i and changes nothing', async (status, code) => {
    const account = new TestAccount();
    account.instance.tune({ forbiddenStatus: status });
    const { readOnlyAccessToken: tokenSecret, accountId } = account.truth();
    const key = account.key('ingest');
    const body = { name: 'x' };
    const attempts = [
      account.call('POST', `/accounts/${accountId}/apps`, { tokenSecret, body }),
      account.call('PATCH', `/apps/${key.appId}`, { tokenSecret, body }),
      account.call('DELETE', `/apps/${key.appId}`, { tokenSecret }),
      account.call('POST', account.keysPath({ appId: key.appId }), { tokenSecret, body }),
      account.call('PATCH', account.keysPath(key), { tokenSecret, body }),
      account.call('POST', `${account.keysPath(key)}/revoke`, { tokenSecret }),
    ];
    for (const answer of await Promise.all(attempts)) {
      expect(answer).toMatchObject(refusal(status, code));
    }
    expect(account.truth().mutations).toEqual([]);
    const list = await account.call('GET', account.keysPath({ appId: key.appId }), { tokenSecret });
    expect(list.status).toBe(200);
  });
});

describe('apps', () => {
  it('are a plain list with a status in words and times in milliseconds', async () => {
    const account = new TestAccount();
    const { json } = await account.call('GET', `/accounts/${account.truth().accountId}/apps`);
    expect(at(json, 'length')).toBe(4);
    expect(at(json, '2')).toMatchObject({
      id: account.app('Chat'),
      name: 'Chat',
      status: 'enabled',
      tlsOnly: false,
      created: expect.any(Number) as number,
    });
    expect(at(json, '2.created')).toBeGreaterThan(1_600_000_000_000);
  });

  it('are created, changed and deleted with everything in them', async () => {
    const account = new TestAccount();
    const path = `/accounts/${account.truth().accountId}/apps`;
    const created = await account.call('POST', path, { body: { name: 'Loyalty' } });
    expect(created).toMatchObject({ status: 201, json: { name: 'Loyalty', status: 'enabled' } });
    const appId = at(created.json, 'id') as string;
    await account.call('POST', account.keysPath({ appId }), {
      body: { name: 'k', capability: { '*': ['publish'] } },
    });

    const changed = await account.call('PATCH', `/apps/${appId}`, { body: { status: 'disabled' } });
    expect(changed).toMatchObject({ status: 200, json: { name: 'Loyalty', status: 'disabled' } });
    expect(await account.call('DELETE', `/apps/${appId}`)).toMatchObject({ status: 204 });
    expect(await account.call('GET', `/apps/${appId}/keys`)).toMatchObject(refusal(404, 40_400));
    expect(account.truth().keys.some((key) => key.appId === appId)).toBe(false);
    expect(account.truth().mutations.map(({ kind }) => kind)).toEqual([
      ...['app-created', 'key-created', 'app-changed', 'app-deleted'],
    ]);
  });

  it.each([
    [{}],
    [{ name: ' ' }],
    [{ name: 7 }],
    [{ name: 'x', color: 'red' }],
    [{ name: 'x', tlsOnly: 1 }],
    [['x']],
  ])('are not created from %j', async (body) => {
    const account = new TestAccount();
    const answer = await account.call('POST', `/accounts/${account.truth().accountId}/apps`, {
      body,
    });
    expect(answer).toMatchObject(refusal(400, 40_000));
    expect(account.truth().mutations).toEqual([]);
  });

  it('show the queues and namespaces that a key can be restricted to', async () => {
    const account = new TestAccount();
    const appId = account.app('Orders (production)');
    const queues = await account.call('GET', `/apps/${appId}/queues`);
    const namespaces = await account.call('GET', `/apps/${appId}/namespaces`);
    expect(at(queues.json, '0')).toMatchObject({
      ...{ id: `${appId}:us-east-1-a:orders`, appId, name: 'orders' },
      amqp: { queueName: `${appId}-orders` },
    });
    expect(at(namespaces.json, '0')).toMatchObject({ id: 'orders', persisted: true });
    const chat = await account.call('GET', `/apps/${account.app('Chat')}/queues`);
    expect(chat.json).toEqual([]);
  });

  it.each([
    ['GET', '/accounts/other/apps', 404, 40_400],
    ['GET', '/apps/nowhere/queues', 404, 40_400],
    ['GET', '/apps/nowhere/namespaces', 404, 40_400],
    ['GET', '/apps/nowhere/keys', 404, 40_400],
    ['DELETE', '/apps/nowhere', 404, 40_400],
    ['GET', '/me?verbose=1', 400, 40_000],
    ['GET', '/rules', 404, 40_400],
    ['PUT', '/me', 405, 40_500],
  ])('%s %s is refused with %i', async (method, path, status, code) => {
    expect(await new TestAccount().call(method, path)).toMatchObject(refusal(status, code));
  });
});
