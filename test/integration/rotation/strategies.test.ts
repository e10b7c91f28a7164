import { afterEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/lib/duration.ts';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import { errorOf, valueOf } from '../services/services-world.ts';
import { StrategyRun } from './strategy-run.ts';

let run: StrategyRun;

afterEach(async () => {
  await run.world.close();
});

const secretCalls = (): string[] =>
  run.account.writes().filter((write) => write.includes('secret-keys'));

const secretsOf = () =>
  valueOf(run.world.services.keys.get(run.plan.keyId)).parts.filter(
    ({ nature }) => nature === 'secret',
  );

/** At the provider, where another admin finds it. */
function oldSecretPath(): string {
  const keysetId = run.world.rows().find(({ id }) => id === run.plan.keyId)?.providerKeyId;
  const stub = secretsOf().find(({ id }) => id === run.view.oldSecretPartId)?.stub;
  return `/keysets/${keysetId ?? ''}/secret-keys/${stub ?? ''}`;
}

describe('a new secret with an overlap', () => {
  it('keeps the key, proves both sides and ends the old secret when the person says so', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    const plan = await run.planned({});
    expect(plan).toMatchObject({ strategy: 'overlap', overlapMs: DAY_MS, newName: plan.keyName });
    const startedAt = run.world.host.clock.now();
    expect(await run.start()).toMatchObject({ step: 'distributing' });
    const overlapping = await run.confirmAll();
    expect(overlapping).toMatchObject({ step: 'overlapping', newKeyId: plan.keyId });
    expect(overlapping.overlapUntil).toBeGreaterThanOrEqual(startedAt + DAY_MS);
    expect(overlapping.overlapUntil).toBeLessThan(startedAt + DAY_MS + HOUR_MS);
    expect(overlapping.allowed).not.toContain('roll-back');
    expect(secretsOf().map(({ state }) => state)).toEqual(['expiring', 'current']);

    expect(await run.retire()).toMatchObject({ step: 'completed' });
    expect(run.steps).toEqual([
      ...['planned', 'minting', 'keeping', 'verifying', 'distributing', 'overlapping'],
      ...['retiring', 'verifying-dead', 'completed'],
    ]);
    expect(run.view.proofDead).toMatchObject({ how: 'probe', status: 403 });
    expect(secretsOf()).toMatchObject([
      { state: 'ended', custody: 'not-held' },
      { state: 'current', custody: 'in-keychain' },
    ]);
    expect(secretCalls()).toHaveLength(2);
    expect(run.world.host.person.asked.at(-1)?.title).toMatch(/^End the old secret sec-c-/);
  });

  it('is completed by the provider’s own clock, without a call of ours', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    await run.planned({ overlapMs: 2 * HOUR_MS });
    await run.start();
    await run.confirmAll();
    await run.pass(HOUR_MS);
    expect(await run.settle()).toMatchObject({ step: 'overlapping' });
    const endsAt = run.view.overlapUntil!;
    expect(await run.passOverlap()).toMatchObject({ step: 'completed' });
    expect(run.view.proofDead!.at).toBeGreaterThanOrEqual(endsAt);
    expect(run.steps).not.toContain('retiring');
    expect(run.view.proofDead).toMatchObject({ how: 'probe' });
    expect(secretCalls()).toHaveLength(1);
  });

  it('goes on waiting after a restart, and sees what happened meanwhile', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    await run.planned({ overlapMs: 2 * HOUR_MS });
    await run.start();
    await run.confirmAll();
    await run.account.restart();
    expect(await run.settle()).toMatchObject({ step: 'overlapping' });
    run.world.host.clock.jumpWall(3 * HOUR_MS);
    expect(await run.passOverlap()).toMatchObject({ step: 'completed' });
  });

  it('can be extended, and then ends later', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    await run.planned({ overlapMs: 2 * HOUR_MS });
    await run.start();
    await run.confirmAll();
    const until = run.world.host.clock.now() + 5 * HOUR_MS;
    const extended = await run.world.answered(
      run.world.services.rotations.extend({ rotationId: run.id, until }),
    );
    expect(valueOf(extended).overlapUntil).toBe(until);
    await run.pass(3 * HOUR_MS);
    expect(await run.settle()).toMatchObject({ step: 'overlapping' });
    expect(await run.passOverlap()).toMatchObject({ step: 'completed' });
    expect(run.view.proofDead!.at).toBeGreaterThanOrEqual(until);
  });

  it('counts down to the true end when another admin moves it nearer', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    await run.planned({});
    await run.start();
    await run.confirmAll();
    const nearer = Math.floor(run.world.host.clock.now() / 1_000) * 1_000 + 2 * HOUR_MS;
    expect(
      await run.account.elsewhere('PATCH', oldSecretPath(), {
        expiresAt: new Date(nearer).toISOString(),
      }),
    ).toBe(200);
    await run.pass(6 * MINUTE_MS);
    expect(run.view).toMatchObject({ step: 'overlapping', overlapUntil: nearer });
    expect(run.steps.filter((step) => step === 'overlapping')).toHaveLength(1);
    expect(await run.passOverlap()).toMatchObject({ step: 'completed' });
    expect(run.view.proofDead!.at).toBeLessThan(nearer + HOUR_MS);
  });

  it('notices within minutes that another admin has ended the old secret, and proves it', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    await run.planned({});
    await run.start();
    await run.confirmAll();
    const until = run.view.overlapUntil!;
    expect(await run.account.elsewhere('DELETE', oldSecretPath(), null)).toBe(200);
    await run.pass(6 * MINUTE_MS);
    expect(await run.settle()).toMatchObject({ step: 'completed', proofDead: { how: 'probe' } });
    expect(run.view.proofDead!.at).toBeLessThan(until);
  });

  it('does not believe a single list that lacks the old secret before its time', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    await run.planned({});
    await run.start();
    await run.confirmAll();
    run.account.faults({
      ...{ method: 'GET', path: '/v2/keysets/*/secret-keys', count: 1 },
      effect: { kind: 'rewrite', set: [{ path: 'secretKeys', value: [] }] },
    });
    await run.pass(6 * MINUTE_MS);
    expect(run.account.provider.journal.entries().map(({ fault }) => fault)).toContain('rewrite');
    expect(await run.settle()).toMatchObject({ step: 'overlapping' });
    expect(run.steps).not.toContain('verifying-dead');
  });

  it('takes over the secret of a lost answer where the list shows it', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    await run.planned({});
    run.account.faults(lostAnswer);
    expect(await run.start()).toMatchObject({ step: 'distributing', createConsents: 1 });
    expect(run.steps).toContain('reconciling');
    expect(secretCalls()).toHaveLength(1);
    await run.confirmAll();
    expect(await run.retire()).toMatchObject({ step: 'completed' });
  });

  it('asks for another consent where nobody can read that secret, and ends both old ones', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    await run.planned({});
    run.account.tune({ listShowsSecrets: 'stub' });
    run.account.faults(lostAnswer);
    const lost = await run.start();
    expect(lost).toMatchObject({ step: 'needs-attention', attention: { from: 'reconciling' } });
    expect(lost.allowed).toEqual(['look-again', 'create-again']);
    run.account.faults();
    expect(await run.command('create-again')).toMatchObject({
      step: 'distributing',
      createConsents: 2,
    });
    await run.confirmAll();
    // Nobody could read the old secret, so nobody can try it.
    expect(await run.retire()).toMatchObject({
      step: 'verifying-dead',
      attestReason: 'secret-not-held',
    });
    expect(await run.attest('old-dead')).toMatchObject({ step: 'completed' });
    expect(secretsOf().filter(({ state }) => state !== 'ended')).toHaveLength(1);
    expect(secretCalls().filter((call) => call.startsWith('DELETE'))).toHaveLength(2);
  });

  it('sends nothing when somebody made a secret since the plan', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    const { keyId, hash: planHash, marker } = await run.planned({});
    const keysetId = run.world.rows().find(({ id }) => id === keyId)!.providerKeyId;
    expect(await run.account.elsewhere('POST', `/keysets/${keysetId}/secret-keys`, {})).toBe(201);
    const before = secretCalls().length;
    const refused = await run.world.answered(
      run.world.services.rotations.start({
        ...{ keyId, planHash, marker },
        destinations: [{ kind: 'copy' }],
      }),
    );
    expect(errorOf(refused)).toEqual({ kind: 'conflict', reason: 'changed-meanwhile' });
    expect(secretCalls()).toHaveLength(before);
  });
});

describe('a new secret at once', () => {
  it('hands it over first and then proves that the old one has ended', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    const plan = await run.planned({ strategy: 'immediate' });
    expect(plan.findings.map(({ reason }) => reason)).toContain('gap-at-the-call');
    expect(await run.start()).toMatchObject({ step: 'distributing', overlapUntil: null });
    expect(await run.confirmAll()).toMatchObject({ step: 'completed' });
    expect(run.steps).toEqual([
      ...['planned', 'minting', 'keeping', 'verifying', 'distributing', 'verifying-dead'],
      'completed',
    ]);
    expect(run.view.proofDead).toMatchObject({ how: 'probe', status: 403 });
    expect(secretCalls()).toHaveLength(1);
  });
});

describe('an exposed key', () => {
  it.each([
    ['pubnub-v2', ['overlapping', 'retiring', 'verifying-dead', 'distributing', 'completed']],
    ['ably', ['overlapping', 'retiring', 'verifying-dead', 'distributing', 'completed']],
  ] as const)('of %s is cut before the consumers move', async (providerId, after) => {
    run = await StrategyRun.connected(providerId);
    const plan = await run.planned({ trigger: 'exposed' });
    expect(plan.findings.map(({ reason }) => reason)).toContain('cut-before-consumers');
    expect(await run.start()).toMatchObject({ step: 'overlapping' });
    const cut = await run.retire();
    expect(cut).toMatchObject({ step: 'distributing', isOldDead: true });
    expect(cut.proofDead).toMatchObject({ how: 'probe' });
    expect(cut.allowed).toEqual(['confirm-destination']);
    expect(await run.confirmAll()).toMatchObject({ step: 'completed' });
    expect(run.steps.slice(4)).toEqual(after);
  });
});

/** The call takes effect, its answer does not arrive. */
const lostAnswer: FaultRuleInput = {
  method: 'POST',
  path: '**/secret-keys',
  count: 1,
  effect: { kind: 'reset', when: 'after-commit' },
};
