import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import type { RotationPlan } from '../../../shared/rotations/rotation-view.ts';
import { ServicesWorld, valueOf } from '../services/services-world.ts';
import { RotationWorld } from './rotation-world.ts';
import { StrategyRun } from './strategy-run.ts';

/** Access Manager is on and the secret can be read. */
const PROVABLE = 'orders-staging';
/** Its secret is no longer shown. */
const WITHOUT_SECRET = 'mobile-beta-2016';

let world: RotationWorld | ServicesWorld;

afterEach(async () => {
  await world.close();
});

const facts = ({ verification, findings }: RotationPlan): unknown => ({
  verification,
  findings: findings.map(({ weight, reason, error }) => [weight, reason, error?.kind ?? null]),
});

describe('why a plan asks a person', () => {
  it('is that the provider has no harmless check, where it has none', async () => {
    const simulated = await ServicesWorld.open();
    world = simulated;
    const { services } = simulated;
    const account = valueOf(await services.connections.connectSandbox()).find(
      ({ providerId }) => providerId === 'activitysmith',
    );
    if (account === undefined) throw new Error('Simulated');
    valueOf(services.sync.start(account.id));
    await simulated.answered(services.sync.settled(account.id));
    const key = simulated
      .rows()
      .find(({ connectionId, status }) => connectionId === account.id && status === 'active');
    if (key === undefined) throw new Error('Listed');
    const plan = valueOf(await simulated.answered(services.rotations.plan(key.id)));
    expect(facts(plan)).toMatchObject({
      verification: 'attest',
      findings: expect.arrayContaining([['warns', 'no-harmless-check', null]]) as unknown,
    });
    expect(JSON.stringify(plan)).not.toContain('access-manager');
  });

  it('is that the old secret is nowhere, where nobody shows it', async () => {
    const rotating = await RotationWorld.open();
    world = rotating;
    const { id } = rotating.key(WITHOUT_SECRET);
    const plan = valueOf(await rotating.services.rotations.plan(id));
    expect(facts(plan)).toEqual({
      verification: 'attest',
      findings: [['warns', 'secret-not-held', null]],
    });
  });
});

/** What the data plane says of a secret that it does not take. */
const invalidKey: FaultRuleInput['effect'] = {
  ...{ kind: 'answer', status: 400 },
  body: { status: 400, error: true, service: 'Access Manager', message: 'Invalid Subscribe Key' },
};

describe('an old key that is refused before anything ended it', () => {
  it.each(['planned', 'exposed'] as const)(
    'gives no proof of death: its end is attested (%s)',
    async (trigger) => {
      const rotating = await RotationWorld.open();
      world = rotating;
      const { rotations } = rotating.services;
      const keyId = rotating.key(PROVABLE).id;
      rotating.faults([{ plane: 'data-plane', effect: invalidKey }]);
      const plan = valueOf(await rotations.plan(keyId, { trigger }));
      expect(plan.verification).toBe('attest');
      expect(plan.findings).toContainEqual(
        expect.objectContaining({ weight: 'warns', reason: 'old-already-refused' }),
      );
      // The new one is tried all the same.
      const purposes = plan.calls.map(({ purpose }) => purpose);
      expect(purposes).toContain('prove-new');
      expect(purposes).not.toContain('prove-old-dead');
      const { hash: planHash, marker } = plan;
      const destinations = [{ kind: 'copy' }] as const;
      const { id } = valueOf(
        await rotations.start({ keyId, planHash, marker, destinations: [...destinations] }),
      );
      rotating.faults([]);
      const begun = await rotating.settle(id);
      expect(begun.proofNew).toMatchObject({ how: 'probe' });
      if (trigger === 'planned') await rotating.confirmAll(id);
      expect(await rotating.retire(id)).toMatchObject({
        ...{ step: 'verifying-dead', attestReason: 'already-refused', proofDead: null },
        allowed: ['attest-dead', 'retry'],
      });
      const note = 'the console shows it as disabled';
      valueOf(await rotations.attest({ rotationId: id, what: 'old-dead', note }));
      expect((await rotating.settle(id)).proofDead).toMatchObject({
        how: 'attested',
        reason: 'already-refused',
      });
    },
  );
});

describe('a key that cannot be read before a rotation', () => {
  it.each<[string, FaultRuleInput['effect'], string]>([
    ['403', { kind: 'answer', status: 403 }, 'missing-right'],
    ['429', { kind: 'answer', status: 429 }, 'quota-low'],
    ['another answer', { kind: 'rewrite', remove: ['result.id'] }, 'unexpected-answer'],
    ['503', { kind: 'answer', status: 503 }, 'offline'],
    ['no network', { kind: 'offline' }, 'offline'],
  ])('blocks with the true reason: %s', async (_what, effect, reason) => {
    const rotating = await RotationWorld.open();
    world = rotating;
    await rotating.signInAgain();
    rotating.faults([{ method: 'GET', path: '/api/keys/*', effect }]);
    const { id } = rotating.key(PROVABLE);
    const { findings } = valueOf(await rotating.answered(rotating.services.rotations.plan(id)));
    expect(findings.filter(({ weight }) => weight === 'blocks').map((each) => each.reason)).toEqual(
      [reason],
    );
  });
});

describe('a key whose replacement the provider would not take', () => {
  it('says what is wrong with it', async () => {
    const run = await StrategyRun.connected('ably');
    world = run.world;
    const keyId = run.world.rows().find(({ status }) => status === 'active')!.id;
    const adapter = run.world.services.registry.find('ably')!;
    const draftProblems = vi.spyOn(adapter, 'draftProblems');
    draftProblems.mockReturnValue(['One thing.', 'Another thing.']);
    const { findings } = valueOf(
      await run.world.answered(run.world.services.rotations.plan(keyId)),
    );
    expect(findings).toContainEqual({
      ...{ weight: 'blocks', reason: 'draft-refused', detail: 'One thing. Another thing.' },
      error: { kind: 'invalid-input', issues: ['One thing.', 'Another thing.'] },
    });
    expect(findings.map(({ reason }) => reason)).not.toContain('not-supported');
  });
});

describe('a check of the old key that fails', () => {
  const answer = (status: number): FaultRuleInput['effect'] => ({ kind: 'answer', status });

  it.each<[FaultRuleInput['effect'], string, string]>([
    [{ kind: 'offline', code: 'ENOTFOUND' }, 'offline', 'network-offline'],
    [{ kind: 'offline', code: 'ECONNREFUSED' }, 'offline', 'address-refused'],
    [answer(503), 'offline', 'provider-unavailable'],
    [answer(429), 'probe-failed', 'provider-rate-limited'],
  ])('with %j is called %s', async (effect, reason, kind) => {
    const rotating = await RotationWorld.open();
    world = rotating;
    rotating.faults([{ plane: 'data-plane', effect }]);
    const { id } = rotating.key(PROVABLE);
    const plan = valueOf(await rotating.answered(rotating.services.rotations.plan(id)));
    expect(facts(plan)).toEqual({ verification: 'probe', findings: [['warns', reason, kind]] });
  });
});
