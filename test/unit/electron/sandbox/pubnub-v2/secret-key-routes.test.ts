import { describe, expect, it } from 'vitest';
import { at, isRefusal, TestAccount, type Answer, type SecretTruth } from './test-account.ts';

const dayMs = 86_400_000;

const secretsOf = (account: TestAccount, name: string): readonly SecretTruth[] =>
  account.keyset(name).secretKeys.filter(({ endedAt }) => endedAt === null);
const permanentOf = (account: TestAccount, name: string): string =>
  secretsOf(account, name).find(({ expiresAt }) => expiresAt === null)!.secretKey;
const prefixOf = (secretKey: string): string => secretKey.slice(0, 11);

const path = (account: TestAccount, name: string, rest = ''): string =>
  `/keysets/${account.keyset(name).id}/secret-keys${rest}`;
const rotate = (account: TestAccount, name: string, body: unknown): Promise<Answer> =>
  account.call('POST', path(account, name), { body });
const list = async (account: TestAccount, name: string, query = ''): Promise<unknown> =>
  at((await account.call('GET', path(account, name, query))).json, 'secretKeys');

/** The list also answers whole values, as one of the sources has it. */
function listingAccount(): TestAccount {
  const account = new TestAccount();
  account.tune({ listShowsSecrets: 'full' });
  return account;
}

describe('listing secret keys', () => {
  it('tells no value where nothing else was chosen: a secret is shown when it is made', async () => {
    const account = new TestAccount();
    const made = await rotate(account, 'orders-prod', { expiresAt: account.inFuture(dayMs) });
    const newSecret = at(made.json, 'secretKey') as string;
    const listed = (await list(account, 'orders-prod')) as readonly { secretKey: string }[];
    expect(listed[0]).toEqual({ secretKey: prefixOf(newSecret), expiresAt: null });
    expect(listed).toHaveLength(4);
    const moved = await account.call(
      'PATCH',
      path(account, 'orders-prod', `/${listed[1]!.secretKey}`),
      {
        body: { expiresAt: account.inFuture(2 * dayMs) },
      },
    );
    expect(moved.status).toBe(200);
    expect(JSON.stringify([listed, moved.json])).not.toContain('RKCANARY');
  });

  it('shows whole values, the permanent one first, expired ones unless only active are asked for', async () => {
    const account = listingAccount();
    const truth = secretsOf(account, 'orders-prod').toReversed();
    const onWire = truth.map(({ secretKey, expiresAt }) => ({
      secretKey,
      expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    }));
    expect(onWire).toHaveLength(3);
    expect(await list(account, 'orders-prod')).toEqual(onWire);
    expect(await list(account, 'orders-prod', '?activeOnly=false')).toEqual(onWire);
    expect(await list(account, 'orders-prod', '?activeOnly=true')).toEqual(onWire.slice(0, 2));
  });

  it.each([
    ['stub', /^sec-c-[A-Za-z0-9]{5}$/],
    ['masked', /^sec-c-[A-Za-z0-9]{5}\*+$/],
  ])('shows less when tuned to %s', async (listShowsSecrets, shape) => {
    const account = new TestAccount();
    account.tune({ listShowsSecrets });
    const listed = (await list(account, 'orders-prod')) as readonly { secretKey: string }[];
    for (const { secretKey } of listed) expect(secretKey).toMatch(shape);
    expect(prefixOf(listed[0]!.secretKey)).toBe(prefixOf(permanentOf(account, 'orders-prod')));
  });

  it.each(['?activeOnly=1', '?activeOnly=', '?activeOnly=TRUE', '?page=1'])(
    'is refused with %s',
    async (query) => {
      const account = new TestAccount();
      const answer = await account.call('GET', path(account, 'orders-prod', query));
      expect(isRefusal(answer, 400)).toBe(true);
    },
  );
});

describe('rotating', () => {
  it('with overlap gives the old secret the expiry and answers with the new permanent one', async () => {
    const account = listingAccount();
    const old = permanentOf(account, 'orders-staging');
    const expiresAt = account.inFuture(dayMs);
    const answer = await rotate(account, 'orders-staging', { expiresAt });
    expect(answer.status).toBe(201);
    const secretKey = at(answer.json, 'secretKey') as string;
    expect(answer.json).toEqual({ secretKey });
    expect(await list(account, 'orders-staging')).toEqual([
      { secretKey, expiresAt: null },
      { secretKey: old, expiresAt },
    ]);
    await account.clock.advance(dayMs);
    expect(await list(account, 'orders-staging', '?activeOnly=true')).toEqual([
      { secretKey, expiresAt: null },
    ]);
  });

  it('without overlap ends the old secret at once and leaves expiring ones alone', async () => {
    const account = listingAccount();
    const answer = await rotate(account, 'telemetry-ingest-prod', {});
    const listed = (await list(account, 'telemetry-ingest-prod')) as readonly unknown[];
    expect(listed).toHaveLength(2);
    expect(listed[0]).toEqual({ secretKey: at(answer.json, 'secretKey'), expiresAt: null });
    expect(at(listed[1], 'expiresAt')).not.toBeNull();
  });

  it('is refused without a body, with null and with an unknown field', async () => {
    const account = new TestAccount();
    const call = (rawBody?: string): Promise<Answer> =>
      account.call('POST', path(account, 'orders-dev'), rawBody === undefined ? {} : { rawBody });
    for (const rawBody of [undefined, '', 'null', '{"expiresAt":null}', '{"overlap":1}', '[]']) {
      expect(isRefusal(await call(rawBody), 400), rawBody).toBe(true);
    }
    expect(account.saves).toBe(0);
  });

  it('is refused a sixth time while five old secrets still work, and not once one has expired', async () => {
    const account = new TestAccount();
    const old = secretsOf(account, 'chat-prod');
    expect(old).toHaveLength(6);
    const sixth = await rotate(account, 'chat-prod', { expiresAt: account.inFuture(dayMs) });
    expect(isRefusal(sixth, 400)).toBe(true);
    expect((await rotate(account, 'chat-prod', {})).status).toBe(201);
    await account.clock.advance(old[0]!.expiresAt! - account.clock.now());
    const again = await rotate(account, 'chat-prod', { expiresAt: account.inFuture(dayMs) });
    expect(again.status).toBe(201);
  });

  it('with overlap needs a paid plan, at once does not', async () => {
    const account = new TestAccount();
    account.tune({ plan: 'free' });
    const refused = await rotate(account, 'orders-dev', { expiresAt: account.inFuture(dayMs) });
    expect(isRefusal(refused, 403)).toBe(true);
    expect(at(refused.json, 'message.0')).toMatch(/paid plan/);
    expect((await rotate(account, 'orders-dev', {})).status).toBe(201);
  });

  it.each<readonly [string, (account: TestAccount) => string, boolean]>([
    ['60 s ahead', (account) => account.inFuture(60_000), true],
    ['1 ms less', (account) => account.inFuture(59_999), false],
    ['366 days ahead', (account) => account.inFuture(366 * dayMs), true],
    ['1 ms more', (account) => account.inFuture(366 * dayMs + 1), false],
    ['in the past', (account) => account.inFuture(-1), false],
    ['without a fraction', () => '2026-12-01T00:00:00Z', true],
    ['with three digits', () => '2026-12-01T00:00:00.123Z', true],
    ['with one digit', () => '2026-12-01T00:00:00.1Z', false],
    ['with six digits', () => '2026-12-01T00:00:00.123456Z', false],
    ['with an offset', () => '2026-12-01T00:00:00+00:00', false],
    ['without a zone', () => '2026-12-01T00:00:00', false],
    ['with a space', () => '2026-12-01 00:00:00Z', false],
    ['a date', () => '2026-12-01', false],
    ['the 31st of November', () => '2026-11-31T00:00:00Z', false],
    ['month 13', () => '2026-13-01T00:00:00Z', false],
    ['hour 24', () => '2026-11-30T24:00:00Z', false],
    ['seconds since 1970', () => '1796083200', false],
  ])('takes an expiry or refuses it: %s', async (_what, expiresAt, isFine) => {
    const account = new TestAccount();
    const answer = await rotate(account, 'orders-dev', { expiresAt: expiresAt(account) });
    if (isFine) expect(answer.status).toBe(201);
    else expect(isRefusal(answer, 400)).toBe(true);
  });
});

describe('one rotated secret key', () => {
  const expiringOf = (account: TestAccount, name: string): string =>
    secretsOf(account, name).find(({ expiresAt }) => (expiresAt ?? 0) > account.clock.now())!
      .secretKey;

  it('lives on until its new expiry', async () => {
    const account = listingAccount();
    const secretKey = expiringOf(account, 'orders-prod');
    const one = path(account, 'orders-prod', `/${prefixOf(secretKey)}`);
    const expiresAt = account.inFuture(90 * dayMs);
    const answer = await account.call('PATCH', one, { body: { expiresAt } });
    expect(answer).toMatchObject({ status: 200, json: { secretKey: { secretKey, expiresAt } } });
    const listed = await list(account, 'orders-prod', '?activeOnly=true');
    expect(listed).toContainEqual({ secretKey, expiresAt });
    const free = { body: { expiresAt: account.inFuture(dayMs) } };
    account.tune({ plan: 'free' });
    expect(isRefusal(await account.call('PATCH', one, free), 403)).toBe(true);
  });

  it('is gone once deleted', async () => {
    const account = listingAccount();
    const secretKey = expiringOf(account, 'orders-prod');
    const one = path(account, 'orders-prod', `/${prefixOf(secretKey)}`);
    expect((await account.call('DELETE', one)).json).toEqual({ success: true });
    expect(JSON.stringify(await list(account, 'orders-prod'))).not.toContain(secretKey);
    expect(isRefusal(await account.call('DELETE', one), 404)).toBe(true);
  });

  it.each(['PATCH', 'DELETE'])(
    '%s: not the permanent one, an expired or an unknown one',
    async (method) => {
      const account = new TestAccount();
      const options = method === 'PATCH' ? { body: { expiresAt: account.inFuture(dayMs) } } : {};
      const call = (prefix: string): Promise<Answer> =>
        account.call(method, path(account, 'orders-prod', `/${prefix}`), options);
      const expired = secretsOf(account, 'orders-prod')[0]!;
      expect(expired.expiresAt).toBeLessThan(account.clock.now());
      expect(isRefusal(await call(prefixOf(permanentOf(account, 'orders-prod'))), 400)).toBe(true);
      expect(isRefusal(await call(prefixOf(expired.secretKey)), 400)).toBe(true);
      expect(isRefusal(await call('sec-c-zzzzz'), 404)).toBe(true);
      expect(account.saves).toBe(0);
    },
  );

  it.each(['sec-c-abcd', 'sec-c-abcdef', 'sec-c-ab_de', 'abcde', '1'])(
    'is not named by %s',
    async (prefix) => {
      const account = new TestAccount();
      const answer = await account.call('DELETE', path(account, 'orders-prod', `/${prefix}`));
      expect(isRefusal(answer, 400)).toBe(true);
    },
  );

  it('is not named by its whole value', async () => {
    const account = new TestAccount();
    const whole = expiringOf(account, 'orders-prod');
    const answer = await account.call('DELETE', path(account, 'orders-prod', `/${whole}`));
    expect(isRefusal(answer, 400)).toBe(true);
    expect(account.saves).toBe(0);
  });

  it('is no longer told apart from the permanent one when their prefixes collide', async () => {
    const account = new TestAccount();
    account.tune({ secretPrefixesCollide: true });
    const old = permanentOf(account, 'orders-dev');
    await rotate(account, 'orders-dev', { expiresAt: account.inFuture(dayMs) });
    const now = permanentOf(account, 'orders-dev');
    expect(now).not.toBe(old);
    expect(prefixOf(now)).toBe(prefixOf(old));
    const answer = await account.call('DELETE', path(account, 'orders-dev', `/${prefixOf(old)}`));
    expect(isRefusal(answer, 400)).toBe(true);
  });
});
