import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { at, TestAccount, toAnswer, type Answer, type KeysetTruth } from './test-account.ts';

const origin = 'https://data.pubnub-v2.sandbox.invalid';
const body = JSON.stringify({
  ttl: 1,
  permissions: { resources: { channels: { 'rekey-check-1': 1 } }, patterns: {}, meta: {} },
});

async function send(account: TestAccount, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await account.instance.dataPlane?.(new Request(`${origin}${path}`, init));
  if (response === undefined) throw new Error('no data plane');
  return toAnswer(response);
}

/** A grant as the documentation describes its signature, written apart from the server's check. */
function grant(account: TestAccount, keyset: KeysetTruth, secretKey: string): Promise<Answer> {
  const path = `/v3/pam/${keyset.subscribeKey}/grant`;
  const query = `timestamp=${Math.floor(account.clock.now() / 1_000)}&uuid=rekey`;
  const message = `POST\n${keyset.publishKey}\n${path}\n${query}\n${body}`;
  const digest = createHmac('sha256', secretKey).update(message).digest('base64url');
  const headers = { 'content-type': 'application/json' };
  return send(account, `${path}?${query}&signature=v2.${digest}`, {
    method: 'POST',
    body,
    headers,
  });
}

const statusesOf = async (account: TestAccount, keyset: KeysetTruth): Promise<number[]> => {
  const answers = keyset.secretKeys.map(({ secretKey }) => grant(account, keyset, secretKey));
  return (await Promise.all(answers)).map(({ status }) => status);
};

describe('the signed grant', () => {
  it('takes the permanent secret and every one that has not expired', async () => {
    const account = new TestAccount();
    expect(await statusesOf(account, account.keyset('orders-prod'))).toEqual([403, 200, 200]);
    expect(await statusesOf(account, account.keyset('chat-prod'))).toEqual(Array(6).fill(200));
  });

  it('follows the clock over an expiry to the millisecond', async () => {
    const account = new TestAccount();
    const keyset = account.keyset('telemetry-ingest-prod');
    const expiresAt = keyset.secretKeys[0]!.expiresAt!;
    await account.clock.advance(expiresAt - 1 - account.clock.now());
    expect(await statusesOf(account, keyset)).toEqual([200, 200]);
    await account.clock.advance(1);
    expect(await statusesOf(account, keyset)).toEqual([403, 200]);
  });

  it('refuses the old secret after an immediate rotation, later when tuned to', async () => {
    const account = new TestAccount();
    account.tune({ revocationLagMs: 2_000 });
    const { id } = account.keyset('orders-staging');
    await account.call('POST', `/keysets/${id}/secret-keys`, { body: {} });
    const keyset = account.keyset('orders-staging');
    expect(await statusesOf(account, keyset)).toEqual([200, 200]);
    await account.clock.advance(2_000);
    expect(await statusesOf(account, keyset)).toEqual([403, 200]);
  });

  it('refuses a deleted secret in the documented words', async () => {
    const account = new TestAccount();
    const keyset = account.keyset('telemetry-ingest-prod');
    const [old] = keyset.secretKeys;
    const path = `/keysets/${keyset.id}/secret-keys/${old!.secretKey.slice(0, 11)}`;
    await account.call('DELETE', path);
    const answer = await grant(account, keyset, old!.secretKey);
    expect(answer.status).toBe(403);
    expect(at(answer.json, 'error.message')).toBe('Invalid signature');
  });

  it('answers a deleted keyset like an unknown one, later when tuned to', async () => {
    const account = new TestAccount();
    account.tune({ revocationLagMs: 1_000 });
    const keyset = account.keyset('orders-staging');
    await account.call('DELETE', `/keysets/${keyset.id}`);
    expect(await statusesOf(account, keyset)).toEqual([200]);
    await account.clock.advance(1_000);
    const answer = await grant(account, keyset, keyset.secretKeys[0]!.secretKey);
    expect(answer).toMatchObject({ status: 400, json: { message: 'Invalid Subscribe Key' } });
  });

  it('knows a new keyset later when tuned to', async () => {
    const account = new TestAccount();
    account.tune({ activationLagMs: 1_000 });
    await account.call('POST', '/keysets', {
      body: {
        keyset: { name: 'new', type: 'testing', appId: account.app('Chat') },
        config: { accessManager: { enabled: true } },
      },
    });
    const keyset = account.keyset('new');
    expect(await statusesOf(account, keyset)).toEqual([400]);
    await account.clock.advance(1_000);
    expect(await statusesOf(account, keyset)).toEqual([200]);
  });

  it('answers 403 where Access Manager is off, whatever the secret', async () => {
    const account = new TestAccount();
    const keyset = account.keyset('chat-support-widget');
    const answer = await grant(account, keyset, keyset.secretKeys[0]!.secretKey);
    expect(answer.status).toBe(403);
    expect(at(answer.json, 'message')).toMatch(/Access Manager is not enabled/);
  });
});

describe('here-now and history', () => {
  const presence = ({ subscribeKey }: KeysetTruth): string =>
    `/v2/presence/sub-key/${subscribeKey}/channel/rekey-check-1?uuid=a`;
  const history = ({ subscribeKey }: KeysetTruth): string =>
    `/v2/history/sub-key/${subscribeKey}/channel/rekey-check-1?count=1&uuid=a`;

  it('answer by the switches of the configuration', async () => {
    const account = new TestAccount();
    const keyset = account.keyset('chat-support-widget');
    expect((await send(account, presence(keyset))).status).toBe(200);
    expect((await send(account, history(keyset))).json).toEqual([[], 0, 0]);
    const off = { presence: { enabled: false }, messagePersistence: { enabled: false } };
    await account.call('PATCH', `/keysets/${keyset.id}/config`, { body: off });
    expect((await send(account, presence(keyset))).status).toBe(402);
    expect(at((await send(account, history(keyset))).json, '0')).toMatch(/Storage & Playback/);
  });

  it('take a token of an old secret for as long as that secret is good', async () => {
    const account = new TestAccount();
    const keyset = account.keyset('telemetry-ingest-prod');
    const [old] = keyset.secretKeys;
    await account.clock.advance(old!.expiresAt! - 30_000 - account.clock.now());
    const token = at((await grant(account, keyset, old!.secretKey)).json, 'data.token') as string;
    const path = `${history(keyset)}&auth=${token}`;
    expect((await send(account, path)).status).toBe(200);
    await account.clock.advance(30_000);
    expect((await send(account, path)).status).toBe(403);
  });
});
