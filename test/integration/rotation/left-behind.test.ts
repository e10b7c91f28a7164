import { afterEach, describe, expect, it } from 'vitest';
import { valueOf } from '../services/services-world.ts';
import { MatrixAccount } from './matrix-account.ts';
import { replacedProfiles } from './matrix-profiles.ts';
import { StrategyRun } from './strategy-run.ts';

let close: () => Promise<void>;

afterEach(() => close());

describe('what a lost answer left behind', () => {
  it('is shown when its marker was renamed away, also where keys have no date', async () => {
    const profile = replacedProfiles.find(({ providerId }) => providerId === 'activitysmith')!;
    const account = await MatrixAccount.connected(profile);
    close = () => account.close();
    const { world } = account;
    const { rotations } = world.services;
    account.tune({ showsCreatedAt: false });
    const { id: keyId } = world.rows().find(({ name }) => name === 'on-call alerts')!;
    const { hash: planHash, marker } = valueOf(await account.drive(rotations.plan(keyId)));
    account.fault('create', { kind: 'reset', when: 'after-commit' });
    account.hook('after', 'create', async () => {
      const lost = account.credentials().find((each) => account.isOurs(each))!;
      await account.elsewhere(profile.renamed(lost, 'mine now'));
    });
    const destinations = [{ kind: 'copy' as const }];
    const { id } = valueOf(
      await account.drive(rotations.start({ keyId, planHash, marker, destinations })),
    );
    expect(await account.settled(id)).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'reconciling', error: { kind: 'outcome-unknown' } },
      allowed: ['look-again', 'create-again', 'cancel'],
    });
    expect(world.key('mine now').status).toBe('active');
  });

  it('in place is listed beside the secret of the next consent', async () => {
    const run = await StrategyRun.connected('pubnub-v2');
    close = () => run.world.close();
    const { keyId } = await run.planned({});
    run.account.faults({
      ...{ method: 'POST', path: '**/secret-keys', count: 1 },
      effect: {
        kind: 'rewrite',
        set: [{ path: 'secretKey', value: 'sec-c-WrongRKCANARY0123456789abcdef' }],
      },
    });
    expect(await run.start()).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'verifying' },
    });
    const { keysets } = JSON.parse(run.account.provider.instance.snapshot()) as {
      keysets: { id: string; secretKeys: { secretKey: string }[] }[];
    };
    const { providerKeyId } = run.world.rows().find(({ id }) => id === keyId)!;
    const shown = keysets
      .find(({ id }) => id === providerKeyId)!
      .secretKeys.map(({ secretKey }) => secretKey.slice(0, 11));
    expect(shown).toHaveLength(2);
    expect(await run.command('create-again')).toMatchObject({ step: 'distributing' });
    const stubs = valueOf(run.world.services.keys.get(keyId))
      .parts.filter(({ nature, state }) => nature === 'secret' && state !== 'ended')
      .map(({ stub }) => stub);
    for (const stub of shown) expect(stubs).toContain(stub);
    expect(stubs).toHaveLength(3);
  });
});
