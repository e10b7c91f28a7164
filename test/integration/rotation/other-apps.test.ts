import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RotationDependencies } from '../../../electron/services/rotation-dependencies.ts';
import { findMarked } from '../../../electron/services/rotation-looks.ts';
import { ok } from '../../../shared/errors/app-error.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { rotationIn, states } from '../../unit/shared/rotations/rotation-fixtures.ts';
import { OtherAccount } from '../services/other-account.ts';
import { nextTurn, valueOf, type ServicesWorld } from '../services/services-world.ts';

/** A provider that lists the keysets of the whole account, whatever app is asked for. */
let account: OtherAccount;
let world: ServicesWorld;

beforeEach(async () => {
  account = await OtherAccount.connected('pubnub-v2');
  ({ world } = account);
});

afterEach(async () => {
  await world.close();
});

const NAME = 'orders-dev';
const LIST = { method: 'GET', path: '/v2/keysets' } as const;

/** The keysets at the provider, in the order in which they are listed. */
const listed = () =>
  (account.provider.instance.summary() as unknown as { keysets: readonly { appId: string }[] })
    .keysets;

/** Rotates with a create whose answer is lost, until nothing runs any more. */
async function rotate(): Promise<RotationView> {
  const { rotations } = world.services;
  const keyId = world.key(NAME).id;
  const { hash: planHash, marker } = valueOf(
    await world.answered(rotations.plan(keyId, { strategy: 'replace' })),
  );
  const destinations = [{ kind: 'copy' }] as const;
  const started = rotations.start({ keyId, planHash, marker, destinations });
  const { id } = valueOf(await world.answered(started));
  for (let step = 0; step < 2_000 && valueOf(rotations.get(id)).isBusy; step += 1) {
    await world.host.clock.advanceAsync(500);
    await nextTurn();
  }
  return valueOf(rotations.get(id));
}

describe('a keyset of another app that is like the one that was asked for', () => {
  it('is neither suspected nor listed under the app of the rotation', async () => {
    const { length } = listed();
    const appId = world.services.connections
      .containers()
      .map(({ providerContainerId }) => providerContainerId)
      .find((id) => id !== listed().at(-1)?.appId);
    const elsewhere = [
      { path: `keysets.${length}.name`, value: 'made elsewhere' },
      { path: `keysets.${length}.appId`, value: appId ?? '' },
    ];
    account.faults(
      { method: 'POST', path: '/v2/keysets', effect: { kind: 'reset', when: 'after-commit' } },
      { ...LIST, effect: { kind: 'rewrite', set: elsewhere } },
    );
    expect(await rotate()).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'reconciling', error: { kind: 'not-found', what: 'created-key' } },
    });
    expect(listed()).toHaveLength(length + 1);
    expect(world.rows().map(({ name }) => name)).not.toContain('made elsewhere');
  });

  it('is not the new key although it carries the marker', async () => {
    const row = rotationIn(states.minting);
    const ours = {
      providerContainerId: row.providerContainerId,
      name: row.consent.newName,
      status: 'active',
    };
    const found = ok([ours, { ...ours, providerContainerId: '1' }]);
    const deps = { sessions: { call: () => Promise.resolve(found) } };
    const { signal } = new AbortController();
    expect(await findMarked(deps as unknown as RotationDependencies, row, signal)).toEqual(
      ok([ours]),
    );
  });
});
