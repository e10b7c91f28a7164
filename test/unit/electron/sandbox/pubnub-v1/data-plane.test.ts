import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { at, TestAccount, toAnswer, type Answer, type KeysetTruth } from './test-account.ts';

const origin = 'https://data.pubnub-v1.sandbox.invalid';
const grantBody = {
  ttl: 1,
  permissions: {
    resources: { channels: { 'rekey-check-1': 1 } },
    patterns: {},
    meta: {},
  },
};

interface GrantOptions {
  readonly secretKey?: string;
  readonly body?: unknown;
  readonly rawBody?: string;
  /** What is signed instead of the body that is sent. */
  readonly signedBody?: string;
  readonly timestamp?: string | null;
  readonly uuid?: string | null;
  readonly signature?: string | null;
  readonly extraQuery?: string;
  readonly contentType?: string;
}

const percentEncoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!~*'()]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** A grant as the documentation describes its signature, written apart from the server's check. */
async function grant(
  account: TestAccount,
  keyset: KeysetTruth,
  options: GrantOptions = {},
): Promise<Answer> {
  const path = `/v3/pam/${keyset.subscribeKey}/grant`;
  const body = options.rawBody ?? JSON.stringify(options.body ?? grantBody);
  const now = String(Math.floor(account.clock.now() / 1_000));
  const timestamp = options.timestamp === undefined ? now : options.timestamp;
  const uuid = options.uuid === undefined ? "rekey (it's ~)" : options.uuid;
  const query = [
    timestamp === null ? [] : [`timestamp=${timestamp}`],
    uuid === null ? [] : [`uuid=${percentEncoded(uuid)}`],
  ]
    .flat()
    .join('&');
  const message = `POST\n${keyset.publishKey}\n${path}\n${query}\n${options.signedBody ?? body}`;
  const signature =
    options.signature === undefined
      ? `v2.${createHmac('sha256', options.secretKey ?? keyset.secretKey ?? '')
          .update(message)
          .digest('base64url')}`
      : options.signature;
  const signed = signature === null ? query : `${query}&signature=${signature}`;
  return send(account, `${path}?${signed}${options.extraQuery ?? ''}`, {
    method: 'POST',
    body,
    headers: { 'content-type': options.contentType ?? 'application/json' },
  });
}

async function send(account: TestAccount, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await account.instance.dataPlane?.(new Request(`${origin}${path}`, init));
  if (response === undefined) throw new Error('no data plane');
  return toAnswer(response);
}

const presence = (keyset: KeysetTruth, query = 'uuid=rekey'): string =>
  `/v2/presence/sub-key/${keyset.subscribeKey}/channel/rekey-check-1?${query}`;
const history = (keyset: KeysetTruth, query = 'count=1&uuid=rekey'): string =>
  `/v2/history/sub-key/${keyset.subscribeKey}/channel/rekey-check-1?${query}`;

describe('the signed grant', () => {
  it('gives a token for the right secret', async () => {
    const account = new TestAccount();
    const answer = await grant(account, account.keyset('orders-prod'));
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      data: { message: 'Success', token: expect.stringMatching(/^p0F2/) as string },
      service: 'Access Manager',
      status: 200,
    });
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset="UTF-8"');
  });

  it('refuses another secret with 403, in the documented shape', async () => {
    const account = new TestAccount();
    const answer = await grant(account, account.keyset('orders-prod'), {
      secretKey: 'sec-c-aaaaaRKCANARY00000000000000000000000000000000',
    });
    expect(answer.status).toBe(403);
    expect(at(answer.json, 'error.message')).toBe('Invalid signature');
    expect(at(answer.json, 'error.details.0.location')).toBe('signature');
  });

  it.each([
    ['a body other than the signed one', { signedBody: '{}' }],
    ['no signature', { signature: null }],
    ['a signature without its prefix', { signature: 'abc' }],
  ])('refuses %s with 403', async (_what, options) => {
    const account = new TestAccount();
    expect((await grant(account, account.keyset('orders-prod'), options)).status).toBe(403);
  });

  it.each([
    [-60, 200],
    [60, 200],
    [-61, 400],
    [61, 400],
  ])('a timestamp %i seconds off is %i', async (offset, status) => {
    const account = new TestAccount();
    const timestamp = String(account.clock.now() / 1_000 + offset);
    const answer = await grant(account, account.keyset('orders-prod'), { timestamp });
    expect(answer.status).toBe(status);
  });

  it.each([
    ['no timestamp', { timestamp: null }],
    ['a timestamp in milliseconds', { timestamp: '1781524800000' }],
    ['no uuid', { uuid: null }],
    ['an empty uuid', { uuid: '' }],
    ['a uuid of 93 characters', { uuid: 'u'.repeat(93) }],
    ['an unknown parameter', { extraQuery: '&color=red' }],
    ['a repeated parameter', { extraQuery: '&uuid=again' }],
    ['a malformed escape', { extraQuery: '&l_x=%zz' }],
    ['a body that is not JSON', { rawBody: '{"ttl":' }],
    ['no ttl', { body: { permissions: grantBody.permissions } }],
    ['a ttl of 0', { body: { ...grantBody, ttl: 0 } }],
    ['a ttl over 30 days', { body: { ...grantBody, ttl: 43_201 } }],
    ['a ttl that is text', { body: { ...grantBody, ttl: '1' } }],
    ['an unknown field', { body: { ...grantBody, color: 'red' } }],
    [
      'no permission at all',
      { body: { ttl: 1, permissions: { resources: {}, patterns: {}, meta: {} } } },
    ],
    [
      'an unknown kind of resource',
      { body: { ttl: 1, permissions: { resources: { rooms: { a: 1 } }, patterns: {}, meta: {} } } },
    ],
  ])('refuses %s with 400', async (_what, options) => {
    const account = new TestAccount();
    expect((await grant(account, account.keyset('orders-prod'), options)).status).toBe(400);
  });

  it('takes a uuid of 92 characters', async () => {
    const account = new TestAccount();
    const answer = await grant(account, account.keyset('orders-prod'), { uuid: 'u'.repeat(92) });
    expect(answer.status).toBe(200);
  });

  it('refuses another content type', async () => {
    const account = new TestAccount();
    const options = { contentType: 'text/plain' };
    expect((await grant(account, account.keyset('orders-prod'), options)).status).toBe(415);
  });

  it('answers 403 where Access Manager is off, whatever the secret', async () => {
    const account = new TestAccount();
    const answer = await grant(account, account.keyset('chat-support-widget'));
    expect(answer.status).toBe(403);
    expect(at(answer.json, 'message')).toMatch(/Access Manager is not enabled/);
  });

  it('answers an unknown and a disabled keyset alike, before looking at the signature', async () => {
    const account = new TestAccount();
    const invalid = {
      status: 400,
      error: true,
      service: 'Access Manager',
      message: 'Invalid Subscribe Key',
    };
    const unknown = { ...account.keyset('orders-prod'), subscribeKey: 'sub-c-unknown' };
    expect(await grant(account, unknown)).toMatchObject({ status: 400, json: invalid });
    const disabled = await grant(account, account.keyset('mobile-v2-android'));
    expect(disabled).toMatchObject({ status: 400, json: invalid });
  });
});

describe('disabling and creating, seen from the data plane', () => {
  it('ends a keyset at once', async () => {
    const account = new TestAccount();
    const keyset = account.keyset('orders-prod');
    await account.call('PUT', `/keys/${keyset.id}`, { body: { status: 0 } });
    expect((await grant(account, keyset)).status).toBe(400);
  });

  it('ends it later by the propagation delay when tuned to', async () => {
    const account = new TestAccount();
    account.instance.tune({ revocationLagMs: 3_000 });
    const keyset = account.keyset('orders-prod');
    await account.call('PUT', `/keys/${keyset.id}`, { body: { status: 0 } });
    await account.clock.advance(2_999);
    expect((await grant(account, keyset)).status).toBe(200);
    await account.clock.advance(1);
    expect((await grant(account, keyset)).status).toBe(400);
  });

  it('knows a new keyset later when tuned to', async () => {
    const account = new TestAccount();
    account.instance.tune({ activationLagMs: 2_000 });
    const properties = { name: 'new', uls: 1 };
    await account.call('POST', '/keys', {
      body: { app_id: account.app('Orders'), type: 0, properties },
    });
    expect((await grant(account, account.keyset('new'))).status).toBe(400);
    await account.clock.advance(2_000);
    expect((await grant(account, account.keyset('new'))).status).toBe(200);
  });
});

describe('here-now and history', () => {
  it('answer 200 for a known keyset without Access Manager', async () => {
    const account = new TestAccount();
    const keyset = account.keyset('chat-support-widget');
    const here = await send(account, presence(keyset));
    expect(here).toMatchObject({ status: 200, json: { status: 200, uuids: [], occupancy: 0 } });
    const past = await send(account, history(keyset));
    expect(past).toMatchObject({ status: 200, json: [[], 0, 0] });
  });

  it('refuse an unknown and a disabled subscribe key with 400', async () => {
    const account = new TestAccount();
    const disabled = account.keyset('chat-web-2023');
    const unknown = { ...disabled, subscribeKey: 'sub-c-unknown' };
    for (const keyset of [disabled, unknown]) {
      for (const path of [presence(keyset), history(keyset)]) {
        const answer = await send(account, path);
        expect(answer.status).toBe(400);
        expect(at(answer.json, 'message')).toBe('Invalid Subscribe Key');
      }
    }
  });

  it.each(['', 'uuid=', `uuid=${'u'.repeat(93)}`, 'uuid=a&uuid=b', 'uuid=a&color=red'])(
    'refuse the query "%s"',
    async (query) => {
      const account = new TestAccount();
      const keyset = account.keyset('chat-support-widget');
      expect((await send(account, presence(keyset, query))).status).toBe(400);
      expect((await send(account, history(keyset, query))).status).toBe(400);
    },
  );

  it.each(['count=0&uuid=a', 'count=101&uuid=a', 'count=x&uuid=a'])(
    'history refuses "%s"',
    async (query) => {
      const account = new TestAccount();
      const answer = await send(account, history(account.keyset('chat-support-widget'), query));
      expect(answer.status).toBe(400);
    },
  );

  it('tell apart a feature that is off from a key that is dead', async () => {
    const account = new TestAccount();
    const keyset = account.keyset('orders-loadtest');
    await account.call('PUT', `/keys/${keyset.id}`, { body: { properties: { history: 0 } } });
    expect((await send(account, presence(keyset))).status).toBe(402);
    const past = await send(account, history(keyset));
    expect(past.status).toBe(200);
    expect(at(past.json, '0')).toMatch(/^Use of the history API requires/);
  });

  it('need a token or a signature where Access Manager is on, and take a granted token', async () => {
    const account = new TestAccount();
    const keyset = account.keyset('chat-prod');
    expect((await send(account, history(keyset))).status).toBe(403);
    expect((await send(account, history(keyset, 'uuid=a&auth=p0F2made.up'))).status).toBe(403);

    const granted = await grant(account, keyset);
    const token = at(granted.json, 'data.token') as string;
    const withToken = history(keyset, `uuid=a&auth=${token}`);
    expect((await send(account, withToken)).status).toBe(200);
    const otherChannel = withToken.replace('rekey-check-1', 'rekey-check-2');
    expect((await send(account, otherChannel)).status).toBe(403);
    await account.clock.advance(60_000);
    expect((await send(account, withToken)).status).toBe(403);
  });

  it('know no other call, least of all publish', async () => {
    const account = new TestAccount();
    const { publishKey, subscribeKey } = account.keyset('chat-support-widget');
    const path = `/publish/${publishKey}/${subscribeKey}/0/channel/0/1?uuid=a`;
    expect((await send(account, path)).status).toBe(404);
  });
});
