import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import type { Part } from '../../../shared/keys/key.ts';
import { DAY_MS } from '../../../shared/lib/duration.ts';
import { OtherAccount } from './other-account.ts';
import { errorOf, valueOf, type ServicesWorld } from './services-world.ts';

/** A keyset with a permanent secret and one that ends in two days. */
const KEY = 'telemetry-ingest-prod';
const SECRET_KEYS = '/v2/keysets/*/secret-keys';

let account: OtherAccount;
let world: ServicesWorld;

beforeEach(async () => {
  account = await OtherAccount.connected('pubnub-v2');
  ({ world } = account);
});

afterEach(async () => {
  await world.close();
});

const look = (name = KEY) => world.answered(world.services.secretExpiry.look(world.key(name).id));

const secretParts = (name = KEY): Part[] =>
  world.details(name).parts.filter(({ nature }) => nature === 'secret');

function expiring(name = KEY): Part {
  const found = secretParts(name).find(({ state }) => state === 'expiring');
  if (found === undefined) throw new Error(`${name} has no expiring secret`);
  return found;
}

async function renameElsewhere(name: string): Promise<void> {
  const { admin, signInSecrets } = account.provider.instance;
  const id = valueOf(world.services.keys.get(world.key(KEY).id)).summary.providerKeyId;
  const response = await admin(
    new Request(`https://pubnub-v2.sandbox.invalid/v2/keysets/${id}`, {
      method: 'PATCH',
      headers: {
        authorization: signInSecrets['apiKey'] ?? '',
        'content-type': 'application/json',
        'pubnub-version': '2026-09-03',
      },
      body: JSON.stringify({ name }),
    }),
  );
  if (!response.ok) throw new Error(await response.text());
}

const inDays = (days: number): number => world.host.clock.now() + days * DAY_MS;

const extend = (expiresAt: number, part = expiring()) =>
  world.answered(world.services.secretExpiry.extend(part.id, expiresAt));

const end = (part = expiring(), typedName = KEY) =>
  world.answered(world.services.secretExpiry.end(part.id, typedName));

/** The prefixes of the secrets that the provider still takes. */
function liveAtProvider(name = KEY): string[] {
  const { keysets } = account.provider.instance.summary() as unknown as {
    keysets: readonly {
      readonly name: string;
      readonly secretKeys: readonly {
        readonly secretKey: string;
        readonly expiresAt: number | null;
        readonly endedAt: number | null;
      }[];
    }[];
  };
  const keyset = keysets.find((one) => one.name === name);
  return (keyset?.secretKeys ?? []).flatMap(({ secretKey, expiresAt, endedAt }) =>
    endedAt === null && (expiresAt === null || expiresAt > world.host.clock.now())
      ? [secretKey.slice(0, 11)]
      : [],
  );
}

describe('the secrets of a key', () => {
  it('are told by a look, because the list of keys does not tell them', async () => {
    expect(secretParts()).toEqual([]);
    const { parts } = valueOf(await look());
    expect(parts.filter(({ nature }) => nature === 'secret')).toMatchObject([
      { state: 'current', expiresAt: null, custody: 'not-held' },
      { state: 'expiring', custody: 'not-held' },
    ]);
    expect(secretParts().map(({ stub }) => stub)).toEqual(liveAtProvider().toReversed());
    const ids = secretParts().map(({ id }) => id);
    valueOf(await look());
    await account.sync();
    expect(secretParts().map(({ id }) => id)).toEqual(ids);
  });

  it('leave the rest of the key as the last sync saw it', async () => {
    const { summary } = world.details(KEY);
    world.host.clock.advance(DAY_MS);
    const looked = valueOf(await look()).summary;
    expect(looked.asOf).toBe(summary.asOf);
    expect(world.lastActivity?.action).toBe('sync.completed');
  });
});

describe('a secret that is about to end', () => {
  beforeEach(async () => {
    valueOf(await look());
  });

  it('is given more time, seen by a fresh look', async () => {
    const part = expiring();
    const expiresAt = inDays(7);
    const details = valueOf(await extend(expiresAt));
    expect(details.parts.find(({ id }) => id === part.id)).toEqual({ ...part, expiresAt });
    expect(world.lastActivity).toMatchObject({
      ...{ action: 'secret.extended', outcome: 'done', subject: KEY },
      facts: { part: 'secret', stub: part.stub, until: new Date(expiresAt).toISOString() },
    });
    expect(world.host.person.asked).toEqual([]);
  });

  it('and the look afterwards tells what changed elsewhere, which no later sync would see', async () => {
    const part = expiring();
    await renameElsewhere('renamed elsewhere');
    valueOf(await extend(inDays(20), part));
    const drift = () => world.services.sync.drift().map(({ kind, details }) => [kind, ...details]);
    expect(drift()).toEqual([['renamed', KEY, 'renamed elsewhere']]);
    world.host.clock.advance(60_000);
    await account.sync();
    expect(drift()).toEqual([['renamed', KEY, 'renamed elsewhere']]);
  });

  it('is not given a time that the provider does not take', async () => {
    expect(errorOf(await extend(inDays(367)))).toMatchObject({ kind: 'invalid-input' });
    expect(errorOf(await extend(inDays(0)))).toMatchObject({ kind: 'invalid-input' });
    expect(account.writes()).toEqual([]);
    expect(world.lastActivity).toMatchObject({ action: 'secret.extended', outcome: 'refused' });
  });

  it('is given more time although the answer was lost, when a look shows it', async () => {
    account.faults({
      ...{ method: 'PATCH', path: `${SECRET_KEYS}/*` },
      effect: { kind: 'reset', when: 'after-commit' },
    });
    const expiresAt = inDays(7);
    expect(valueOf(await extend(expiresAt)).parts).toContainEqual(
      expect.objectContaining({ state: 'expiring', expiresAt }),
    );
    expect(account.writes()).toHaveLength(1);
  });

  it('keeps its end when the request was lost on the way, and that is not called done', async () => {
    const before = expiring().expiresAt;
    account.faults({
      ...{ method: 'PATCH', path: `${SECRET_KEYS}/*` },
      effect: { kind: 'reset', when: 'before-commit' },
    });
    expect(errorOf(await extend(inDays(7)))).toMatchObject({ kind: 'outcome-unknown' });
    expect(expiring().expiresAt).toBe(before);
    expect(world.lastActivity).toMatchObject({ action: 'secret.extended', outcome: 'failed' });
  });

  it('says that the plan is in the way', async () => {
    account.tune({ plan: 'free' });
    expect(errorOf(await extend(inDays(7)))).toMatchObject({
      ...{ kind: 'provider-rejected', code: 'plan' },
    });
    expect(world.services.connections.list()[0]?.signIn).toBe('signed-in');
  });

  it('is ended after the name was typed and the host was asked', async () => {
    const part = expiring();
    const details = valueOf(await end());
    expect(details.parts.some(({ id }) => id === part.id)).toBe(false);
    expect(details.parts).toContainEqual(expect.objectContaining({ state: 'current' }));
    expect(liveAtProvider()).not.toContain(part.stub);
    expect(world.host.person.asked).toEqual([
      {
        title: `End the secret ${String(part.stub)}… of “${KEY}” now?`,
        detail: expect.stringMatching(/refused at once.*cannot be undone/) as string,
        verb: 'End secret now',
      },
    ]);
    expect(world.lastActivity).toMatchObject({
      ...{ action: 'secret.ended', outcome: 'done', subject: KEY },
      facts: { part: 'secret', stub: part.stub },
    });
  });

  it('goes on when another name was typed, or the person said no', async () => {
    expect(errorOf(await end(expiring(), 'telemetry'))).toEqual({
      ...{ kind: 'conflict', reason: 'typed-name-differs' },
    });
    expect(world.lastActivity).toMatchObject({ action: 'secret.ended', outcome: 'refused' });
    const entries = world.activity().length;
    world.host.person.says = false;
    expect(errorOf(await end())).toEqual({ kind: 'cancelled' });
    expect(world.activity()).toHaveLength(entries);
    expect(account.writes()).toEqual([]);
  });

  it('is not ended while a rotation holds the key, also one begun during the question', async () => {
    const { person } = world.host;
    const ask = person.ask.bind(person);
    person.ask = async (question) => {
      person.ask = ask;
      const keyId = world.key(KEY).id;
      const { rotations } = world.services;
      const { hash: planHash, marker } = valueOf(await rotations.plan(keyId));
      account.faults({ method: 'POST', effect: { kind: 'offline' } });
      valueOf(await rotations.start({ keyId, planHash, marker, destinations: [{ kind: 'copy' }] }));
      return ask(question);
    };
    const isOpen = { kind: 'conflict', reason: 'rotation-open' };
    expect(errorOf(await end())).toEqual(isOpen);
    expect(errorOf(await end())).toEqual(isOpen);
    expect(liveAtProvider()).toContain(expiring().stub);
    // Beginning a rotation asks as well.
    expect(person.asked.filter(({ title }) => title.startsWith('End the'))).toHaveLength(1);
  });

  it.each([
    ['reset', { kind: 'reset', when: 'after-commit' }],
    ['a 503', { kind: 'answer', status: 503, when: 'after-commit' }],
    ['a page', { kind: 'html', when: 'after-commit' }],
  ] satisfies [string, FaultRuleInput['effect']][])(
    'is ended once, and seen to have ended, when the answer is %s',
    async (_name, effect) => {
      account.faults({ method: 'DELETE', path: `${SECRET_KEYS}/*`, effect });
      expect(valueOf(await end()).parts.some(({ state }) => state === 'expiring')).toBe(false);
      expect(account.writes()).toHaveLength(1);
    },
  );

  it('is not called ended while the provider shows it', async () => {
    account.faults({
      ...{ method: 'DELETE', path: `${SECRET_KEYS}/*` },
      effect: { kind: 'answer', status: 200, body: { success: true } },
    });
    expect(errorOf(await end())).toMatchObject({
      ...{ kind: 'provider-rejected', code: 'secret-still-listed', message: null },
    });
    expect(expiring().state).toBe('expiring');
    expect(world.lastActivity).toMatchObject({ action: 'secret.ended', outcome: 'failed' });
  });

  it('is not called ended when nobody could look', async () => {
    const part = expiring();
    account.faults(
      {
        method: 'DELETE',
        path: `${SECRET_KEYS}/*`,
        effect: { kind: 'reset', when: 'after-commit' },
      },
      { method: 'GET', path: '/v2/keysets/*', effect: { kind: 'offline' } },
    );
    expect(errorOf(await end(part))).toEqual({ kind: 'outcome-unknown', rotationId: null });
    account.faults();
    valueOf(await look());
    expect(secretParts().some(({ id }) => id === part.id)).toBe(false);
  });

  it('that somebody else ended meanwhile leaves the picture, and is not claimed', async () => {
    const part = expiring();
    world.host.clock.advance(3 * DAY_MS);
    expect(errorOf(await end(part))).toEqual({ kind: 'not-found', what: 'secret' });
    expect(secretParts().map(({ state }) => state)).toEqual(['current']);
    expect(world.lastActivity).toMatchObject({ action: 'secret.ended', outcome: 'failed' });
  });

  it('is left alone while two secrets begin alike', async () => {
    account.faults({
      ...{ method: 'GET', path: SECRET_KEYS },
      effect: {
        kind: 'rewrite',
        set: [{ path: 'secretKeys.0.secretKey', value: expiring().stub }],
      },
    });
    const shared = { kind: 'provider-rejected', code: 'secrets-share-prefix' };
    expect(errorOf(await end())).toMatchObject(shared);
    expect(errorOf(await extend(inDays(7)))).toMatchObject(shared);
    expect(account.writes()).toEqual([]);
  });
});

describe('a secret without an end', () => {
  it('can be neither extended nor ended, and nobody is asked', async () => {
    valueOf(await look());
    const [current] = secretParts();
    if (current === undefined) throw new Error('No secret');
    const not = (operation: string) => ({ kind: 'not-supported', operation });
    expect(errorOf(await extend(inDays(7), current))).toEqual(not('extendSecret'));
    expect(errorOf(await end(current))).toEqual(not('endSecret'));
    expect(account.writes()).toEqual([]);
    expect(world.host.person.asked).toEqual([]);
  });

  it('is no identifier either', async () => {
    const [identifier] = world.details(KEY).parts;
    if (identifier === undefined) throw new Error('No identifier');
    expect(errorOf(await extend(inDays(7), identifier))).toEqual({
      ...{ kind: 'not-found', what: 'secret' },
    });
  });
});
