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

describe('revoking tokens', () => {
  const revoke = (
    account: TestAccount,
    key: KeyTruth,
    body: unknown,
    version?: string,
  ): Promise<Answer> =>
    account.use(key.key, 'POST', `/keys/${key.keyName}/revokeTokens`, {
      body,
      ...(version !== undefined && { headers: { 'x-ably-version': version } }),
    });

  it('ends the tokens of a client that were issued before, and no later ones', async () => {
    const account = new TestAccount();
    const key = account.key('chat token server');
    const issue = async (clientId: string): Promise<unknown> =>
      at((await requestToken(account, key, { clientId, ttl: 60_000 })).json, 'token');
    const bob = await issue('bob');
    const ann = await issue('ann');
    const now = account.clock.now();
    const answer = await revoke(account, key, { targets: ['clientId:bob'] });
    expect(answer).toMatchObject({
      status: 201,
      json: [{ target: 'clientId:bob', issuedBefore: now, appliesAt: now }],
    });
    expect(await bearerHistory(account, bob)).toMatchObject(wrappedRefusal(401, 40_141));
    expect((await bearerHistory(account, ann)).status).toBe(200);
    await account.clock.advance(1);
    expect((await bearerHistory(account, await issue('bob'))).status).toBe(200);
  });

  it('waits thirty seconds with the margin for renewal', async () => {
    const account = new TestAccount();
    const key = account.key('chat token server');
    const { json } = await requestToken(account, key, { clientId: 'bob', ttl: 60_000 });
    await revoke(account, key, { targets: ['clientId:bob'], allowReauthMargin: true });
    await account.clock.advance(29_999);
    expect((await bearerHistory(account, at(json, 'token'))).status).toBe(200);
    await account.clock.advance(1);
    expect((await bearerHistory(account, at(json, 'token'))).status).toBe(401);
  });

  it('answers partial failure with 400, and with counts from protocol version 3 on', async () => {
    const account = new TestAccount();
    const key = account.key('chat token server');
    const body = { targets: ['clientId:a', 'revocationKey:b', 'channel:c', 'nonsense'] };
    const old = await revoke(account, key, body);
    expect(old).toMatchObject(wrappedRefusal(400, 40_020));
    expect(at(old.json, 'batchResponse.length')).toBe(4);
    const counted = await revoke(account, key, body, '6');
    expect(counted).toMatchObject({
      status: 201,
      json: {
        successCount: 2,
        failureCount: 2,
        results: [{ target: 'clientId:a' }, {}, { error: { code: 40_163 } }, { error: {} }],
      },
    });
  });

  it.each([
    [400, 40_000, {}],
    [400, 40_000, { targets: [] }],
    [400, 40_000, { targets: Array.from({ length: 101 }, (_, index) => `clientId:${index}`) }],
    [400, 40_000, { targets: ['clientId:a'], color: 'red' }],
    [400, 40_001, { targets: ['clientId:a'], issuedBefore: Date.UTC(2026, 5, 15, 12) + 1 }],
    [400, 40_001, { targets: ['clientId:a'], issuedBefore: Date.UTC(2026, 5, 15, 11) - 1 }],
  ])('is refused with %i and %i for %j', async (status, code, body) => {
    const account = new TestAccount();
    const answer = await revoke(account, account.key('chat token server'), body);
    expect(answer).toMatchObject(wrappedRefusal(status, code));
    expect(account.truth().tokenRevocations).toEqual([]);
  });

  it('needs the key itself, and one whose tokens are revocable', async () => {
    const account = new TestAccount();
    const key = account.key('chat token server');
    const body = { targets: ['clientId:a'] };
    expect(await revoke(account, account.key('ingest'), body)).toMatchObject(
      wrappedRefusal(401, 40_164),
    );
    const foreign = { ...key, keyName: account.key('moderation').keyName };
    expect(await revoke(account, foreign, body)).toMatchObject(wrappedRefusal(401, 40_133));
    const path = `/keys/${key.keyName}/revokeTokens`;
    expect(await account.use(null, 'POST', path, { body })).toMatchObject(
      wrappedRefusal(401, 40_162),
    );
    const headers = { authorization: 'Bearer abc' };
    expect(await account.use(null, 'POST', path, { body, headers })).toMatchObject(
      wrappedRefusal(401, 40_162),
    );
  });
});
