import { describe, expect, it } from 'vitest';
import { abetterchoiceSandbox } from '../../../../../electron/sandbox/abetterchoice/index.ts';
import { seedAccount } from '../../../../../electron/sandbox/abetterchoice/seed-data.ts';
import { seededRandom } from '../../../../../electron/sandbox/sandbox-random.ts';
import { ManualClock } from '../manual-clock.ts';
import { TestAccount } from './test-account.ts';

const now = Date.UTC(2026, 5, 15);

describe('the seeded project', () => {
  it('depends on the seed alone', () => {
    const seeded = (seed: number): string => JSON.stringify(seedAccount({ seed, keys: null, now }));
    expect(seeded(1)).toBe(seeded(1));
    expect(seeded(1)).not.toBe(seeded(2));
  });

  it.each([1, 5, 500])('has %d keys when asked for, one of them the default key', (keys) => {
    const account = new TestAccount({ keys });
    const all = account.console.keys();
    expect(new Set(all.map(({ name }) => name)).size).toBe(keys);
    expect(all.filter(({ isDefault }) => isDefault)).toHaveLength(1);
    expect(all.every(({ name }) => /^[A-Za-z0-9_]+$/.test(name))).toBe(true);
  });

  it('says what a test needs: the page, the project and a working key', () => {
    const { truth, instance } = new TestAccount();
    expect(truth).toMatchObject({ consoleUrl: '/console', projectId: '4242' });
    expect(truth.keyName).toBe('server_prod');
    expect(truth.token).toContain('RKCANARY');
    expect(instance.signInSecrets).toEqual({ projectId: '4242' });
  });
});

describe('the saved state', () => {
  it('goes on where it was', async () => {
    const before = new TestAccount();
    before.console.create({ name: 'fresh', description: 'new' });
    before.console.deactivate('server_prod');
    const after = new TestAccount({ snapshot: before.instance.snapshot() });
    expect(after.console.keys()).toEqual(before.console.keys());
    expect(await after.code({ name: 'fresh' })).toBe(100);
    expect(await after.code({ name: 'server_prod' })).toBe(101);
  });

  it('is asked to be saved for every change and for nothing else', async () => {
    const account = new TestAccount();
    await account.call();
    account.console.create({ name: 'a-b', description: '' });
    expect(account.saves).toBe(0);
    account.console.create({ name: 'a_b', description: '' });
    expect(account.saves).toBe(1);
  });

  it.each(['', '{', '{}', 'null', '{"tokenSecret":"RKCANARY"'])(
    'is refused without quoting it when it is damaged text %#',
    (snapshot) => {
      const open = (): unknown =>
        abetterchoiceSandbox.open({
          ...{ seed: 1, keys: null, clock: new ManualClock(), random: seededRandom(1) },
          ...{ snapshot, onMutation: () => undefined },
        });
      expect(open).toThrow('The saved state of the abetterchoice sandbox cannot be read');
    },
  );

  it.each([[{ answersCode: 101 }], [{ activationLagMs: -1 }], [{ unknown: true }], [null]])(
    'is not touched by the tuning %j, which is refused',
    (input) => {
      expect(new TestAccount().instance.tune(input)).not.toEqual([]);
    },
  );
});
