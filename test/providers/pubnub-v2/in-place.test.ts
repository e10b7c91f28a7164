import { beforeEach, describe, expect, it } from 'vitest';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import type {
  KeyMaterial,
  ProviderSecret,
  ProviderSession,
} from '../../../electron/services/ports/provider-values.ts';
import { isAnswerLost } from '../../../electron/services/answer-lost.ts';
import type { Result } from '../../../shared/errors/app-error.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/lib/duration.ts';
import type { RotationStrategy } from '../../../shared/rotations/rotation-strategy.ts';
import { utcTime } from '../../../shared/lib/utc-time.ts';
import { renewAtOnce } from '../../fakes/provider-fakes.ts';
import { settle } from '../settle.ts';
import { obstaclesSchema } from '../provider-value-schemas.ts';
import { RunningAccount, type OfferedOperations } from './running-account.ts';

/** Rotation in place against the simulation, whose data plane takes a secret or refuses it. */
let account: RunningAccount;
let operations: OfferedOperations;
let session: ProviderSession;

beforeEach(async () => {
  account = new RunningAccount();
  ({ operations } = account);
  const fields = account.instance.signInSecrets;
  const signedIn = valueOf(await done(operations.signIn(account.target, fields, never())));
  session = { ...account.target, ...signedIn, accountId: 'account', renew: renewAtOnce };
});

const never = (): AbortSignal => new AbortController().signal;

async function done<T>(work: Promise<T>): Promise<T> {
  const { value } = await settle(account.clock, work);
  expect(account.logger.lines.join('\n')).not.toMatch(/RKCANARY|si_|sec-c-/);
  return value;
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`It answered ${JSON.stringify(result.error)}`);
  return result.value;
}

interface KeysetTruth {
  readonly id: string;
  readonly name: string;
  readonly secretKeys: readonly {
    readonly secretKey: string;
    readonly expiresAt: number | null;
    readonly endedAt: number | null;
  }[];
}

const keyset = (name: string): KeysetTruth =>
  (account.instance.summary() as unknown as { keysets: readonly KeysetTruth[] }).keysets.find(
    (one) => one.name === name,
  )!;
const permanentOf = (name: string): string =>
  keyset(name).secretKeys.find(({ expiresAt, endedAt }) => expiresAt === null && endedAt === null)!
    .secretKey;
const inMs = (aheadMs: number): number => account.clock.now() + aheadMs;

const rotate = (name: string, expiresAt: number | null): Promise<Result<ProviderSecret>> =>
  done(operations.rotateSecret(session, keyset(name).id, expiresAt));
const check = (name: string, strategy: RotationStrategy) =>
  done(
    operations.checkRotation(
      session,
      { strategy, providerKeyId: keyset(name).id, providerContainerId: '' },
      never(),
    ),
  );
/** Of the admin API; checks on the data plane are requests of other kinds too. */
const writes = () =>
  account.journal
    .entries()
    .filter(({ method, path }) => method !== 'GET' && path.startsWith('/v2/'));

async function probe(name: string, secretValue: string) {
  const { key } = valueOf(await done(operations.readKey(session, keyset(name).id, never())));
  const identifiers = key.parts.flatMap(({ role, value }) =>
    value === null ? [] : [{ role, secretValue: value }],
  );
  const material: KeyMaterial = {
    parts: [...identifiers, { role: 'secret', secretValue }],
    scope: key.scope,
  };
  return valueOf(await done(operations.probeKey(session, material, never())));
}

const works = { kind: 'works', status: 200 };
const refused = { kind: 'refused', status: 403 };
const name = 'orders-staging';

describe('a rotation with overlap', () => {
  it('answers the secret that stays, and gives the end to the one that was there before', async () => {
    account.tune({ listShowsSecrets: 'full' });
    const old = permanentOf(name);
    const until = inMs(7 * DAY_MS) + 417;
    const rotated = valueOf(await rotate(name, until));
    expect(rotated).toEqual({
      ...{ role: 'secret', stub: rotated.secretValue.slice(0, 11) },
      secretValue: permanentOf(name),
    });
    expect(rotated.secretValue).not.toBe(old);
    const { key, secrets } = valueOf(
      await done(operations.readKey(session, keyset(name).id, never())),
    );
    expect(key.parts.filter(({ role }) => role === 'secret')).toMatchObject([
      { state: 'current', expiresAt: null, stub: rotated.stub },
      { state: 'expiring', expiresAt: until, stub: old.slice(0, 11) },
    ]);
    expect(secrets[0]).toEqual(rotated);
    expect(writes()).toHaveLength(1);
  });

  it('keeps both secrets working until the end to the millisecond, and the new one after it', async () => {
    const old = permanentOf(name);
    const until = inMs(DAY_MS);
    const { secretValue } = valueOf(await rotate(name, until));
    await account.clock.advanceAsync(until - account.clock.now() - 1);
    expect(await probe(name, old)).toEqual(works);
    expect(await probe(name, secretValue)).toEqual(works);
    await account.clock.advanceAsync(1);
    expect(await probe(name, old)).toEqual(refused);
    expect(await probe(name, secretValue)).toEqual(works);
  });

  it('lets the old secret be ended early, or go on longer', async () => {
    const old = permanentOf(name);
    const stub = old.slice(0, 11);
    const { secretValue } = valueOf(await rotate(name, inMs(DAY_MS)));
    const { id } = keyset(name);
    valueOf(await done(operations.extendSecret(session, id, stub, inMs(9 * DAY_MS))));
    await account.clock.advanceAsync(8 * DAY_MS);
    expect(await probe(name, old)).toEqual(works);
    valueOf(await done(operations.endSecret(session, id, stub)));
    expect(await probe(name, old)).toEqual(refused);
    expect(await probe(name, secretValue)).toEqual(works);
  });

  it.each([
    ['five minutes', 5 * MINUTE_MS, true],
    ['366 days', 366 * DAY_MS, true],
    ['too soon for two clocks', 5 * MINUTE_MS - 1, false],
    ['after 366 days', 366 * DAY_MS + 1, false],
    ['in the past', -1, false],
    ['no time at all', Number.NaN, false],
  ])('takes an end within the bounds only: %s', async (_name, aheadMs, isTaken) => {
    const result = await rotate(name, inMs(aheadMs));
    if (!isTaken)
      expect(result).toMatchObject({
        error: { kind: 'invalid-input', issues: [expect.stringContaining('366 days')] },
      });
    expect(result.ok).toBe(isTaken);
    expect(writes()).toHaveLength(isTaken ? 1 : 0);
  });

  it('has bounds that the descriptor tells', () => {
    expect(account.adapter.descriptor.limits.overlap).toEqual({
      ...{ minMs: 5 * MINUTE_MS, maxMs: 366 * DAY_MS, maxExpiring: 5 },
    });
  });

  it.each([400, 403])('needs a paid plan, and says so (%i)', async (planErrorStatus) => {
    account.tune({ plan: 'free', planErrorStatus });
    const result = await rotate(name, inMs(DAY_MS));
    expect(result).toMatchObject({ error: { kind: 'provider-rejected', code: 'plan' } });
    expect(!result.ok && isAnswerLost(result.error)).toBe(false);
    expect(keyset(name).secretKeys).toHaveLength(1);
  });

  it('is refused a sixth time, which proves that nothing has changed', async () => {
    const before = keyset('chat-prod').secretKeys;
    const result = await rotate('chat-prod', inMs(DAY_MS));
    expect(result).toMatchObject({ error: { kind: 'provider-rejected', code: '400' } });
    expect(!result.ok && isAnswerLost(result.error)).toBe(false);
    expect(keyset('chat-prod').secretKeys).toEqual(before);
  });
});

describe('an immediate rotation', () => {
  it('ends the old secret with the call, on any plan, and leaves expiring ones alone', async () => {
    account.tune({ plan: 'free' });
    const crowded = 'chat-prod';
    const expiring = keyset(crowded).secretKeys.find(({ expiresAt }) => expiresAt !== null)!;
    const old = permanentOf(crowded);
    expect(await probe(crowded, old)).toEqual(works);
    const { secretValue } = valueOf(await rotate(crowded, null));
    expect(await probe(crowded, old)).toEqual(refused);
    expect(await probe(crowded, secretValue)).toEqual(works);
    expect(await probe(crowded, expiring.secretKey)).toEqual(works);
  });
});

describe('a rotation that cannot be', () => {
  it.each(['0', '', '../apps', 'keyset_abc', '1?x=1'])('sends nothing to "%s"', async (id) => {
    const missing = { ok: false, error: { kind: 'not-found', what: 'key' } };
    expect(await done(operations.rotateSecret(session, id, null))).toEqual(missing);
    const input = { strategy: 'overlap', providerKeyId: id, providerContainerId: '' } as const;
    expect(await done(operations.checkRotation(session, input, never()))).toEqual(missing);
    expect(account.journal.entries()).toHaveLength(1);
  });

  it('names the missing permission', async () => {
    account.tune({ permissions: ['keyset-secret:read'] });
    expect(await rotate(name, null)).toMatchObject({
      error: { kind: 'provider-forbidden', permission: 'keyset-secret:write' },
    });
  });

  it('finds no keyset that was deleted', async () => {
    const { id } = keyset(name);
    valueOf(await done(operations.deleteKey(session, id)));
    expect(await done(operations.rotateSecret(session, id, null))).toEqual({
      ok: false,
      error: { kind: 'not-found', what: 'key' },
    });
  });

  it.each([
    ['reset', { kind: 'reset', when: 'after-commit' }],
    ['silent', { kind: 'hang', when: 'after-commit' }],
    ['a 503', { kind: 'answer', status: 503, when: 'after-commit' }],
    ['a page', { kind: 'html', when: 'after-commit' }],
    ['cut', { kind: 'truncated' }],
    ['without a secret', { kind: 'rewrite', set: [{ path: 'secretKey', value: null }] }],
    ['a mere prefix', { kind: 'rewrite', set: [{ path: 'secretKey', value: 'sec-c-Ab3dE' }] }],
    [
      'masked',
      { kind: 'rewrite', set: [{ path: 'secretKey', value: `sec-c-Ab3dE${'*'.repeat(40)}` }] },
    ],
    [
      'no secret key',
      { kind: 'rewrite', set: [{ path: 'secretKey', value: `sub-c-${'a'.repeat(40)}` }] },
    ],
    [
      'with an odd prefix',
      { kind: 'rewrite', set: [{ path: 'secretKey', value: `sec-c-ab_dE${'a'.repeat(40)}` }] },
    ],
  ] satisfies [string, FaultRuleInput['effect']][])(
    'is never sent twice when the answer is %s: what happened has to be looked at',
    async (_name, effect) => {
      account.fault({ method: 'POST', path: '/v2/keysets/*/secret-keys', effect });
      const until = inMs(DAY_MS) + 417;
      const result = await rotate(name, until);
      expect(result).toEqual({ ok: false, error: { kind: 'outcome-unknown', rotationId: null } });
      expect(!result.ok && isAnswerLost(result.error)).toBe(true);
      expect(writes()).toHaveLength(1);
      account.fault();
      const read = valueOf(await done(operations.readKey(session, keyset(name).id, never())));
      expect(read.key.parts.some(({ expiresAt }) => expiresAt === until)).toBe(true);
    },
  );
});

describe('what stands in the way of a rotation', () => {
  const obstaclesOf = async (keysetName: string, strategy: RotationStrategy) => {
    const obstacles = valueOf(await check(keysetName, strategy));
    obstaclesSchema.parse(obstacles);
    expect(writes()).toEqual([]);
    return obstacles;
  };
  const reasonsOf = async (keysetName: string, strategy: RotationStrategy) =>
    (await obstaclesOf(keysetName, strategy)).map(({ weight, reason }) => `${weight} ${reason}`);

  it.each(['overlap', 'immediate', 'replace'] as const)(
    'is nothing where all is well (%s), told by one read',
    async (strategy) => {
      expect(await reasonsOf('orders-prod', strategy)).toEqual([]);
      expect(account.journal.entries()).toHaveLength(2);
    },
  );

  it('are five old secrets that still work, for an overlap only, with figures', async () => {
    const first = Math.min(
      ...keyset('chat-prod').secretKeys.flatMap(({ expiresAt }) => expiresAt ?? []),
    );
    const [obstacle, ...others] = await obstaclesOf('chat-prod', 'overlap');
    expect(others).toEqual([]);
    expect(obstacle).toMatchObject({ weight: 'blocks', reason: 'too-many-secrets' });
    expect(obstacle!.detail).toMatch(/^5 old secret keys .* PubNub allows 5;/);
    expect(obstacle!.detail).toContain(utcTime(first));
    expect(await reasonsOf('chat-prod', 'immediate')).toEqual([]);
    await account.clock.advanceAsync(first - account.clock.now());
    expect(await reasonsOf('chat-prod', 'overlap')).toEqual([]);
    expect((await rotate('chat-prod', inMs(DAY_MS))).ok).toBe(true);
  });

  it.each(['full', 'stub', 'masked'])(
    'are secrets that begin alike, whatever the list shows (%s)',
    async (listShowsSecrets) => {
      account.tune({ secretPrefixesCollide: true, listShowsSecrets });
      const { id } = keyset(name);
      const body = JSON.stringify({ expiresAt: new Date(inMs(DAY_MS)).toISOString() });
      const headers = {
        authorization: session.credentialSecret,
        ...{ 'content-type': 'application/json', 'pubnub-version': '2026-03-23' },
      };
      const url = `${session.baseUrl}/keysets/${id}/secret-keys`;
      await account.instance.admin(new Request(url, { method: 'POST', headers, body }));
      expect(await reasonsOf(name, 'overlap')).toEqual(['blocks stub-collision']);
      expect(await reasonsOf(name, 'immediate')).toEqual(['blocks stub-collision']);
      expect(await reasonsOf(name, 'replace')).toEqual([]);
    },
  );

  it('are secrets of which the list hides how they begin', async () => {
    const set = [{ path: 'secretKeys.0.secretKey', value: '•'.repeat(40) }];
    account.fault({ path: '/v2/keysets/*/secret-keys', effect: { kind: 'rewrite', set } });
    const [obstacle] = await obstaclesOf('orders-prod', 'immediate');
    expect(obstacle).toMatchObject({ weight: 'blocks', reason: 'stub-collision' });
    expect(obstacle!.detail).toContain('does not show');
  });

  it.each([
    ['none', [{ path: 'secretKeys', value: [] }]],
    ['only expiring ones', [{ path: 'secretKeys.0.expiresAt', value: '2027-01-01T00:00:00.000Z' }]],
    ['two permanent ones', [{ path: 'secretKeys.1.expiresAt', value: null }]],
  ])('is a list that shows %s: nobody could tell which one is replaced', async (_what, set) => {
    account.fault({ path: '/v2/keysets/*/secret-keys', effect: { kind: 'rewrite', set } });
    for (const strategy of ['overlap', 'immediate'] as const) {
      const found = await obstaclesOf('orders-prod', strategy);
      expect(found.filter(({ weight }) => weight === 'blocks')).toEqual([
        {
          ...{ weight: 'blocks', reason: 'stub-collision' },
          detail: expect.stringMatching(/holds [02] without an expiry/) as unknown,
        },
      ]);
    }
  });

  it('may be the plan, where nothing shows a paid one', async () => {
    expect(await reasonsOf(name, 'overlap')).toEqual(['warns plan-tier']);
    // A production keyset or an old secret that goes on needs a paid plan itself.
    expect(await reasonsOf('orders-prod-eu', 'overlap')).toEqual([]);
    expect(await reasonsOf('orders-prod', 'overlap')).toEqual([]);
    for (const strategy of ['immediate', 'replace'] as const)
      expect(await reasonsOf(name, strategy)).toEqual([]);
  });

  it.each([
    [['keyset:read'], 'keyset-secret:read'],
    [['keyset-secret:read'], 'keyset:read'],
  ])('is a right that %j lacks, by its name', async (permissions, lacking) => {
    account.tune({ permissions });
    expect(await obstaclesOf(name, 'overlap')).toEqual([
      {
        ...{ weight: 'blocks', reason: 'missing-right' },
        detail: `The API key lacks the right ${lacking}, which a rotation needs.`,
      },
    ]);
  });

  it('is not read off a page that somebody else puts in the way', async () => {
    account.fault({ path: '/v2/keysets/*/secret-keys', effect: { kind: 'html', status: 403 } });
    expect((await check(name, 'overlap')).ok).toBe(false);
  });
});
