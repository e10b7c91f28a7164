import { describe, expect, it } from 'vitest';
import { at, isRefusal, TestAccount } from './test-account.ts';

describe('apps', () => {
  it('are listed in pages of ten unless asked otherwise', async () => {
    const account = new TestAccount();
    for (let index = 0; index < 9; index += 1) {
      await account.call('POST', '/apps', { body: { name: `app ${index}` } });
    }
    const first = await account.call('GET', '/apps');
    expect(first.json).toMatchObject({ total: 13, page: 1, limit: 10 });
    expect(at(first.json, 'apps.length')).toBe(10);
    const second = await account.call('GET', '/apps?page=2');
    expect(at(second.json, 'apps.length')).toBe(3);
    const third = await account.call('GET', '/apps?page=3&limit=5');
    expect(third.json).toMatchObject({ total: 13, page: 3, limit: 5 });
    expect(at(third.json, 'apps.length')).toBe(3);
    const beyond = await account.call('GET', '/apps?page=9');
    expect(beyond.json).toEqual({ apps: [], total: 13, page: 9, limit: 10 });
  });

  it.each(['page=0', 'page=x', 'limit=0', 'limit=101', 'limit=1.5', 'page=1&page=1', 'sort=name'])(
    'are not listed for ?%s',
    async (query) => {
      expect(isRefusal(await new TestAccount().call('GET', `/apps?${query}`), 400)).toBe(true);
    },
  );

  it('are created, read, renamed and deleted', async () => {
    const account = new TestAccount();
    const created = await account.call('POST', '/apps', { body: { name: 'Loyalty' } });
    expect(created.status).toBe(201);
    const now = new Date(account.clock.now()).toISOString();
    const id = at(created.json, 'id') as string;
    expect(created.json).toEqual({ id, name: 'Loyalty', createdAt: now, updatedAt: now });
    expect(id).toMatch(/^\d+$/);
    await account.clock.advance(5_000);
    const renamed = await account.call('PATCH', `/apps/${id}`, { body: { name: 'Rewards' } });
    expect(renamed.json).toMatchObject({ name: 'Rewards', createdAt: now });
    expect(at(renamed.json, 'updatedAt')).not.toBe(now);
    expect((await account.call('GET', `/apps/${id}`)).json).toEqual(renamed.json);
    expect((await account.call('DELETE', `/apps/${id}`)).json).toEqual({ success: true });
    expect(isRefusal(await account.call('GET', `/apps/${id}`), 404)).toBe(true);
    expect(account.truth().mutations.map(({ kind }) => kind)).toEqual([
      'app-created',
      'app-changed',
      'app-deleted',
    ]);
  });

  it('with keysets are not deleted', async () => {
    const account = new TestAccount();
    expect(isRefusal(await account.call('DELETE', `/apps/${account.app('Orders')}`), 400)).toBe(
      true,
    );
    expect(account.keyset('orders-prod').name).toBe('orders-prod');
  });

  it.each([
    ['no name', {}],
    ['an empty name', { name: ' ' }],
    ['a name that is no text', { name: 7 }],
    ['an unknown field', { name: 'x', owner_id: 1 }],
    ['a list', []],
  ])('are not created with %s', async (_what, body) => {
    const account = new TestAccount();
    expect(isRefusal(await account.call('POST', '/apps', { body }), 400)).toBe(true);
    expect(account.saves).toBe(0);
  });

  it.each(['', '{', 'null', `"${'x'.repeat(1_100_000)}"`])(
    'are not created with a broken body',
    async (rawBody) => {
      const account = new TestAccount();
      expect(isRefusal(await account.call('POST', '/apps', { rawBody }), 400)).toBe(true);
    },
  );

  it.each([
    ['/apps/x', 400],
    ['/apps/-1', 400],
    ['/apps/1', 404],
    ['/apps/1?page=1', 400],
  ])('GET %s is refused with %i', async (path, status) => {
    expect(isRefusal(await new TestAccount().call('GET', path), status)).toBe(true);
  });
});
