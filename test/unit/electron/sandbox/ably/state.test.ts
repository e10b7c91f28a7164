import { describe, expect, it } from 'vitest';
import { ablySandbox } from '../../../../../electron/sandbox/ably/index.ts';
import { seedAccount } from '../../../../../electron/sandbox/ably/seed-data.ts';
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
    expect(other.keys.map(({ name }) => name).sort()).toEqual(
      account.keys.map(({ name }) => name).sort(),
    );
    const secrets = new Set(account.keys.map(({ keySecret }) => keySecret));
    expect(other.keys.some(({ keySecret }) => secrets.has(keySecret))).toBe(false);
    expect(other.accessTokens[0]?.tokenSecret).not.toBe(account.accessTokens[0]?.tokenSecret);
  });

  it('is one that a person believes', () => {
    const { apps, keys } = account;
    expect(apps.map(({ name }) => name)).toEqual([
      ...['Orders (production)', 'Orders (staging)', 'Chat', 'Telemetry'],
    ]);
    expect(keys).toHaveLength(20);
    expect(keys.filter(({ status }) => status === 1)).toHaveLength(2);
    expect(keys.filter(({ createdAt }) => now - createdAt > 400 * dayMs).length).toBeGreaterThan(7);
    const isRoot = ({ capability }: (typeof keys)[number]): boolean => '[*]*' in capability;
    expect(keys.filter(isRoot).length).toBeGreaterThan(3);
    expect(keys.filter((key) => Object.keys(key.capability).length > 1).length).toBeGreaterThan(3);
    expect(new Set(keys.map(({ revocableTokens }) => revocableTokens)).size).toBe(3);
    expect(keys.some(({ id }) => id.startsWith('-'))).toBe(true);
    expect(keys.some(({ id }) => id.startsWith('_'))).toBe(true);
  });

  it('marks every secret and never changes a key before it made it', () => {
    for (const { tokenSecret } of account.accessTokens) expect(tokenSecret).toContain('RKCANARY');
    for (const key of account.keys) {
      expect(key.keySecret).toMatch(/^RKCANARY[\w-]{35}$/);
      expect(key.createdAt).toBeLessThan(now);
      expect(key.modifiedAt).toBeGreaterThanOrEqual(key.createdAt);
      expect(key.modifiedAt).toBeLessThan(now);
    }
  });

  it.each([0, 1, 10, 21, 500, 10_000])('has exactly the %i keys that were asked for', (count) => {
    const { keys, apps, keyLimit } = seedAccount({ seed: 1, keys: count, now });
    expect(keys).toHaveLength(count);
    expect(apps).toHaveLength(4);
    expect(new Set(keys.map(({ appId, id }) => `${appId}.${id}`)).size).toBe(count);
    expect(new Set(keys.map(({ appId, name }) => `${appId}.${name}`)).size).toBe(count);
    const times = keys.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted((left, right) => left - right));
    expect(keyLimit).toBe(Math.max(100, count + 20));
  });
});

describe('the saved state', () => {
  it('carries everything over: apps, keys, changes and revoked tokens', async () => {
    const before = new TestAccount();
    const key = before.key('chat token server');
    await before.call('POST', `/apps/${key.appId}/keys`, {
      body: { name: 'made here', capability: { '*': ['publish'] } },
    });
    await before.call('POST', `${before.keysPath(before.key('ci'))}/revoke`);
    await before.use(key.key, 'POST', `/keys/${key.keyName}/revokeTokens`, {
      body: { targets: ['clientId:bob'] },
    });
    expect(before.saves).toBe(3);

    const after = new TestAccount({ snapshot: before.instance.snapshot() });

    expect(after.truth()).toEqual({ ...before.truth(), mutations: [] });
    expect(JSON.parse(after.instance.snapshot())).toEqual(JSON.parse(before.instance.snapshot()));
    expect((await after.call('GET', '/me')).status).toBe(200);
  });

  it('is asked to be saved once for every change and for nothing else', async () => {
    const account = new TestAccount();
    const path = account.keysPath(account.key('ingest'));
    await account.call('GET', '/me');
    await account.call('PATCH', path, { body: { color: 'red' } });
    expect(account.saves).toBe(0);
    await account.call('PATCH', path, { body: { name: 'renamed' } });
    expect(account.saves).toBe(1);
  });

  it.each(['', '{', '{}', 'null', '{"secret":"RKCANARY"', '{"formatVersion":2}'])(
    'is refused without quoting it when it is damaged text %#',
    (snapshot) => {
      const open = (): unknown =>
        ablySandbox.open({
          ...{ seed: 1, keys: null, clock: new ManualClock(), random: seededRandom(1), snapshot },
          onMutation: () => undefined,
        });
      expect(open).toThrow('The saved state of the ably sandbox cannot be read');
    },
  );
});

describe('tuning', () => {
  it.each([[{ listOmitsSecret: 'yes' }], [{ listLagMs: -1 }], [{ unknown: true }], [null], [[]]])(
    'refuses %j and changes nothing',
    async (input) => {
      const account = new TestAccount();
      expect(account.instance.tune(input)).not.toEqual([]);
      const { json } = await account.call('GET', `/apps/${account.app('Chat')}/keys`);
      expect(at(json, '0.key')).toContain('RKCANARY');
    },
  );
});
