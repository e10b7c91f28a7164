import { describe, expect, it } from 'vitest';
import { accountId, at, TestAccount } from './test-account.ts';

const listed = (json: unknown): readonly { readonly id: number }[] =>
  at(json, 'result.keys') as readonly { readonly id: number }[];

describe('apps', () => {
  it('are listed with a total and, without no_keys, with their keys and secrets', async () => {
    const account = new TestAccount();

    const bare = await account.call('GET', `/apps?owner_id=${accountId}&no_keys=1`);
    const full = await account.call('GET', `/apps?owner_id=${accountId}`);

    expect(at(bare.json, 'total')).toBe(5);
    expect(at(bare.json, 'result.0')).toEqual({
      created: expect.any(Number) as number,
      dates: { stats_channel: { created: expect.any(Number) as number, modified: null } },
      id: account.app('Orders'),
      modified: null,
      name: 'Orders',
      owner_id: accountId,
      properties: { stats_channel: expect.any(String) as string },
      status: 1,
    });
    expect(JSON.stringify(bare.json)).not.toContain('sec-c-');
    expect(at(full.json, 'result.0.keys.length')).toBe(9);
    expect(at(full.json, 'result.0.keys.0.secret_key')).toMatch(/^sec-c-\w{5}RKCANARY/);
  });

  it.each([
    ['/apps', 400],
    ['/apps?owner_id=mine', 400],
    [`/apps?owner_id=${accountId}&owner_id=${accountId}`, 400],
    [`/apps?owner_id=${accountId}&page=1`, 400],
    [`/apps?owner_id=${accountId}&no_keys=yes`, 400],
    ['/apps?owner_id=1', 403],
    ['/apps/999', 404],
    ['/apps/x', 400],
    ['/apps/999?keys=1', 400],
  ])('GET %s is refused with %i', async (path, status) => {
    const answer = await new TestAccount().call('GET', path);
    expect(answer.status).toBe(status);
    expect(answer.json).toEqual({ error: true, message: expect.any(String) as string });
  });

  it('are read one by one, with and without keys', async () => {
    const account = new TestAccount();
    const id = account.app('Chat');

    const bare = await account.call('GET', `/apps/${id}?no_keys=1`);
    const full = await account.call('GET', `/apps/${id}`);

    expect(at(bare.json, 'result')).toMatchObject({ id, name: 'Chat' });
    expect(at(bare.json, 'result.keys')).toBeUndefined();
    expect(at(full.json, 'result.keys.length')).toBe(9);
  });

  it('are created and then listed', async () => {
    const account = new TestAccount();

    const created = await account.call('POST', '/apps', {
      body: { owner_id: accountId, name: 'Loyalty', create_demo_key: false },
    });

    expect(created.status).toBe(200);
    const id = at(created.json, 'result.id') as number;
    expect(at(created.json, 'result')).toMatchObject({ name: 'Loyalty', owner_id: accountId });
    const list = await account.call('GET', `/app/keys?app_id=${id}&page=1&limit=10`);
    expect(list.json).toEqual({ result: { keys: [], total_keys: 0 } });
    expect(account.truth().mutations).toMatchObject([{ kind: 'app-created', target: id }]);
  });

  it.each([
    ['no name', { owner_id: accountId }, 400],
    ['an empty name', { owner_id: accountId, name: '  ' }, 400],
    ['no owner', { name: 'x' }, 400],
    ['an owner that is text', { owner_id: String(accountId), name: 'x' }, 400],
    ['an unknown field', { owner_id: accountId, name: 'x', color: 'red' }, 400],
    ['a demo key', { owner_id: accountId, name: 'x', create_demo_key: true }, 400],
    ["somebody else's account", { owner_id: 1, name: 'x' }, 403],
  ])('are not created with %s', async (_what, body, status) => {
    const account = new TestAccount();
    expect((await account.call('POST', '/apps', { body })).status).toBe(status);
    expect(account.truth().mutations).toEqual([]);
  });
});

describe('the paged list of keys', () => {
  it('gives every key exactly once, in the order of creation', async () => {
    const account = new TestAccount();
    const appId = account.app('Orders');
    const ids: number[] = [];
    for (let page = 1; page <= 5; page += 1) {
      const { json } = await account.call('GET', `/app/keys?app_id=${appId}&page=${page}&limit=2`);
      expect(at(json, 'result.total_keys')).toBe(9);
      ids.push(...listed(json).map((keyset) => keyset.id));
    }
    const truth = account.truth().keysets.filter((keyset) => keyset.appId === appId);
    expect(ids).toEqual(truth.map((keyset) => keyset.id));
  });

  it('shows the three key strings and the times in seconds', async () => {
    const account = new TestAccount();
    const truth = account.keyset('orders-prod');
    const path = `/app/keys?app_id=${truth.appId}&page=1&limit=100`;
    const { json } = await account.call('GET', path);
    const shown = listed(json).find((keyset) => keyset.id === truth.id);
    expect(shown).toEqual({
      id: truth.id,
      app_id: truth.appId,
      type: 1,
      status: 1,
      publish_key: truth.publishKey,
      subscribe_key: truth.subscribeKey,
      secret_key: truth.secretKey,
      properties: truth.properties,
      created: Math.floor(truth.createdAt / 1_000),
      modified: expect.any(Number) as number,
      expires: null,
      product_id: 1,
    });
  });

  it.each([
    [1, 'first next'],
    [2, 'first prev next'],
    [5, 'first prev'],
    [6, 'first prev'],
    [7, 'first'],
  ])('links page %i of 5 to %s', async (page, relations) => {
    const account = new TestAccount();
    const appId = account.app('Orders');
    const { headers } = await account.call('GET', `/app/keys?app_id=${appId}&page=${page}&limit=2`);
    const link = headers.get('link') ?? '';
    const found = [...link.matchAll(/<[^>]*>; rel="(\w+)"/g)].map((match) => match[1]);
    expect(found.join(' ')).toBe(relations);
  });

  it('separates links with semicolons, ends with one, and knows no commas', async () => {
    const account = new TestAccount();
    const appId = account.app('Orders');
    const { headers } = await account.call('GET', `/app/keys?app_id=${appId}&page=2&limit=1`);
    const base = `https://pubnub-v1.sandbox.invalid/api/app/keys?app_id=${appId}`;
    expect(headers.get('link')).toBe(
      `<${base}&page=1&limit=1>; rel="first";` +
        `<${base}&page=1&limit=1>; rel="prev";` +
        `<${base}&page=3&limit=1>; rel="next";`,
    );
  });

  it.each([
    '/app/keys?page=1&limit=10',
    '/app/keys?app_id=35610&limit=10',
    '/app/keys?app_id=35610&page=1',
    '/app/keys?app_id=35610&page=0&limit=10',
    '/app/keys?app_id=35610&page=1&limit=0',
    '/app/keys?app_id=35610&page=-1&limit=10',
    '/app/keys?app_id=35610&page=1.5&limit=10',
    '/app/keys?app_id=x&page=1&limit=10',
    '/app/keys?app_id=35610&page=1&limit=10&sort=name',
  ])('refuses %s', async (path) => {
    expect((await new TestAccount().call('GET', path)).status).toBe(400);
  });

  it('of an unknown app is 404', async () => {
    const answer = await new TestAccount().call('GET', '/app/keys?app_id=1&page=1&limit=1');
    expect(answer.status).toBe(404);
  });

  it('lags behind a creation when tuned to, while reading by id does not', async () => {
    const account = new TestAccount();
    account.instance.tune({ listLagMs: 5_000 });
    const appId = account.app('Orders');
    const created = await account.call('POST', '/keys', {
      body: { app_id: appId, type: 0, properties: { name: 'late' } },
    });
    const id = at(created.json, 'result.id') as number;
    const total = async (): Promise<unknown> =>
      at(
        (await account.call('GET', `/app/keys?app_id=${appId}&page=1&limit=100`)).json,
        'result.total_keys',
      );
    const inPlainList = async (): Promise<boolean> =>
      JSON.stringify((await account.call('GET', `/keys?app_id=${appId}`)).json).includes('"late"');

    expect(await total()).toBe(9);
    expect(await inPlainList()).toBe(false);
    expect((await account.call('GET', `/keys/${id}`)).status).toBe(200);
    await account.clock.advance(5_000);
    expect(await total()).toBe(10);
    expect(await inPlainList()).toBe(true);
  });

  it('is spread over all apps when there are ten thousand keys, in a hundred full pages', () => {
    const account = new TestAccount({ keys: 10_000 });
    const { apps, keysets } = account.truth();
    const sizes = apps.map((app) => keysets.filter((keyset) => keyset.appId === app.id).length);
    expect(sizes).toEqual([2_000, 2_000, 2_000, 2_000, 2_000]);
  });
});
