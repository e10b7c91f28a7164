import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TokenRevocation } from '../../../shared/keys/token-revocation.ts';
import { OtherAccount } from './other-account.ts';
import { errorOf, ServicesWorld, valueOf } from './services-world.ts';

/** A key whose tokens can be revoked, and one whose tokens cannot. */
const KEY = 'chat token server';
const PLAIN_KEY = 'moderation';

let account: OtherAccount;
let world: ServicesWorld;

beforeEach(async () => {
  account = await OtherAccount.connected('ably');
  ({ world } = account);
});

afterEach(async () => {
  await world.close();
});

const revoke = (changes: Partial<TokenRevocation> = {}, name = KEY) =>
  world.answered(
    world.services.tokenRevocation.revoke(world.key(name).id, {
      ...{ targets: ['clientId:bob@example.test'], issuedBefore: null, allowReauthMargin: false },
      ...changes,
    }),
  );

describe('revoking tokens', () => {
  it('sends one request with the key itself, after the consequence was confirmed', async () => {
    const keyName = world.key(KEY).providerKeyId;
    const { results } = valueOf(await revoke());
    expect(results).toEqual([
      { target: 'clientId:bob@example.test', appliesAt: expect.any(Number) as number, code: null },
    ]);
    expect(account.writes()).toEqual([`POST /keys/${keyName}/revokeTokens`]);
    expect(world.host.person.asked).toEqual([
      {
        title: `Revoke tokens of “${KEY}” for one target?`,
        detail: expect.stringContaining(
          'Clients with these tokens are dropped at once; tokens made afterwards are not affected.',
        ) as string,
        verb: 'Revoke tokens',
      },
    ]);
  });

  it('is recorded with how many, never with whom', async () => {
    const targets = ['clientId:bob', 'clientId:bob', 'channel:orders', 'revocationKey:group-7'];
    const { results } = valueOf(await revoke({ targets }));
    expect(results.map(({ code }) => code)).toEqual([null, '40163', null]);
    expect(world.lastActivity).toMatchObject({
      ...{ action: 'tokens.revoked', outcome: 'done', subject: KEY },
      facts: { targets: 3, revoked: 2 },
    });
    expect(JSON.stringify(world.activity())).not.toMatch(/bob|orders:|group-7/);
    expect(JSON.stringify(world.host.person.asked)).not.toMatch(/bob|group-7/);
    await world.stop();
    expect(world.filesHolding('group-7')).toEqual([]);
    expect(world.filesHolding('RKCANARY')).toEqual([]);
    expect(world.host.logged.join('\n')).not.toMatch(/RKCANARY|bob|group-7/);
  });

  it('is recorded as failed when no target was revoked', async () => {
    const { results } = valueOf(await revoke({ targets: ['channel:orders'] }));
    expect(results).toEqual([{ target: 'channel:orders', appliesAt: null, code: '40163' }]);
    expect(world.lastActivity).toMatchObject({ action: 'tokens.revoked', outcome: 'failed' });
  });

  it('says for how long clients have time where they are given some', async () => {
    const before = world.host.clock.now();
    const { results } = valueOf(await revoke({ allowReauthMargin: true }));
    expect(results[0]?.appliesAt).toBeGreaterThanOrEqual(before + 30_000);
    expect(world.host.person.asked[0]?.detail).toContain('after 30 seconds');
  });

  it('sends nothing and records nothing when the person says no', async () => {
    world.host.person.says = false;
    const entries = world.activity().length;
    expect(errorOf(await revoke())).toEqual({ kind: 'cancelled' });
    expect(account.writes()).toEqual([]);
    expect(world.activity()).toHaveLength(entries);
  });

  it('uses the copy in the keychain where there is one', async () => {
    const [part] = world.details(KEY).parts;
    if (part === undefined) throw new Error('No part');
    valueOf(await world.answered(world.services.secrets.keep(part.id)));
    account.tune({ listOmitsSecret: true });
    expect(valueOf(await revoke()).results).toHaveLength(1);
    account.tune({ listOmitsSecret: true });
    expect(errorOf(await revoke({}, 'orders server'))).toEqual({
      ...{ kind: 'not-found', what: 'secret' },
    });
  });

  it('is refused in words of its own by a key without revocable tokens, signed in as before', async () => {
    expect(errorOf(await revoke({}, PLAIN_KEY))).toMatchObject({
      ...{ kind: 'provider-rejected', code: '40164' },
    });
    expect(world.services.connections.list()[0]?.signIn).toBe('signed-in');
    expect(world.lastActivity).toMatchObject({ action: 'tokens.revoked', outcome: 'failed' });
  });

  it('is not offered by a key that has ended, before or during the question', async () => {
    const ended = { kind: 'conflict', reason: 'already-ended' };
    expect(errorOf(await revoke({}, 'bots 2023'))).toEqual(ended);
    expect(world.host.person.asked).toEqual([]);
    const { person } = world.host;
    const ask = person.ask.bind(person);
    person.ask = async (question) => {
      person.ask = ask;
      valueOf(await world.services.keys.end(world.key(KEY).id, 'revoke', KEY));
      return ask(question);
    };
    expect(errorOf(await revoke())).toEqual(ended);
    expect(account.writes().filter((request) => request.endsWith('revokeTokens'))).toEqual([]);
  });

  it('is open when the answer was lost, and is not sent again', async () => {
    account.faults({ plane: 'data-plane', effect: { kind: 'reset', when: 'after-commit' } });
    expect(errorOf(await revoke())).toMatchObject({ kind: 'outcome-unknown' });
    expect(account.writes()).toHaveLength(1);
    expect(world.lastActivity).toMatchObject({
      ...{ action: 'tokens.revoked', outcome: 'failed' },
      facts: { targets: 1, error: 'outcome-unknown' },
    });
  });
});

describe('a provider without revocable tokens', () => {
  it('is neither asked nor imitated', async () => {
    const other = await ServicesWorld.connected();
    try {
      const [key] = other.rows();
      if (key === undefined) throw new Error('No key');
      const { tokenRevocation, secretExpiry } = other.services;
      const revocation = { targets: ['clientId:x'], issuedBefore: null, allowReauthMargin: false };
      expect(errorOf(await tokenRevocation.revoke(key.id, revocation))).toEqual({
        ...{ kind: 'not-supported', operation: 'revokeTokens' },
      });
      const { id } = other.secretPart(key.name);
      expect(errorOf(await secretExpiry.extend(id, 0))).toMatchObject({ kind: 'not-supported' });
      expect(other.sent).toEqual([]);
      expect(other.host.person.asked).toEqual([]);
    } finally {
      await other.close();
    }
  });
});
