import { describe, expect, it } from 'vitest';
import { accountId, at, TestAccount, type Answer } from './test-account.ts';

/** The body of the documented sample of `POST /keys`. */
const sampleProperties = {
  name: 'sample',
  history: 1,
  message_storage_ttl: 30,
  lms: 1,
  multiplexing: 1,
  uls: 1,
  objects: 1,
  objects_region: 'aws-iad-1',
  objects_user_events_enabled: 1,
  objects_space_events_enabled: 1,
  objects_membership_events_enabled: 1,
  pam_objects_disallow_getallchannels: 0,
  pam_objects_disallow_getalluuids: 0,
  files_enabled: 1,
  files_s3_bucket_region: 'us-east-1',
  files_ttl_in_days: 7,
  presence: 1,
  presence_announce_max: 20,
  presence_interval: 30,
  presence_deltas: 1,
  presence_leave_on_disconnect: 1,
  presence_stream_filtering: 1,
  presence_active_notice_channel: null,
  presence_debounce: 2,
  presence_store_event_messages: 1,
  wildcardsubscribe: 1,
};
const switches = Object.keys(sampleProperties).filter((name) =>
  /^(history|lms|uls|objects|.*_enabled|pam_.*|presence|.*_deltas|.*_disconnect|.*_filtering|.*_messages|wildcardsubscribe)$/.test(
    name,
  ),
);

function create(account: TestAccount, properties: object, rest: object = {}): Promise<Answer> {
  const body = { app_id: account.app('Orders'), type: 1, properties, ...rest };
  return account.call('POST', '/keys', { body });
}

const change = (account: TestAccount, name: string, body: object): Promise<Answer> =>
  account.call('PUT', `/keys/${account.keyset(name).id}`, { body });

describe('creating a keyset', () => {
  it('answers the documented sample with the sample answer: no key strings in it', async () => {
    const account = new TestAccount();

    const answer = await create(account, sampleProperties);

    expect(answer.status).toBe(200);
    const truth = account.keyset('sample');
    expect(answer.json).toEqual({
      result: {
        id: truth.id,
        app_id: account.app('Orders'),
        status: 1,
        type: 1,
        properties: sampleProperties,
      },
    });
    expect(truth.publishKey).toMatch(/^pub-c-[0-9a-f-]{36}$/);
    expect(truth.subscribeKey).toMatch(/^sub-c-[0-9a-f-]{36}$/);
    expect(truth.secretKey).toMatch(/^sec-c-[A-Za-z0-9]{5}RKCANARY[0-9a-f]{32}$/);
  });

  it('answers with the key strings when tuned to', async () => {
    const account = new TestAccount();
    account.instance.tune({ createShowsSecrets: true });
    const { json } = await create(account, { name: 'shown' });
    expect(at(json, 'result.secret_key')).toBe(account.keyset('shown').secretKey);
    expect(at(json, 'result.publish_key')).toBe(account.keyset('shown').publishKey);
  });

  it('fills in what was left out and writes booleans as 0 and 1', async () => {
    const account = new TestAccount();
    const { json } = await create(account, { name: 'short', uls: true, presence: false });
    expect(at(json, 'result.properties')).toMatchObject({
      name: 'short',
      uls: 1,
      presence: 0,
      message_storage_ttl: 7,
      multiplexing: 1,
    });
    expect(Object.keys(at(json, 'result.properties') as object)).toHaveLength(26);
  });

  it('gives every keyset other strings', async () => {
    const account = new TestAccount();
    await create(account, { name: 'one' });
    await create(account, { name: 'two' });
    const [one, two] = [account.keyset('one'), account.keyset('two')];
    expect(one.subscribeKey).not.toBe(two.subscribeKey);
    expect(one.secretKey).not.toBe(two.secretKey);
    expect(two.id).toBeGreaterThan(one.id);
  });

  it('takes any text as a name', async () => {
    const account = new TestAccount();
    const names = [
      '<img src=x onerror=alert(1)>',
      '\u202Eevil',
      '\u0000\u0007',
      'n'.repeat(10_000),
    ];
    for (const name of names) expect((await create(account, { name })).status).toBe(200);
    for (const name of names) expect(account.keyset(name).status).toBe(1);
  });

  it.each([
    ['no app', { app_id: undefined }, 400],
    ['an app that is text', { app_id: '35610' }, 400],
    ['an unknown app', { app_id: 1 }, 404],
    ['no type', { type: undefined }, 400],
    ['type 2', { type: 2 }, 400],
    ['type true', { type: true }, 400],
    ['status 2', { status: 2 }, 400],
    ['no properties', { properties: undefined }, 400],
    ['no name', { properties: { history: 1 } }, 400],
    ['an unknown field', { label: 'x' }, 400],
  ])('is refused with %s', async (_what, rest, status) => {
    const account = new TestAccount();
    expect((await create(account, { name: 'x' }, rest)).status).toBe(status);
    expect(account.truth().mutations).toEqual([]);
  });
});

describe('the 26 properties', () => {
  const good: readonly (readonly [string, readonly unknown[]])[] = [
    ['name', ['x', 'ünïcode ☃']],
    ['message_storage_ttl', [1, 365]],
    ['multiplexing', [1, true]],
    ['objects_region', ['aws-fra-1', 'aws-bom-1']],
    ['files_s3_bucket_region', ['eu-central-1', 'ap-northeast-1']],
    ['files_ttl_in_days', [0, 1, 365]],
    ['presence_announce_max', [1, 100]],
    ['presence_interval', [1, 300]],
    ['presence_debounce', [0, 60]],
    ['presence_active_notice_channel', [null, 'notices', 'n'.repeat(92)]],
  ];
  const bad: readonly (readonly [string, readonly unknown[]])[] = [
    ['name', ['', '   ', 7, null]],
    ['message_storage_ttl', [0, 366, 1.5, '30', null, true]],
    ['multiplexing', [0, false, 2, '1']],
    ['objects_region', ['', 'AWS-IAD-1', 'aws iad', 7, null]],
    ['files_s3_bucket_region', ['', 'US_EAST', 7, null]],
    ['files_ttl_in_days', [-1, 0.5, '7', null]],
    ['presence_announce_max', [0, 101, '20', null]],
    ['presence_interval', [0, 301, '30', null]],
    ['presence_debounce', [-1, 0.5, '2', null]],
    ['presence_active_notice_channel', ['', 'n'.repeat(93), 7]],
  ];

  it('are exactly the documented ones', () => {
    const covered = new Set([...switches, ...good.map(([name]) => name)]);
    expect([...covered].sort()).toEqual(Object.keys(sampleProperties).sort());
    expect(covered.size).toBe(26);
  });

  it.each(switches)('%s takes 0, 1, true and false and nothing else', async (name) => {
    const account = new TestAccount({ keys: 1 });
    for (const [sent, kept] of [
      [0, 0],
      [1, 1],
      [false, 0],
      [true, 1],
    ]) {
      // prettier-ignore
      const answer = await change(account, 'orders-prod', { properties: { [name]: sent } });
      expect(answer.status).toBe(200);
      expect(account.keyset('orders-prod').properties[name]).toBe(kept);
    }
    for (const value of [2, -1, '1', null, 'on', []]) {
      const answer = await change(account, 'orders-prod', { properties: { [name]: value } });
      expect(answer.status).toBe(400);
    }
  });

  it.each(good)('%s takes %j', async (name, values) => {
    const account = new TestAccount();
    for (const value of values) {
      expect((await create(account, { name: 'x', [name]: value })).status).toBe(200);
    }
  });

  it.each(bad)('%s refuses %j', async (name, values) => {
    const account = new TestAccount();
    for (const value of values) {
      expect((await create(account, { name: 'x', [name]: value })).status).toBe(400);
    }
  });

  it.each(['histori', 'token_key', 'apns', '__proto__', 'constructor'])(
    'refuse an unmanaged or unknown one such as %s',
    async (name) => {
      const account = new TestAccount({ keys: 1 });
      const rawBody = `{"properties":{"${name}":1}}`;
      const answer = await account.call('PUT', `/keys/${account.keyset('orders-prod').id}`, {
        rawBody,
      });
      expect(answer.status).toBe(400);
    },
  );
});

describe('reading keysets', () => {
  it('one by one carries the secret key, also where that is null', async () => {
    const account = new TestAccount();
    const plain = account.keyset('chat-prod');
    const { json } = await account.call('GET', `/keys/${plain.id}`);
    expect(at(json, 'result.secret_key')).toBe(plain.secretKey);
    const old = await account.call('GET', `/keys/${account.keyset('mobile-beta-2016').id}`);
    expect(at(old.json, 'result.secret_key')).toBeNull();
  });

  it('by app or by owner gives all of them without pages', async () => {
    const account = new TestAccount();
    const byOwner = await account.call('GET', `/keys?owner_id=${accountId}`);
    const byApp = await account.call('GET', `/keys?app_id=${account.app('Legacy mobile')}`);
    expect(at(byOwner.json, 'result.length')).toBe(40);
    expect(at(byApp.json, 'result.length')).toBe(6);
  });

  it.each([
    ['/keys', 400],
    [`/keys?owner_id=${accountId}&app_id=35610`, 400],
    ['/keys?owner_id=1', 403],
    ['/keys?app_id=1', 404],
    ['/keys?app_id=35610&page=1', 400],
    ['/keys/1', 404],
    ['/keys/abc', 400],
    ['/keys/1?no_keys=1', 400],
  ])('GET %s is refused with %i', async (path, status) => {
    expect((await new TestAccount().call('GET', path)).status).toBe(status);
  });
});

describe('changing a keyset', () => {
  it('answers only what was sent, and merges it', async () => {
    const account = new TestAccount();
    const before = account.keyset('orders-prod');

    const answer = await change(account, 'orders-prod', {
      type: 0,
      properties: { history: 0, message_storage_ttl: 9, uls: 0 },
    });

    expect(answer.json).toEqual({
      result: {
        modified: Math.floor(account.clock.now() / 1_000),
        properties: { history: 0, message_storage_ttl: 9, uls: 0 },
      },
    });
    const after = account.keyset('orders-prod');
    expect(after.type).toBe(0);
    expect(after.properties).toEqual({
      ...before.properties,
      history: 0,
      message_storage_ttl: 9,
      uls: 0,
    });
    expect(after.secretKey).toBe(before.secretKey);
  });

  it('keeps properties that nobody manages', async () => {
    const account = new TestAccount();
    await change(account, 'chat-prod', { properties: { name: 'chat-prod', presence: 0 } });
    await change(account, 'mobile-v1-prod', { properties: { history: 0 } });
    expect(account.keyset('chat-prod').properties).toMatchObject({
      apns: 1,
      apns_team_id: 'LARKSPUR01',
      presence: 0,
    });
    // Spelled in the way of their time until they are changed.
    expect(account.keyset('mobile-v1-prod').properties).toMatchObject({
      token_key: 'RKCANARY-token-key-0f3a9c51',
      history: 0,
      presence: '1',
      uls: false,
    });
  });

  it('disables for ever: 1 is refused after 0, 0 again is not', async () => {
    const account = new TestAccount();
    expect((await change(account, 'orders-dev', { status: 0 })).status).toBe(200);
    expect(account.keyset('orders-dev').status).toBe(0);
    expect((await change(account, 'orders-dev', { status: 1 })).status).toBe(400);
    expect((await change(account, 'orders-dev', { status: 0 })).status).toBe(200);
    expect(account.keyset('orders-dev').status).toBe(0);
    const listed = await account.call('GET', `/keys?app_id=${account.app('Orders')}`);
    expect(JSON.stringify(listed.json)).toContain('"orders-dev"');
  });

  it.each([
    ['nothing', {}],
    ['an empty list of properties', { properties: {} }],
    ['an app', { app_id: 35_610 }],
    ['a key string', { secret_key: 'sec-c-aaaaaRKCANARY00' }],
    ['status "0"', { status: '0' }],
    ['type 2', { type: 2 }],
    ['an empty name', { properties: { name: '' } }],
  ])('is refused with %s and changes nothing', async (_what, body) => {
    const account = new TestAccount();
    const answer = await change(account, 'orders-prod', body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.json)).not.toContain('RKCANARY');
    expect(account.truth().mutations).toEqual([]);
  });

  it('of an unknown id is 404', async () => {
    const answer = await new TestAccount().call('PUT', '/keys/1', { body: { status: 0 } });
    expect(answer.status).toBe(404);
  });
});
