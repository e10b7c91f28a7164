import { afterEach, describe, expect, it } from 'vitest';
import type { RotationId } from '../../../shared/lib/ids.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { OtherAccount } from '../services/other-account.ts';
import { nextTurn, valueOf, type ServicesWorld } from '../services/services-world.ts';

let world: ServicesWorld;

afterEach(async () => {
  await world.close();
});

/** Lets time pass until nothing runs for this rotation. */
async function settle(id: RotationId): Promise<RotationView> {
  const { rotations } = world.services;
  for (let turn = 0; turn < 4_000 && valueOf(rotations.get(id)).isBusy; turn += 1) {
    await world.host.clock.advanceAsync(500);
    await nextTurn();
  }
  return valueOf(rotations.get(id));
}

/** The first active key of a connected account that can be planned to be proved. */
async function plannedKey() {
  const { rotations } = world.services;
  for (const { id, status } of world.rows()) {
    if (status !== 'active') continue;
    const plan = valueOf(await world.answered(rotations.plan(id, { strategy: 'replace' })));
    const isBlocked = plan.findings.some(({ weight }) => weight === 'blocks');
    if (!isBlocked && plan.verification === 'probe') return plan;
  }
  throw new Error('No key can be replaced with proof');
}

describe.each([
  ['pubnub-v2', 'secret', 'DELETE'],
  ['ably', 'api-key', 'POST'],
] as const)('replacing a key of %s', (providerId, role, endMethod) => {
  it('proves the new one, ends the old one and proves that it is dead', async () => {
    const account = await OtherAccount.connected(providerId);
    account.listSecrets();
    ({ world } = account);
    const { rotations } = world.services;
    const plan = await plannedKey();
    const before = account.writes().length;
    const { id } = valueOf(
      await world.answered(
        rotations.start({
          keyId: plan.keyId,
          planHash: plan.hash,
          marker: plan.marker,
          destinations: [{ kind: 'copy' }],
        }),
      ),
    );
    const distributing = await settle(id);
    expect(distributing).toMatchObject({ step: 'distributing', attention: null });
    for (const { id: destinationId } of distributing.destinations)
      valueOf(
        await world.answered(rotations.confirmDestination({ rotationId: id, destinationId })),
      );
    expect(await settle(id)).toMatchObject({ step: 'overlapping' });
    valueOf(await world.answered(rotations.retire({ rotationId: id, typedName: plan.keyName })));
    const ended = await settle(id);
    expect(ended).toMatchObject({ step: 'completed' });

    const receipt = valueOf(rotations.receipt(id));
    expect(JSON.stringify(receipt)).not.toContain('RKCANARY');
    const old = world.rows().find((row) => row.id === plan.keyId);
    const fresh = world.rows().find(({ name }) => name === plan.newName);
    expect(old?.status).toBe('ended');
    expect(fresh).toMatchObject({ status: 'active', custody: 'in-keychain' });
    const parts = valueOf(world.services.keys.get(fresh!.id)).parts;
    expect(parts.find(({ nature }) => nature === 'secret')?.role).toBe(role);
    const creates = account
      .writes()
      .slice(before)
      .filter((write) => write.includes('keys'));
    expect(creates.at(-1)?.startsWith('POST') === true || endMethod === 'DELETE').toBe(true);
  });
});
