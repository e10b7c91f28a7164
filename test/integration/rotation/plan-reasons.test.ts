import { afterEach, describe, expect, it } from 'vitest';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import type { RotationPlan } from '../../../shared/rotations/rotation-view.ts';
import { ServicesWorld, valueOf } from '../services/services-world.ts';
import { RotationWorld } from './rotation-world.ts';

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
