import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OtherAccount } from './other-account.ts';
import { errorOf, valueOf, type ServicesWorld } from './services-world.ts';

let account: OtherAccount;
let world: ServicesWorld;

beforeEach(async () => {
  account = await OtherAccount.connected('pubnub-v2');
  ({ world } = account);
});

afterEach(async () => {
  await world.close();
});

function testingKey() {
  const found = world.rows().find(({ environment }) => environment === 'testing');
  if (found === undefined) throw new Error('A keyset for testing');
  return found;
}

/** Presence the other way round, and production in place of testing: two calls. */
function edit() {
  const { id } = testingKey();
  const { summary, scope } = valueOf(world.services.keys.get(id));
  if (scope.kind !== 'keyset') throw new Error('Settings');
  const isOn = scope.properties['presence.enabled'] === true;
  return {
    isOn,
    run: () =>
      world.answered(
        world.services.scopes.edit({
          ...{ keyId: id, name: summary.name, environment: 'production', typedName: null },
          scope: { kind: 'keyset', properties: { 'presence.enabled': !isOn } },
        }),
      ),
    seen: () => {
      const details = valueOf(world.services.keys.get(id));
      if (details.scope.kind !== 'keyset') throw new Error('Settings');
      return {
        presence: details.scope.properties['presence.enabled'],
        environment: details.summary.environment,
      };
    },
  };
}

describe('an edit of a v2 keyset whose settings are taken and whose type is refused', () => {
  it.each([
    [{ plan: 'free', planErrorStatus: 400 }, 'settings-changed-plan', /Upgrade your plan/],
    [{ plan: 'free', planErrorStatus: 403 }, 'settings-changed-plan', /Upgrade your plan/],
  ])('says so under a code of its own (%j)', async (tuning, code, message) => {
    account.tune(tuning);
    const { isOn, run, seen } = edit();
    expect(errorOf(await run())).toEqual({
      ...{ kind: 'provider-rejected', providerId: 'pubnub-v2', code },
      message: expect.stringMatching(message) as string,
    });
    expect(seen()).toEqual({ presence: !isOn, environment: 'testing' });
    expect(world.lastActivity).toMatchObject({ action: 'key.edited', outcome: 'failed' });
  });

  it.each([
    [403, 'settings-changed-forbidden'],
    [429, 'settings-changed'],
    [409, 'settings-changed'],
  ])('names half of it done after status %d too', async (status, code) => {
    const { isOn, run, seen } = edit();
    account.faults({
      ...{ method: 'PATCH', path: '/v2/keysets/*' },
      effect: { kind: 'answer', status },
    });
    expect(errorOf(await run())).toMatchObject({ kind: 'provider-rejected', code });
    expect(seen()).toEqual({ presence: !isOn, environment: 'testing' });
  });

  it('is a plain no where nothing else was to be changed', async () => {
    account.tune({ plan: 'free' });
    const { id, name } = testingKey();
    const change = { keyId: id, name, environment: 'production', scope: null } as const;
    expect(
      errorOf(await world.answered(world.services.scopes.edit({ ...change, typedName: null }))),
    ).toMatchObject({ kind: 'provider-rejected', code: 'plan' });
  });
});
