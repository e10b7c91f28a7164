import { describe, expect, it } from 'vitest';
import { pubnubV1Sandbox } from '../../../../../electron/sandbox/pubnub-v1/index.ts';
import { seedAccount } from '../../../../../electron/sandbox/pubnub-v1/seed-data.ts';
import { seededRandom } from '../../../../../electron/sandbox/sandbox-random.ts';
import { ManualClock } from '../manual-clock.ts';
import { at, TestAccount } from './test-account.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2026, 5, 15, 12);

describe('the seeded account', () => {
  const account = seedAccount({ seed: 1, keys: null, now });

  it('is the same for the same seed on the same day, and another for another seed', () => {
    expect(seedAccount({ seed: 1, keys: null, now: now + 3_600_000 })).toEqual(account);
    const other = seedAccount({ seed: 2, keys: null, now });
    expect(other.keysets.map((keyset) => keyset.properties['name'])).toEqual(
      account.keysets.map((keyset) => keyset.properties['name']),
    );
    const secrets = new Set(account.keysets.map((keyset) => keyset.secretKey));
    expect(other.keysets.some((k) => k.secretKey !== null && secrets.has(k.secretKey))).toBe(false);
    expect(other.users[0]?.passwordSecret).not.toBe(account.users[0]?.passwordSecret);
  });

  it('is one that a person believes', () => {
    const ageDays = (createdAt: number): number => (now - createdAt) / dayMs;
    const { keysets } = account;
    expect(account.apps.map((app) => app.name)).toEqual([
      'Orders',
      'Chat',
      'Telemetry',
      'Storefront',
      'Legacy mobile',
    ]);
    expect(keysets).toHaveLength(40);
    expect(new Set(keysets.map((keyset) => keyset.type)).size).toBe(2);
    expect(keysets.filter((keyset) => ageDays(keyset.createdAt) > 400).length).toBeGreaterThan(8);
    expect(keysets.filter((keyset) => keyset.status === 0)).toHaveLength(2);
    const open = keysets.filter((k) => k.type === 1 && k.properties['uls'] === 0 && k.status === 1);
    expect(open.length).toBeGreaterThan(3);
    expect(open.some((k) => k.properties['message_storage_ttl'] === 365)).toBe(true);
    expect(open.some((k) => k.properties['wildcardsubscribe'] === 1)).toBe(true);
    expect(keysets.filter((keyset) => keyset.vaultSecrets.length > 0).length).toBeGreaterThan(4);
    expect(
      keysets.filter((k) => 'token_key' in k.properties || 'apns' in k.properties),
    ).toHaveLength(7);
    expect(keysets.filter((keyset) => keyset.modifiedAt === null).length).toBeGreaterThan(3);
    expect(keysets.filter((keyset) => keyset.secretKey === null)).toHaveLength(1);
  });

  it('marks every secret, and nothing else looks like one', () => {
    for (const keyset of account.keysets) {
      if (keyset.secretKey !== null) {
        expect(keyset.secretKey).toMatch(/^sec-c-[A-Za-z0-9]{5}RKCANARY[0-9a-f]{32}$/);
      }
      expect(keyset.publishKey).toMatch(/^pub-c-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      for (const { secretValue } of keyset.vaultSecrets) expect(secretValue).toContain('RKCANARY');
    }
    for (const user of account.users) expect(user.passwordSecret).toContain('RKCANARY');
  });

  it('never changes a key before it made it, nor in the future', () => {
    for (const keyset of account.keysets) {
      expect(keyset.createdAt).toBeLessThan(now);
      expect(keyset.modifiedAt ?? keyset.createdAt).toBeGreaterThanOrEqual(keyset.createdAt);
      expect(keyset.modifiedAt ?? 0).toBeLessThan(now);
    }
  });

  it.each([0, 1, 10, 39, 41, 500])('has exactly the %i keys that were asked for', (keys) => {
    const { keysets, apps } = seedAccount({ seed: 3, keys, now });
    expect(keysets).toHaveLength(keys);
    expect(apps).toHaveLength(5);
    expect(new Set(keysets.map((keyset) => keyset.id)).size).toBe(keys);
    expect(new Set(keysets.map((keyset) => keyset.properties['name'])).size).toBe(keys);
    expect(new Set(keysets.map((keyset) => keyset.subscribeKey)).size).toBe(keys);
    const ids = keysets.map((keyset) => keyset.id);
    expect(ids).toEqual(ids.toSorted((left, right) => left - right));
  });

  it('has ten thousand different keys in the order of their age', () => {
    const { keysets } = seedAccount({ seed: 1, keys: 10_000, now });
    expect(new Set(keysets.map((keyset) => keyset.secretKey)).size).toBe(10_000);
    expect(new Set(keysets.map((keyset) => keyset.properties['name'])).size).toBe(10_000);
  });
});

describe('the saved state', () => {
  it('carries everything over: apps, keysets, changes, vault and sessions', async () => {
    const before = new TestAccount();
    const sessionSecret = await before.openSession();
    const { id, subscribeKey } = before.keyset('orders-prod');
    await before.call('POST', '/keys', {
      body: { app_id: before.app('Chat'), type: 1, properties: { name: 'made here' } },
    });
    await before.call('PUT', `/keys/${id}`, { body: { status: 0 } });
    await before.call('PUT', `/vault/${subscribeKey}/key/a`, {
      body: { subscribeKey, keyName: 'a', value: 'RKCANARY-v' },
    });

    const after = new TestAccount({ snapshot: before.instance.snapshot() });

    expect(after.truth()).toEqual({ ...before.truth(), mutations: [] });
    const saved: unknown = JSON.parse(after.instance.snapshot());
    expect(saved).toEqual(JSON.parse(before.instance.snapshot()));
    expect((await after.call('GET', `/keys/${id}`, { sessionSecret })).status).toBe(200);
    const created = await after.call('POST', '/keys', {
      body: { app_id: after.app('Chat'), type: 1, properties: { name: 'made later' } },
    });
    expect(at(created.json, 'result.id')).toBeGreaterThan(before.keyset('made here').id);
  });

  it('is asked to be saved once for every change and for nothing else', async () => {
    const account = new TestAccount();
    await account.ownerSession();
    expect(account.saves).toBe(1);
    const { id } = account.keyset('orders-prod');
    await account.call('GET', `/keys/${id}`);
    await account.call('PUT', `/keys/${id}`, { body: { status: 7 } });
    expect(account.saves).toBe(1);
    await account.call('PUT', `/keys/${id}`, { body: { type: 0 } });
    expect(account.saves).toBe(2);
  });

  it.each(['', '{', '{}', 'null', '{"secret":"RKCANARY"', '{"formatVersion":2}'])(
    'is refused without quoting it when it is damaged text %#',
    (snapshot) => {
      const open = (): unknown =>
        pubnubV1Sandbox.open({
          seed: 1,
          keys: null,
          clock: new ManualClock(),
          random: seededRandom(1),
          snapshot,
          onMutation: () => undefined,
        });
      expect(open).toThrow('The saved state of the pubnub-v1 sandbox cannot be read');
    },
  );
});

describe('tuning', () => {
  it.each([
    [{ createShowsSecrets: 'yes' }],
    [{ listLagMs: -1 }],
    [{ unknown: true }],
    [null],
    [[]],
  ])('refuses %j and changes nothing', async (input) => {
    const account = new TestAccount();
    expect(account.instance.tune(input)).not.toEqual([]);
    const { json } = await account.call('POST', '/keys', {
      body: { app_id: account.app('Chat'), type: 1, properties: { name: 'x' } },
    });
    expect(at(json, 'result.secret_key')).toBeUndefined();
  });
});
