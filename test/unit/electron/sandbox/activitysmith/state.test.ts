import { describe, expect, it } from 'vitest';
import { activitysmithSandbox } from '../../../../../electron/sandbox/activitysmith/index.ts';
import { seedAccount } from '../../../../../electron/sandbox/activitysmith/seed-data.ts';
import { seededRandom } from '../../../../../electron/sandbox/sandbox-random.ts';
import { ManualClock } from '../manual-clock.ts';
import { TestAccount } from './test-account.ts';

const now = Date.UTC(2026, 5, 15, 12);

describe('the seeded account', () => {
  const account = seedAccount({ seed: 1, keys: null, now });

  it('is the same for the same seed on the same day, and another for another seed', () => {
    expect(seedAccount({ seed: 1, keys: null, now: now + 3_600_000 })).toEqual(account);
    const other = seedAccount({ seed: 2, keys: null, now });
    const secrets = new Set(account.keys.map((key) => key.keySecret));
    expect(other.keys.some((key) => secrets.has(key.keySecret))).toBe(false);
  });

  it('holds careful keys, old ones, ones that reach everybody, and one that reaches nobody', () => {
    const { keys, channels } = account;
    expect(keys).toHaveLength(16);
    expect(keys.filter((key) => key.scopeMode === 'all').length).toBeGreaterThan(3);
    expect(keys.filter((key) => now - key.createdAt > 400 * 86_400_000).length).toBeGreaterThan(4);
    const known = new Set(channels.map((channel) => channel.publicId));
    const orphans = keys.filter(
      (key) => key.scopeMode === 'channels' && !key.channelIds.some((id) => known.has(id)),
    );
    expect(orphans.map((key) => key.name)).toEqual(['spring campaign']);
    for (const key of keys) {
      expect(key.keySecret).toMatch(/^ask_[0-9a-f]{6}RKCANARY[0-9a-f]{32}$/);
      expect(key.createdAt).toBeLessThan(now);
    }
  });

  it.each([0, 1, 15, 17, 500])('has exactly the %i keys that were asked for', (keys) => {
    const seeded = seedAccount({ seed: 3, keys, now }).keys;
    expect(new Set(seeded.map((key) => key.publicId)).size).toBe(keys);
    expect(new Set(seeded.map((key) => key.name)).size).toBe(keys);
    const times = seeded.map((key) => key.createdAt);
    expect(times).toEqual(times.toSorted((left, right) => left - right));
  });
});

describe('the saved state', () => {
  it('carries everything over but sessions: keys, deleted keys, consents and tokens', async () => {
    const before = new TestAccount();
    const mcp = await before.connect();
    await mcp.call('create_api_key', { name: 'made here' });
    await mcp.call('delete_api_key', { public_id: before.key('zapier').publicId });
    const after = new TestAccount({ snapshot: before.instance.snapshot() });
    expect(after.truth()).toEqual({ ...before.truth(), mutations: [] });
    const saved: unknown = JSON.parse(after.instance.snapshot());
    expect(saved).toEqual(JSON.parse(before.instance.snapshot()));
    const kept = mcp.headers();
    const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
    // The token is known, the session is not: begin anew.
    expect((await after.sendJson('/mcp', ping, kept)).status).toBe(404);
  });

  it('is asked to be saved for every change and for nothing else', async () => {
    const account = new TestAccount();
    const mcp = await account.connect();
    const { saves } = account;
    await mcp.call('list_api_keys');
    await expect(mcp.call('create_api_key', {})).rejects.toThrow('Invalid arguments');
    expect(account.saves).toBe(saves);
    await mcp.call('create_api_key', { name: 'x' });
    expect(account.saves).toBe(saves + 1);
  });

  it.each(['', '{', '{}', 'null', '{"keySecret":"RKCANARY"'])(
    'is refused without quoting it when it is damaged text %#',
    (snapshot) => {
      const open = (): unknown =>
        activitysmithSandbox.open({
          ...{ seed: 1, keys: null, clock: new ManualClock(), random: seededRandom(1) },
          ...{ snapshot, onMutation: () => undefined },
        });
      expect(open).toThrow('The saved state of the activitysmith sandbox cannot be read');
    },
  );

  it.each([[{ toolSet: 'both' }], [{ listLagMs: -1 }], [{ unknown: true }], [null]])(
    'is not touched by the tuning %j, which is refused',
    (input) => {
      expect(new TestAccount().instance.tune(input)).not.toEqual([]);
    },
  );
});
