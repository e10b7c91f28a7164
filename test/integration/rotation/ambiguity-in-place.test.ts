import { afterEach, expect, it } from 'vitest';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import type { Part } from '../../../shared/keys/key.ts';
import { readProfile } from '../../crash/profile-facts.ts';
import { valueOf } from '../services/services-world.ts';
import { StrategyRun } from './strategy-run.ts';

let run: StrategyRun;

afterEach(async () => {
  await run.world.close();
});

const onRenewal = (effect: FaultRuleInput['effect']): FaultRuleInput => ({
  ...{ method: 'POST', path: '**/secret-keys', count: 1 },
  effect,
});
const secretsOf = (): Part[] =>
  valueOf(run.world.services.keys.get(run.plan.keyId)).parts.filter(
    ({ nature }) => nature === 'secret',
  );
const liveSecrets = (): Part[] => secretsOf().filter(({ state }) => state !== 'ended');

it.each([{}, { strategy: 'immediate' }] as const)(
  'takes no secret over that begins like one of before, and keeps its value: %o',
  async (choice) => {
    run = await StrategyRun.connected('pubnub-v2');
    const { listedStubs } = await run.planned(choice);
    const alikeSecret = `${String(listedStubs[0])}RKCANARY0123456789abcdef`;
    run.account.faults(
      onRenewal({ kind: 'rewrite', set: [{ path: 'secretKey', value: alikeSecret }] }),
    );
    expect(await run.start()).toMatchObject({
      step: 'needs-attention',
      attention: { error: { code: 'new-secret-begins-alike' } },
      allowed: ['look-again', 'create-again'],
    });
    const { profileDir, keychain } = run.world.host;
    const profile = await readProfile(profileDir, keychain.secretsByName);
    expect([...(profile?.escrowSecrets.values() ?? [])]).toContain(alikeSecret);
    expect(secretsOf().map(({ stub }) => stub)).toContain(listedStubs[0]);
    run.account.faults();
    expect(await run.command('create-again')).toMatchObject({ step: 'distributing' });
    await run.confirmAll();
    if (run.view.step === 'overlapping') await run.retire();
    expect(run.view.step).toBe('completed');
    expect(liveSecrets().map(({ id }) => id)).toContain(run.view.newSecretPartId);
  },
);

it.each([{}, { strategy: 'immediate' }] as const)(
  'offers no way to leave a secret unsaid that an earlier call made: %o',
  async (choice) => {
    run = await StrategyRun.connected('pubnub-v2');
    await run.planned(choice);
    run.account.tune({ listShowsSecrets: 'stub' });
    run.account.faults(onRenewal({ kind: 'reset', when: 'after-commit' }));
    expect((await run.start()).allowed).toEqual(['look-again', 'create-again']);
    run.account.faults(onRenewal({ kind: 'answer', status: 429 }));
    expect(await run.command('create-again')).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'minting' },
      allowed: ['retry'],
    });
    run.account.faults();
    expect(await run.command('retry')).toMatchObject({ step: 'distributing', createConsents: 3 });
  },
);
