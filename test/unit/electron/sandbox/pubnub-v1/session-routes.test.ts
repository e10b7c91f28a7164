import { describe, expect, it } from 'vitest';
import { accountId, at, TestAccount } from './test-account.ts';

const dayMs = 86_400_000;

describe('signing in', () => {
  it('answers like the documented sample, with the account id and a token', async () => {
    const account = new TestAccount();
    const [owner] = account.truth().users;

    const answer = await account.signIn(owner?.email ?? '', owner?.passwordSecret ?? '');

    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      result: {
        role: 'user',
        status: 1,
        token: expect.stringMatching(/^sess-RKCANARY[0-9a-f]{40}$/) as string,
        user_id: 7301,
        user: { account_id: accountId, email: owner?.email, id: 7301, status: 4, deleted: 0 },
        user_roles: { roles: {} },
      },
    });
    expect(Object.keys(at(answer.json, 'result') as object)).not.toContain('expires');
  });

  it('tells when the session ends only where it is tuned to', async () => {
    const account = new TestAccount();
    expect(account.instance.tune({ signInShowsExpiry: true })).toEqual([]);
    const [owner] = account.truth().users;

    const { json } = await account.signIn(owner?.email ?? '', owner?.passwordSecret ?? '');

    const created = at(json, 'result.created') as number;
    expect(created).toBe(Math.floor(account.clock.now() / 1_000));
    expect(at(json, 'result.expires')).toBe(created + 2_592_000);
  });

  it.each([401, 403])(
    'refuses a wrong password with %i and repeats nothing of it',
    async (status) => {
      const account = new TestAccount();
      account.instance.tune({ wrongPasswordStatus: status });
      const [owner] = account.truth().users;

      const wrongPassword = await account.signIn(owner?.email ?? '', 'RKCANARY-wrong');
      const unknownUser = await account.signIn('nobody@larkspur.example', 'RKCANARY-wrong');

      expect(wrongPassword.status).toBe(status);
      expect(wrongPassword.json).toEqual({ error: true, message: 'Invalid email or password' });
      expect(unknownUser).toMatchObject({ status, json: wrongPassword.json });
    },
  );

  it.each([
    ['a missing field', { email: 'a@larkspur.example' }],
    ['a wrong type', { email: 'a@larkspur.example', password: 7 }],
    ['an unknown field', { email: 'a@larkspur.example', password: 'x', remember: true }],
    ['something that is no object', ['a']],
  ])('refuses %s with 400', async (_what, body) => {
    const answer = await new TestAccount().call('POST', '/me', { body, sessionSecret: null });
    expect(answer.status).toBe(400);
    expect(at(answer.json, 'error')).toBe(true);
  });

  it('refuses a body that is not JSON, of another type, or too large', async () => {
    const account = new TestAccount();
    const send = (rawBody: string, headers = {}): Promise<{ status: number }> =>
      account.call('POST', '/me', { rawBody, headers, sessionSecret: null });

    expect((await send('{"email":')).status).toBe(400);
    expect((await send('email=a', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send(`{"email":"${'a'.repeat(1_100_000)}"}`)).status).toBe(413);
  });

  it('never quotes a body that it cannot parse', async () => {
    const answer = await new TestAccount().call('POST', '/me', {
      rawBody: '{"password":"RKCANARY-quoted',
      sessionSecret: null,
    });
    expect(JSON.stringify(answer.json)).not.toContain('RKCANARY');
  });
});

describe('the session on every other call', () => {
  const calls: readonly (readonly [string, string])[] = [
    ['GET', `/apps?owner_id=${accountId}`],
    ['POST', '/apps'],
    ['GET', '/apps/1'],
    ['GET', '/app/keys?app_id=1&page=1&limit=1'],
    ['GET', '/keys?app_id=1'],
    ['POST', '/keys'],
    ['GET', '/keys/1'],
    ['PUT', '/keys/1'],
    ['GET', '/vault/sub-c-x/keys'],
    ['PUT', '/vault/sub-c-x/key/a'],
    ['DELETE', '/vault/sub-c-x/key/a'],
  ];

  it.each(calls)('%s %s without or with an unknown session is 401', async (method, path) => {
    const account = new TestAccount();
    const none = await account.call(method, path, { sessionSecret: null });
    const unknown = await account.call(method, path, { sessionSecret: 'sess-RKCANARYunknown' });
    expect([none.status, unknown.status]).toEqual([401, 401]);
  });

  it('ends after its lifetime on the given clock and not before', async () => {
    const account = new TestAccount();
    const sessionSecret = await account.openSession();
    const list = async (): Promise<number> =>
      (await account.call('GET', `/apps?owner_id=${accountId}`, { sessionSecret })).status;

    await account.clock.advance(30 * dayMs - 1);
    expect(await list()).toBe(200);
    await account.clock.advance(1);
    expect(await list()).toBe(401);
  });

  it('of a user who may only read answers changes with 403 and changes nothing', async () => {
    const account = new TestAccount();
    const sessionSecret = await account.openSession('reader');
    const keyset = account.keyset('orders-prod');
    const vault = `/vault/${keyset.subscribeKey}`;
    const change = { body: { status: 0 }, sessionSecret };

    expect((await account.call('GET', `/keys/${keyset.id}`, { sessionSecret })).status).toBe(200);
    expect((await account.call('GET', `${vault}/keys`, { sessionSecret })).status).toBe(200);
    expect((await account.call('PUT', `/keys/${keyset.id}`, change)).status).toBe(403);
    expect((await account.call('POST', '/keys', change)).status).toBe(403);
    expect((await account.call('POST', '/apps', change)).status).toBe(403);
    expect((await account.call('PUT', `${vault}/key/a`, change)).status).toBe(403);
    const remove = await account.call('DELETE', `${vault}/key/stripe_api_key`, { sessionSecret });
    expect(remove.status).toBe(403);
    expect(account.truth().mutations).toEqual([]);
  });

  it('answers calls that the vendor does not document with 405 or 404', async () => {
    const account = new TestAccount();
    const id = account.keyset('orders-prod').id;
    const status = async (method: string, path: string): Promise<number> =>
      (await account.call(method, path, method === 'GET' ? {} : { body: {} })).status;

    expect(await status('PUT', `/apps/${account.app('Orders')}`)).toBe(405);
    expect(await status('DELETE', `/apps/${account.app('Orders')}`)).toBe(405);
    expect(await status('DELETE', `/keys/${id}`)).toBe(405);
    expect(await status('PATCH', `/keys/${id}`)).toBe(405);
    expect(await status('GET', '/accounts')).toBe(404);
  });
});
