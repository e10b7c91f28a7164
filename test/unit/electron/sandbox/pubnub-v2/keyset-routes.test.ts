import { describe, expect, it } from 'vitest';
import { at, isRefusal, TestAccount, type Answer } from './test-account.ts';

interface Draft {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly appId?: unknown;
  readonly publishKey?: unknown;
}

function create(account: TestAccount, draft: Draft, rest: object = {}): Promise<Answer> {
  const keyset = { name: 'made', type: 'testing', appId: account.app('Orders'), ...draft };
  return account.call('POST', '/keysets', { body: { keyset, ...rest } });
}

describe('creating a keyset', () => {
  it('answers with its secret key and the whole configuration, defaults included', async () => {
    const account = new TestAccount();
    const { status, json } = await create(
      account,
      { name: 'orders-new' },
      { config: { presence: { enabled: true } } },
    );
    expect(status).toBe(201);
    const truth = account.keyset('orders-new');
    const now = new Date(account.clock.now()).toISOString();
    expect(at(json, 'keyset')).toEqual({
      id: truth.id,
      name: 'orders-new',
      type: 'testing',
      appId: account.app('Orders'),
      publishKey: truth.publishKey,
      subscribeKey: truth.subscribeKey,
      createdAt: now,
      updatedAt: now,
      secretKeys: [{ secretKey: truth.secretKeys[0]!.secretKey, expiresAt: null }],
    });
    expect(truth.secretKeys[0]!.secretKey).toMatch(/^sec-c-[A-Za-z0-9]{5}RKCANARY[0-9a-f]{32}$/);
    expect(at(json, 'config')).toMatchObject({
      messagePersistence: { enabled: true, retention: 7 },
      streamController: { channelGroupLimit: 100 },
      presence: { enabled: true, announceMax: 20, interval: 10, debounce: 2 },
      files: { enabled: false, region: null },
    });
    expect(at(json, 'config')).toEqual(truth.config);
  });

  it('gives every keyset other strings', async () => {
    const account = new TestAccount();
    await create(account, { name: 'one' });
    await create(account, { name: 'two' });
    const [one, two] = [account.keyset('one'), account.keyset('two')];
    expect(one.subscribeKey).not.toBe(two.subscribeKey);
    expect(one.secretKeys[0]!.secretKey).not.toBe(two.secretKeys[0]!.secretKey);
  });

  it.each<readonly [string, Draft, object, number]>([
    ['no name', { name: undefined }, {}, 400],
    ['an empty name', { name: '' }, {}, 400],
    ['no type', { type: undefined }, {}, 400],
    ['a type of v1', { type: 1 }, {}, 400],
    ['an unknown type', { type: 'staging' }, {}, 400],
    ['an app that is a number', { appId: 71_340 }, {}, 400],
    ['an app that is no number', { appId: 'app_abc' }, {}, 400],
    ['an unknown app', { appId: '1' }, {}, 404],
    ['a field that the server sets', { publishKey: 'pub-c-x' }, {}, 400],
    ['an unknown field beside the keyset', {}, { owner: 1 }, 400],
    ['a configuration that is null', {}, { config: null }, 400],
  ])('is refused with %s', async (_what, draft, rest, status) => {
    const account = new TestAccount();
    expect(isRefusal(await create(account, draft, rest), status)).toBe(true);
    expect(account.saves).toBe(0);
  });

  it('needs a paid plan for production, and for a fourth keyset of any kind', async () => {
    const account = new TestAccount({ keys: 2 });
    account.tune({ plan: 'free' });
    const production = await create(account, { type: 'production' });
    expect(isRefusal(production, 403)).toBe(true);
    expect(at(production.json, 'message.0')).toMatch(/paid plan/);
    expect((await create(account, { name: 'third' })).status).toBe(201);
    const fourth = await create(account, { name: 'fourth' });
    expect(isRefusal(fourth, 403)).toBe(true);
    expect(at(fourth.json, 'message.0')).toMatch(/plan is limited to 3 keysets/);
    account.tune({ planErrorStatus: 400 });
    expect(isRefusal(await create(account, { name: 'fourth' }), 400)).toBe(true);
    account.tune({ plan: 'paid' });
    expect((await create(account, { name: 'fourth', type: 'production' })).status).toBe(201);
  });
});

describe('listing keysets', () => {
  it('gives all of the account in pages, and never a secret', async () => {
    const account = new TestAccount();
    const names: unknown[] = [];
    for (let page = 1; page <= 4; page += 1) {
      const { json } = await account.call('GET', `/keysets?page=${page}&limit=5`);
      expect(json).toMatchObject({ total: 19, page, limit: 5 });
      expect(JSON.stringify(json)).not.toMatch(/sec-c-|RKCANARY|config/);
      const keysets = at(json, 'keysets') as readonly { name: string }[];
      names.push(...keysets.map(({ name }) => name));
    }
    expect(names).toEqual(account.truth().keysets.map(({ name }) => name));
    const { json } = await account.call('GET', '/keysets');
    expect(at(json, 'keysets.length')).toBe(10);
  });

  it('does not filter by app', async () => {
    const account = new TestAccount();
    const path = `/keysets?appId=${account.app('Orders')}`;
    expect(isRefusal(await account.call('GET', path), 400)).toBe(true);
  });

  it('shows a new keyset later when tuned to, though it can be read at once', async () => {
    const account = new TestAccount();
    account.tune({ listLagMs: 1_000 });
    const { json } = await create(account, { name: 'late' });
    const total = async (): Promise<unknown> =>
      at((await account.call('GET', '/keysets')).json, 'total');
    expect(await total()).toBe(19);
    const id = at(json, 'keyset.id') as string;
    expect((await account.call('GET', `/keysets/${id}`)).status).toBe(200);
    await account.clock.advance(1_000);
    expect(await total()).toBe(20);
  });
});

describe('one keyset', () => {
  it('is read without secrets and without its configuration', async () => {
    const account = new TestAccount();
    const truth = account.keyset('orders-prod');
    const { json } = await account.call('GET', `/keysets/${truth.id}`);
    expect(Object.keys(json as object).sort()).toEqual([
      'appId',
      'createdAt',
      'id',
      'name',
      'publishKey',
      'subscribeKey',
      'type',
      'updatedAt',
    ]);
  });

  it('is renamed and moved to production, field by field', async () => {
    const account = new TestAccount();
    const { id } = account.keyset('orders-dev');
    const renamed = await account.call('PATCH', `/keysets/${id}`, { body: { name: 'orders-x' } });
    expect(renamed.json).toMatchObject({ id, name: 'orders-x', type: 'testing' });
    await account.call('PATCH', `/keysets/${id}`, { body: { type: 'production' } });
    expect(account.keyset('orders-x').type).toBe('production');
  });

  it('moves to production on a paid plan only; other changes are free', async () => {
    const account = new TestAccount();
    account.tune({ plan: 'free' });
    const { id } = account.keyset('orders-dev');
    const path = `/keysets/${id}`;
    expect(
      isRefusal(await account.call('PATCH', path, { body: { type: 'production' } }), 403),
    ).toBe(true);
    expect((await account.call('PATCH', path, { body: { name: 'x' } })).status).toBe(200);
    expect((await account.call('PATCH', path, { body: { type: 'testing' } })).status).toBe(200);
  });

  it.each([{}, { status: 0 }, { name: '' }, { appId: '1' }, { type: 'unset' }])(
    'is not changed by %j',
    async (body) => {
      const account = new TestAccount();
      const { id } = account.keyset('orders-dev');
      expect(isRefusal(await account.call('PATCH', `/keysets/${id}`, { body }), 400)).toBe(true);
      expect(account.saves).toBe(0);
    },
  );

  it('is gone from everywhere once deleted', async () => {
    const account = new TestAccount();
    const { id } = account.keyset('orders-dev');
    expect((await account.call('DELETE', `/keysets/${id}`)).json).toEqual({ success: true });
    for (const path of ['', '/config', '/secret-keys']) {
      expect(isRefusal(await account.call('GET', `/keysets/${id}${path}`), 404)).toBe(true);
    }
    expect(isRefusal(await account.call('DELETE', `/keysets/${id}`), 404)).toBe(true);
    expect(at((await account.call('GET', '/keysets')).json, 'total')).toBe(18);
  });

  it.each([
    ['/keysets/keyset_abc123', 400],
    ['/keysets/1', 404],
    ['/keysets/1/config?x=1', 400],
  ])('GET %s is refused with %i', async (path, status) => {
    expect(isRefusal(await new TestAccount().call('GET', path), status)).toBe(true);
  });
});
