import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  at,
  bearerHistory,
  requestToken,
  TestAccount,
  wrappedRefusal,
  type Answer,
  type KeyTruth,
} from './test-account.ts';

const history = (account: TestAccount, key: KeyTruth, channel = 'rekey-check'): Promise<Answer> =>
  account.use(key.key, 'GET', `/channels/${encodeURIComponent(channel)}/messages`);

describe('requesting a token', () => {
  it('proves a key, whatever its capability', async () => {
    const account = new TestAccount();
    for (const key of account.truth().keys.filter(({ status }) => status === 0)) {
      const { status, json } = await requestToken(account, key);
      expect(status).toBe(201);
      expect(json).toEqual({
        token: expect.stringMatching(new RegExp(`^${key.appId}\\.RKCANARY`)) as string,
        keyName: key.keyName,
        issued: account.clock.now(),
        expires: account.clock.now() + 1_000,
        capability: JSON.stringify(key.capability),
      });
    }
  });

  it.each([
    ['a revoked key', 'bots 2023', (key: KeyTruth) => key.key, 40_131],
    ['a wrong secret', 'ingest', (key: KeyTruth) => `${key.keyName}:RKCANARYwrong`, 40_101],
    ['a revoked key with a wrong secret', 'bots 2023', (key: KeyTruth) => `${key.key}x`, 40_101],
    ['no secret', 'ingest', (key: KeyTruth) => key.keyName, 40_101],
    ['an unknown key', 'ingest', (key: KeyTruth) => `${key.appId}.nobody:RKCANARY`, 40_130],
    ['an unknown app', 'ingest', (key: KeyTruth) => `nobody.${key.id}:RKCANARY`, 40_400],
    ['no key at all', 'ingest', () => 'RKCANARY', 40_005],
  ])('is refused to %s', async (_what, name, secretOf, code) => {
    const account = new TestAccount();
    const key = account.key(name);
    const answer = await requestToken(account, { ...key, key: secretOf(key) });
    expect(answer).toMatchObject(wrappedRefusal(401, code));
    expect(answer.headers.get('x-ably-errorcode')).toBe(String(code));
    expect(JSON.stringify(answer.json)).not.toContain('RKCANARY');
  });

  it.each([
    ['a capability it has not', 401, 40_160, { capability: '{"x":["publish"]}' }],
    ['a queue, with rights for channels', 401, 40_160, { capability: '{"[queue]q":["publish"]}' }],
    ['a capability that is not JSON', 400, 40_001, { capability: '{' }],
    ['an unknown operation', 400, 40_000, { capability: '{"*":["fly"]}' }],
    ['a ttl over a day', 400, 40_001, { ttl: 86_400_001 }],
    ['no timestamp', 400, 40_000, { timestamp: undefined }],
    ['a timestamp in seconds', 401, 40_104, { timestamp: 1_781_524_800 }],
    ['an unknown field', 400, 40_000, { color: 'red' }],
  ])('is refused for %s', async (_what, status, code, wish) => {
    const account = new TestAccount();
    const answer = await requestToken(account, account.key('ingest'), wish);
    expect(answer).toMatchObject(wrappedRefusal(status, code));
  });

  it('is refused for another key than the one that asks', async () => {
    const account = new TestAccount();
    const { keyName } = account.key('dashboards');
    const answer = await requestToken(account, { keyName, key: account.key('ingest').key });
    expect(answer).toMatchObject(wrappedRefusal(401, 40_101));
  });

  it('needs a body that repeats the path, and a protocol version it knows', async () => {
    const account = new TestAccount();
    const key = account.key('ingest');
    const wrong = await requestToken(account, key, { keyName: account.key('dashboards').keyName });
    expect(wrong).toMatchObject(wrappedRefusal(400, 40_000));
    const headers = { 'x-ably-version': 'latest' };
    const time = await account.use(null, 'GET', '/time', { headers });
    expect(time).toMatchObject(wrappedRefusal(400, 40_000));
  });

  it.each([
    [-120_000, 201],
    [120_000, 201],
    [-120_001, 401],
    [120_001, 401],
  ])('takes a clock that is %i ms off with %i', async (offset, status) => {
    const account = new TestAccount();
    const timestamp = account.clock.now() + offset;
    const answer = await requestToken(account, account.key('ingest'), { timestamp });
    expect(answer.status).toBe(status);
  });

  it('cuts a wish down to what the key may do', async () => {
    const account = new TestAccount();
    const capability = '{"*":["publish","history"],"orders:eu":["*"],"[queue]a":["subscribe"]}';
    const { json } = await requestToken(account, account.key('orders server'), { capability });
    expect(JSON.parse(at(json, 'capability') as string)).toEqual({
      '[queue]a': ['subscribe'],
      'orders:*': ['history', 'publish'],
      'orders:eu': ['history', 'publish', 'subscribe'],
    });
  });

  it.each([
    ['{"*":["publish"]}', '{"[queue]q":["publish"]}', null],
    ['{"*":["publish"]}', '{"[meta]m":["publish"]}', null],
    ['{"[*]*":["*"]}', '{"[meta]m":["publish"]}', '{"[meta]m":["publish"]}'],
    ['{"foo*":["publish"]}', '{"foobar":["publish"]}', null],
    ['{"foo:*":["publish"]}', '{"foo":["publish"]}', null],
    ['{"foo:*":["publish"]}', '{"foo:a:b":["publish"]}', '{"foo:a:b":["publish"]}'],
    ['{"foo:*:baz":["publish"]}', '{"foo:a:b:baz":["publish"]}', null],
    ['{"foo:*:baz":["publish"]}', '{"foo:a:baz":["publish"]}', '{"foo:a:baz":["publish"]}'],
  ])('a key with %s that is asked for %s gives %s', async (held, wanted, given) => {
    const account = new TestAccount();
    const appId = account.app('Chat');
    const body = { name: 'narrow', capability: JSON.parse(held) as unknown };
    await account.call('POST', `/apps/${appId}/keys`, { body });
    const answer = await requestToken(account, account.key('narrow'), { capability: wanted });
    if (given === null) expect(answer).toMatchObject(wrappedRefusal(401, 40_160));
    else expect(at(answer.json, 'capability')).toBe(given);
  });

  it('caps the life of revocable tokens at an hour', async () => {
    const account = new TestAccount();
    const ttl = 3_600_001;
    const revocable = await requestToken(account, account.key('orders server'), { ttl });
    expect(revocable).toMatchObject(wrappedRefusal(400, 40_001));
    expect(await requestToken(account, account.key('ingest'), { ttl })).toMatchObject({
      status: 201,
    });
  });

  it('takes a signed request in place of the secret', async () => {
    const account = new TestAccount();
    const key = account.key('ingest');
    const signed = (keySecret: string): Record<string, unknown> => {
      const timestamp = account.clock.now();
      const text = `${key.keyName}\n1000\n\nbob\n${String(timestamp)}\n0123456789abcdef\n`;
      const mac = createHmac('sha256', keySecret).update(text).digest('base64');
      return {
        keyName: key.keyName,
        ttl: 1_000,
        clientId: 'bob',
        timestamp,
        nonce: '0123456789abcdef',
        mac,
      };
    };
    const send = (body: unknown): Promise<Answer> =>
      account.use(null, 'POST', `/keys/${key.keyName}/requestToken`, { body });
    expect(await send(signed(key.keySecret))).toMatchObject({
      status: 201,
      json: { clientId: 'bob' },
    });
    expect(await send(signed('RKCANARYwrong'))).toMatchObject(wrappedRefusal(401, 40_101));
    expect(await send({ keyName: key.keyName, timestamp: account.clock.now() })).toMatchObject(
      wrappedRefusal(401, 40_101),
    );
  });
});

describe('revoking and creating, seen from the data plane', () => {
  it('ends a key and its tokens, later by the propagation delay', async () => {
    const account = new TestAccount();
    account.instance.tune({ revocationLagMs: 3_000 });
    const key = account.key('chat token server');
    const { json } = await requestToken(account, key, { ttl: 60_000 });
    const token = at(json, 'token');
    await account.call('POST', `${account.keysPath(key)}/revoke`);
    await account.clock.advance(2_999);
    expect((await requestToken(account, key)).status).toBe(201);
    expect((await bearerHistory(account, token)).status).toBe(200);
    await account.clock.advance(1);
    expect(await requestToken(account, key)).toMatchObject(wrappedRefusal(401, 40_131));
    expect(await bearerHistory(account, token)).toMatchObject(wrappedRefusal(401, 40_131));
    expect(await history(account, key, 'chat:1')).toMatchObject(wrappedRefusal(401, 40_131));
  });

  it('knows a new key later when tuned to, and no key of a disabled app', async () => {
    const account = new TestAccount();
    account.instance.tune({ activationLagMs: 2_000 });
    const appId = account.app('Chat');
    const body = { name: 'new', capability: { '*': ['publish'] } };
    await account.call('POST', `/apps/${appId}/keys`, { body });
    expect((await requestToken(account, account.key('new'))).status).toBe(401);
    await account.clock.advance(2_000);
    expect((await requestToken(account, account.key('new'))).status).toBe(201);
    await account.call('PATCH', `/apps/${appId}`, { body: { status: 'disabled' } });
    expect(await requestToken(account, account.key('new'))).toMatchObject(
      wrappedRefusal(401, 40_120),
    );
  });
});

describe('the harmless calls', () => {
  it('tell the time to anybody', async () => {
    const account = new TestAccount();
    expect(await account.use(null, 'GET', '/time')).toMatchObject({
      status: 200,
      json: [account.clock.now()],
    });
  });

  it('show an empty past to whoever may read it', async () => {
    const account = new TestAccount();
    expect(await history(account, account.key('orders server'), 'orders:1')).toMatchObject({
      status: 200,
      json: [],
    });
    expect(await history(account, account.key('orders server'), 'chat:1')).toMatchObject(
      wrappedRefusal(401, 40_160),
    );
    expect(await history(account, account.key('ingest'))).toMatchObject(
      wrappedRefusal(401, 40_160),
    );
  });

  it('refuse forged and expired tokens', async () => {
    const account = new TestAccount();
    const { json } = await requestToken(account, account.key('chat token server'));
    const token = at(json, 'token') as string;
    expect((await bearerHistory(account, token)).status).toBe(200);
    expect(await bearerHistory(account, `${token}x`)).toMatchObject(wrappedRefusal(401, 40_140));
    expect(await bearerHistory(account, 'RKCANARY')).toMatchObject(wrappedRefusal(401, 40_140));
    await account.clock.advance(1_000);
    expect(await bearerHistory(account, token)).toMatchObject(wrappedRefusal(401, 40_142));
  });

  it('are all there is: nothing can be published', async () => {
    const account = new TestAccount();
    const body = { name: 'a', data: 'b' };
    const key = account.key('orders server').key;
    expect(await account.use(key, 'POST', '/channels/a/messages', { body })).toMatchObject(
      wrappedRefusal(404, 40_400),
    );
  });
});
