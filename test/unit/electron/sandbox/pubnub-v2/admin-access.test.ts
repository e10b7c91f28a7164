import { describe, expect, it } from 'vitest';
import { at, isRefusal, TestAccount } from './test-account.ts';

const calls: readonly (readonly [method: string, path: string, permissions: readonly string[]])[] =
  [
    ['GET', '/apps', ['app:read']],
    ['POST', '/apps', ['app:write']],
    ['GET', '/apps/1', ['app:read']],
    ['PATCH', '/apps/1', ['app:write']],
    ['DELETE', '/apps/1', ['app:write']],
    ['GET', '/keysets', ['keyset:read']],
    ['POST', '/keysets', ['keyset:write', 'keyset-secret:read']],
    ['GET', '/keysets/1', ['keyset:read']],
    ['PATCH', '/keysets/1', ['keyset:write']],
    ['DELETE', '/keysets/1', ['keyset:write']],
    ['GET', '/keysets/1/config', ['keyset:read']],
    ['PATCH', '/keysets/1/config', ['keyset:write']],
    ['GET', '/keysets/1/secret-keys', ['keyset-secret:read']],
    ['POST', '/keysets/1/secret-keys', ['keyset-secret:write']],
    ['PATCH', '/keysets/1/secret-keys/sec-c-abcde', ['keyset-secret:write']],
    ['DELETE', '/keysets/1/secret-keys/sec-c-abcde', ['keyset-secret:write']],
  ];
const all = [...new Set(calls.flatMap(([, , permissions]) => permissions))];

describe('the API key', () => {
  it('is sent as it is, without Bearer', async () => {
    const account = new TestAccount();
    const { apiKey } = account.truth();
    expect(apiKey).toMatch(/^si_[0-9a-f]{8}RKCANARY[0-9a-f]{32}$/);
    expect((await account.call('GET', '/apps')).status).toBe(200);
    const bearer = { headers: { authorization: `Bearer ${apiKey}` } };
    expect(isRefusal(await account.call('GET', '/apps', bearer), 401)).toBe(true);
  });

  it.each([null, '', 'si_unknown', 'x'.repeat(500)])('is refused when it is %j', async (value) => {
    const account = new TestAccount();
    const answer = await account.call('GET', '/apps', { headers: { authorization: value } });
    expect(isRefusal(answer, 401)).toBe(true);
  });

  it('stops at its expiry', async () => {
    const account = new TestAccount();
    account.tune({ apiKeysExpireAt: account.clock.now() + 1_000 });
    expect((await account.call('GET', '/apps')).status).toBe(200);
    await account.clock.advance(1_000);
    expect(isRefusal(await account.call('GET', '/apps'), 401)).toBe(true);
  });

  it('that may only read changes nothing and reads everything', async () => {
    const account = new TestAccount();
    const headers = { authorization: account.truth().readOnlyApiKey };
    const { id } = account.keyset('orders-prod');
    for (const path of ['/apps', '/keysets', `/keysets/${id}/secret-keys`]) {
      expect((await account.call('GET', path, { headers })).status).toBe(200);
    }
    const answer = await account.call('DELETE', `/keysets/${id}`, { headers });
    expect(isRefusal(answer, 403)).toBe(true);
    expect(account.truth().mutations).toEqual([]);
  });
});

describe('permissions', () => {
  it.each(calls)('%s %s needs %j and each of them', async (method, path, needed) => {
    const account = new TestAccount();
    for (const lacking of needed) {
      account.tune({ permissions: all.filter((name) => name !== lacking) });
      const answer = await account.call(method, path, { body: method === 'GET' ? undefined : {} });
      expect(isRefusal(answer, 403)).toBe(true);
      expect(at(answer.json, 'message')).toEqual([`Missing permission: ${lacking}`]);
    }
    account.tune({ permissions: needed });
    const answer = await account.call(method, path, { body: method === 'GET' ? undefined : {} });
    expect([401, 403]).not.toContain(answer.status);
  });
});

describe('the other headers', () => {
  it.each([null, '', '2026-03-24', '2026-3-23', 'latest', 'v2'])(
    'PubNub-Version %j is refused',
    async (version) => {
      const headers = { 'pubnub-version': version };
      const answer = await new TestAccount().call('GET', '/apps', { headers });
      expect(isRefusal(answer, 400)).toBe(true);
    },
  );

  it.each([
    ...['2025-11-01', '2025-11-15', '2026-02-09', '2026-03-01', '2026-03-23', '2026-05-26'],
    '2026-09-03',
  ])('PubNub-Version %s is taken', async (version) => {
    const headers = { 'pubnub-version': version };
    expect((await new TestAccount().call('GET', '/apps', { headers })).status).toBe(200);
  });

  it.each([null, 'text/plain', 'application/jsonp'])('Content-Type %j is refused', async (type) => {
    const answer = await new TestAccount().call('GET', '/apps', {
      headers: { 'content-type': type },
    });
    expect(isRefusal(answer, 400)).toBe(true);
  });
});

describe('what is not offered', () => {
  it.each([
    ['PUT', '/apps/1'],
    ['DELETE', '/keysets'],
    ['PUT', '/keysets/1/config'],
    ['GET', '/keysets/1/secret-keys/sec-c-abcde'],
    ['GET', '/faas/kv/secrets'],
    ['GET', '/me'],
  ])('%s %s is not found', async (method, path) => {
    expect(isRefusal(await new TestAccount().call(method, path), 404)).toBe(true);
  });
});
