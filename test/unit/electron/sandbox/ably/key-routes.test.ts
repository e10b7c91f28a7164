import { describe, expect, it } from 'vitest';
import { at, refusal, TestAccount, type Answer } from './test-account.ts';

const capability = { 'chat:*': ['subscribe', 'publish', 'publish'], '[queue]*': ['subscribe'] };

function create(account: TestAccount, body: unknown): Promise<Answer> {
  return account.call('POST', `/apps/${account.app('Chat')}/keys`, { body });
}

describe('the list of keys', () => {
  it('holds the whole key, revoked ones too, with times in milliseconds', async () => {
    const account = new TestAccount();
    const revoked = account.key('bots 2023');
    const { json } = await account.call('GET', account.keysPath({ appId: revoked.appId }));
    expect(at(json, 'length')).toBe(6);
    expect((json as { id: string }[]).find(({ id }) => id === revoked.id)).toEqual({
      ...{ appId: revoked.appId, id: revoked.id, name: 'bots 2023', status: 1 },
      key: `${revoked.appId}.${revoked.id}:${revoked.keySecret}`,
      capability: { 'chat:*': ['*'] },
      revocableTokens: false,
      created: revoked.createdAt,
      modified: expect.any(Number) as number,
    });
  });

  it('leaves out secrets, revoked keys and statuses where it is tuned to', async () => {
    const account = new TestAccount();
    const path = account.keysPath({ appId: account.app('Chat') });
    account.instance.tune({ listOmitsSecret: true, listsRevokedKeys: false, omitsKeyStatus: true });
    const { json } = await account.call('GET', path);
    expect(at(json, 'length')).toBe(5);
    expect(JSON.stringify(json)).not.toMatch(/RKCANARY|"status"/);
    const created = await create(account, { name: 'x', capability });
    expect(at(created.json, 'key')).toContain('RKCANARY');
  });

  it('lags behind a creation when tuned to', async () => {
    const account = new TestAccount();
    account.instance.tune({ listLagMs: 2_000 });
    await create(account, { name: 'late', capability });
    const isListed = async (): Promise<boolean> => {
      const { json } = await account.call('GET', `/apps/${account.app('Chat')}/keys`);
      return JSON.stringify(json).includes('"late"');
    };
    expect(await isListed()).toBe(false);
    await account.clock.advance(2_000);
    expect(await isListed()).toBe(true);
  });
});

describe('creating a key', () => {
  it('answers the key with its secret and sorted operations', async () => {
    const account = new TestAccount();
    const body = { name: 'n', capability, revocableTokens: true };
    const { status, json } = await create(account, body);
    expect(status).toBe(201);
    const appId = account.app('Chat');
    const id = at(json, 'id') as string;
    expect(json).toMatchObject({
      ...{ appId, name: 'n', status: 0, revocableTokens: true },
      capability: { 'chat:*': ['publish', 'subscribe'], '[queue]*': ['subscribe'] },
    });
    expect(id).toMatch(/^[\w-]{6}$/);
    expect(at(json, 'key')).toMatch(new RegExp(`^${appId}\\.${id}:RKCANARY[\\w-]{35}$`));
    expect(account.truth().mutations).toMatchObject([
      { kind: 'key-created', target: `${appId}.${id}` },
    ]);
  });

  it.each([
    ['no name', { capability }],
    ['an empty name', { name: '', capability }],
    ['no capability', { name: 'x' }],
    ['an empty capability', { name: 'x', capability: {} }],
    ['a resource without operations', { name: 'x', capability: { '*': [] } }],
    ['an unknown operation', { name: 'x', capability: { '*': ['publish', 'RKCANARY-op'] } }],
    ['a list as capability', { name: 'x', capability: ['publish'] }],
    ['a channel that begins with a bracket', { name: 'x', capability: { '[x]y': ['publish'] } }],
    ['a queue without a name', { name: 'x', capability: { '[queue]': ['subscribe'] } }],
    ['null for revocableTokens', { name: 'x', capability, revocableTokens: null }],
    ['an unknown field', { name: 'x', capability, status: 0 }],
  ])('is refused with %s', async (_what, body) => {
    const account = new TestAccount();
    const answer = await create(account, body);
    expect(answer).toMatchObject(refusal(400, 40_000));
    expect(JSON.stringify(answer.json)).not.toContain('RKCANARY');
    expect(account.truth().mutations).toEqual([]);
  });

  it('needs JSON of its type', async () => {
    const account = new TestAccount();
    const path = `/apps/${account.app('Chat')}/keys`;
    const send = (rawBody: string, headers = {}): Promise<Answer> =>
      account.call('POST', path, { rawBody, headers });
    expect(await send('{"name":"RKCANARY')).toMatchObject(refusal(400, 40_001));
    expect(await send('{}', { 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
    expect(await send(`"${'a'.repeat(1_100_000)}"`)).toMatchObject(refusal(413, 40_009));
  });

  it('is refused at the limit with 401, of all statuses; revoked keys do not count', async () => {
    const account = new TestAccount();
    account.instance.tune({ keyLimit: 19 });
    expect(await create(account, { name: 'x', capability })).toMatchObject({ status: 201 });
    expect(await create(account, { name: 'y', capability })).toMatchObject(refusal(401, 40_127));
    await account.call('POST', `${account.keysPath(account.key('moderation'))}/revoke`);
    expect(await create(account, { name: 'y', capability })).toMatchObject({ status: 201 });
  });

  it('is limited to a hundred keys', async () => {
    const account = new TestAccount({ keys: 80 });
    const { keys } = account.truth();
    const free = 100 - keys.filter(({ status }) => status === 0).length;
    for (let made = 0; made < free; made += 1) {
      expect(await create(account, { name: 'x', capability })).toMatchObject({ status: 201 });
    }
    expect(await create(account, { name: 'x', capability })).toMatchObject(refusal(401, 40_127));
  });
});

describe('changing a key', () => {
  it('replaces the whole capability and leaves what it does not name', async () => {
    const account = new TestAccount();
    const before = account.key('orders server');
    expect(before.id.startsWith('-')).toBe(true);
    const { status, json } = await account.call('PATCH', account.keysPath(before), {
      body: { capability: { 'orders:*': ['subscribe', 'publish'] } },
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      ...{ name: 'orders server', revocableTokens: true, key: before.key },
      ...{ created: before.createdAt, modified: account.clock.now() },
    });
    expect(at(json, 'capability')).toEqual({ 'orders:*': ['publish', 'subscribe'] });
  });

  it.each([[{}], [{ status: 1 }], [{ name: '' }], [{ capability: { '*': ['fly'] } }]])(
    'is refused with %j',
    async (body) => {
      const account = new TestAccount();
      const path = account.keysPath(account.key('ingest'));
      expect(await account.call('PATCH', path, { body })).toMatchObject(refusal(400, 40_000));
      expect(account.truth().mutations).toEqual([]);
    },
  );

  it('knows ids by case, and no revoked key', async () => {
    const account = new TestAccount();
    const key = account.key('ingest');
    const swapped = [...key.id]
      .map((letter) =>
        letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
      )
      .join('');
    const rename = (id: string, appId = key.appId): Promise<Answer> =>
      account.call('PATCH', account.keysPath({ appId, id }), { body: { name: 'z' } });
    expect(await rename(swapped)).toMatchObject(refusal(404, 40_400));
    const revoked = account.key('bots 2023');
    expect(await rename(revoked.id, revoked.appId)).toMatchObject(refusal(404, 40_400));
    expect(await rename(key.id)).toMatchObject({ status: 200 });
  });
});

describe('revoking a key', () => {
  it('answers 200 with nothing, keeps it in the list, and cannot be done twice', async () => {
    const account = new TestAccount();
    const key = account.key('orders server');
    const path = `${account.keysPath(key)}/revoke`;
    const answer = await account.call('POST', path);
    expect(answer).toMatchObject({ status: 200, json: null });
    expect(account.key('orders server').status).toBe(1);
    expect(await account.call('POST', path)).toMatchObject(refusal(404, 40_400));
    account.instance.tune({ secondRevokeStatus: 200 });
    expect(await account.call('POST', path)).toMatchObject({ status: 200, json: null });
    expect(account.truth().mutations).toMatchObject([{ kind: 'key-revoked', target: key.keyName }]);
  });

  it('takes no body', async () => {
    const account = new TestAccount();
    const path = `${account.keysPath(account.key('ingest'))}/revoke`;
    expect(await account.call('POST', path, { body: {} })).toMatchObject(refusal(400, 40_000));
    expect(account.key('ingest').status).toBe(0);
  });
});
