import { describe, expect, it } from 'vitest';
import { pubnubV2Sandbox } from '../../../../../electron/sandbox/pubnub-v2/index.ts';
import { seedAccount } from '../../../../../electron/sandbox/pubnub-v2/seed-data.ts';
import { seededRandom } from '../../../../../electron/sandbox/sandbox-random.ts';
import { ManualClock } from '../manual-clock.ts';
import { TestAccount } from './test-account.ts';

const now = Date.UTC(2026, 5, 15, 12);

describe('the seeded account', () => {
  const account = seedAccount({ seed: 1, keys: null, now });
  const { keysets } = account;

  it('is the same for the same seed on the same day, with other secrets for another seed', () => {
    expect(seedAccount({ seed: 1, keys: null, now: now + 3_600_000 })).toEqual(account);
    const other = seedAccount({ seed: 2, keys: null, now });
    const secretsOf = (record: typeof account): string[] => [
      ...record.apiKeys.map(({ apiKeySecret }) => apiKeySecret),
      ...record.keysets.flatMap((keyset) => keyset.secretKeys.map(({ secretKey }) => secretKey)),
    ];
    const known = new Set(secretsOf(account));
    expect(secretsOf(other).some((secretKey) => known.has(secretKey))).toBe(false);
    expect(other.keysets.map(({ name }) => name)).toEqual(keysets.map(({ name }) => name));
  });

  it('is one that a person believes', () => {
    expect(account.apps.map(({ name }) => name)).toEqual([
      'Orders',
      'Chat',
      'Telemetry',
      'Storefront',
    ]);
    expect(keysets).toHaveLength(19);
    expect(new Set(keysets.map(({ type }) => type)).size).toBe(2);
    const open = keysets.filter(
      ({ type, config }) => type === 'production' && config['accessManager']?.['enabled'] === false,
    );
    expect(open.length).toBeGreaterThan(3);
    expect(open.some(({ config }) => config['messagePersistence']?.['retention'] === 0)).toBe(true);
    const expiring = (keyset: (typeof keysets)[number]): number =>
      keyset.secretKeys.filter(({ expiresAt }) => (expiresAt ?? 0) > now).length;
    expect(
      keysets
        .map(expiring)
        .filter((count) => count > 0)
        .sort(),
    ).toEqual([1, 1, 5]);
    const hasExpired = keysets.some(({ secretKeys }) =>
      secretKeys.some(({ expiresAt }) => expiresAt !== null && expiresAt <= now),
    );
    expect(hasExpired).toBe(true);
  });

  it('gives every keyset exactly one permanent secret, marked, in the order of making', () => {
    for (const { secretKeys, createdAt, updatedAt } of keysets) {
      expect(secretKeys.filter(({ expiresAt }) => expiresAt === null)).toHaveLength(1);
      expect(secretKeys.at(-1)?.expiresAt).toBeNull();
      for (const { secretKey } of secretKeys) {
        expect(secretKey).toMatch(/^sec-c-[A-Za-z0-9]{5}RKCANARY[0-9a-f]{32}$/);
      }
      expect(createdAt).toBeLessThan(now);
      expect(updatedAt).toBeGreaterThanOrEqual(createdAt);
    }
    const prefixes = keysets.flatMap(({ secretKeys }) =>
      secretKeys.map(({ secretKey }) => secretKey.slice(0, 11)),
    );
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });

  it.each([0, 1, 10, 18, 20, 500])('has exactly the %i keys that were asked for', (keys) => {
    const record = seedAccount({ seed: 3, keys, now });
    expect(record.keysets).toHaveLength(keys);
    for (const values of [
      record.keysets.map(({ id }) => id),
      record.keysets.map(({ name }) => name),
      record.keysets.map(({ subscribeKey }) => subscribeKey),
    ]) {
      expect(new Set(values).size).toBe(keys);
    }
    const ids = record.keysets.map(({ id }) => Number(id));
    expect(ids).toEqual(ids.toSorted((left, right) => left - right));
  });
});

describe('the saved state', () => {
  it('carries everything over: apps, keysets, secrets and what was deleted', async () => {
    const before = new TestAccount();
    const { id } = before.keyset('orders-prod');
    await before.call('POST', '/apps', { body: { name: 'Loyalty' } });
    await before.call('POST', `/keysets/${id}/secret-keys`, { body: {} });
    await before.call('DELETE', `/keysets/${before.keyset('orders-dev').id}`);
    const after = new TestAccount({ snapshot: before.instance.snapshot() });
    expect(after.truth()).toEqual({ ...before.truth(), mutations: [] });
    expect(JSON.parse(after.instance.snapshot())).toEqual(JSON.parse(before.instance.snapshot()));
    expect(after.instance.signInSecrets).toEqual(before.instance.signInSecrets);
  });

  it('is asked to be saved once for every change and for nothing else', async () => {
    const account = new TestAccount();
    const { id } = account.keyset('orders-prod');
    await account.call('GET', `/keysets/${id}`);
    await account.call('PATCH', `/keysets/${id}`, { body: { type: 'x' } });
    expect(account.saves).toBe(0);
    await account.call('PATCH', `/keysets/${id}`, { body: { name: 'x' } });
    await account.call('PATCH', `/keysets/${id}/config`, { body: {} });
    expect(account.saves).toBe(2);
  });

  it.each(['', '{', '{}', 'null', '{"secret":"RKCANARY"', '{"formatVersion":2}'])(
    'is refused without quoting it when it is damaged text %#',
    (snapshot) => {
      const open = (): unknown =>
        pubnubV2Sandbox.open({
          ...{ seed: 1, keys: null, snapshot, clock: new ManualClock() },
          ...{ random: seededRandom(1), onMutation: () => undefined },
        });
      expect(open).toThrow('The saved state of the pubnub-v2 sandbox cannot be read');
    },
  );
});

describe('tuning', () => {
  it.each([[{ plan: 'pro' }], [{ listLagMs: -1 }], [{ permissions: ['all'] }], [{ x: 1 }], [null]])(
    'refuses %j',
    (input) => {
      expect(new TestAccount().instance.tune(input)).not.toEqual([]);
    },
  );
});
