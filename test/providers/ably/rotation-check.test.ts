import { beforeEach, describe, expect, it } from 'vitest';
import { createAbly } from '../../../electron/providers/ably/index.ts';
import { createProviderHttp } from '../../../electron/providers/provider-http.ts';
import { adapterOf } from '../../../electron/providers/provider-registry.ts';
import { composeSandbox, type RunningProvider } from '../../../electron/sandbox/compose-sandbox.ts';
import { parseFaultRules, type FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import {
  createInProcessTransport,
  sandboxTarget,
} from '../../../electron/sandbox/in-process-transport.ts';
import type { SandboxClock } from '../../../electron/sandbox/sandbox-clock.ts';
import { seededRandom } from '../../../electron/sandbox/sandbox-random.ts';
import { sleep } from '../../../electron/services/ports/clock.ts';
import type { ProviderSession } from '../../../electron/services/ports/provider-values.ts';
import type {
  ProviderOperations,
  RotationObstacle,
} from '../../../electron/services/ports/provider-operations.ts';
import type { Result } from '../../../shared/errors/app-error.ts';
import { DAY_MS } from '../../../shared/lib/duration.ts';
import { utcTime } from '../../../shared/lib/utc-time.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../fakes/fake-id-source.ts';
import { renewAtOnce } from '../../fakes/provider-fakes.ts';
import { obstaclesSchema } from '../provider-value-schemas.ts';
import { RecordingLogger } from '../recording-logger.ts';
import { settle } from '../settle.ts';

/** What Ably's client finds in the way of a rotation, against the simulation. */
let clock: FakeClock;
let logger: RecordingLogger;
let running: RunningProvider;
let operations: Required<ProviderOperations>;
let session: ProviderSession;
let account: { apps: readonly { id: string }[]; readOnlyAccessToken: string };

beforeEach(() => open());

async function open(keys: number | null = null): Promise<void> {
  asked = 1;
  clock = new FakeClock();
  logger = new RecordingLogger();
  const sandboxClock: SandboxClock = {
    now: () => clock.now(),
    wait: (delayMs, signal) => sleep(clock, delayMs, signal),
  };
  const sandbox = composeSandbox({
    ...{ seed: 7, clock: sandboxClock, random: seededRandom(7) },
    ...(keys !== null && { keys }),
  });
  running = sandbox.get('ably')!;
  const inProcess = createInProcessTransport(sandbox);
  const http = createProviderHttp({
    transport: (url, init) => inProcess.fetch(url, init),
    ...{ clock, ids: new FakeIdSource(), allowLoopback: false, logger },
  });
  operations = adapterOf(createAbly({ http, clock })).operations as Required<ProviderOperations>;
  account = running.instance.summary() as unknown as typeof account;
  const target = sandboxTarget(running);
  const fields = running.instance.signInSecrets;
  const signedIn = await done(operations.signIn(target, fields, never()));
  if (!signedIn.ok) throw new Error(`It answered ${JSON.stringify(signedIn.error)}`);
  const accountId = signedIn.value.accountId ?? '';
  session = { ...target, ...signedIn.value, accountId, renew: renewAtOnce };
}

/** What was asked since the sign-in, or since the test said so. */
let asked = 1;
const requests = () => running.journal.entries().slice(asked);

const never = (): AbortSignal => new AbortController().signal;

async function done<T>(work: Promise<T>): Promise<T> {
  const { value } = await settle(clock, work);
  expect(logger.lines.join('\n')).not.toMatch(/RKCANARY|Bearer|Basic/);
  return value;
}

const input = { strategy: 'replace', providerKeyId: 'a.b', providerContainerId: 'a' } as const;
const check = (from: ProviderSession = session) =>
  done(operations.checkRotation(from, input, never()));

function obstaclesIn(result: Result<readonly RotationObstacle[]>): readonly RotationObstacle[] {
  if (!result.ok) throw new Error(`It answered ${JSON.stringify(result.error)}`);
  obstaclesSchema.parse(result.value);
  expect(requests().every(({ method }) => method === 'GET')).toBe(true);
  return result.value;
}

const fault = (...rules: FaultRuleInput[]): void => running.plan.replace(parseFaultRules(rules));
const create = (name: string) =>
  done(
    operations.createKey(session, {
      ...{ providerContainerId: account.apps[0]!.id, name, environment: 'unset' },
      scope: { kind: 'capability', capability: { '*': ['publish'] }, revocableTokens: false },
    }),
  );

async function activeKeys(): Promise<number> {
  let count = 0;
  for (const { id } of account.apps) {
    const work = operations.listKeys(session, id, { page: 1, limit: 10_000 }, never());
    const listed = await done(work);
    count += listed.ok ? listed.value.keys.filter(({ status }) => status === 'active').length : 0;
  }
  return count;
}

describe('what stands in the way of a rotation at Ably', () => {
  it('is nothing where all is well, told by one call for the account and one for each app', async () => {
    expect(obstaclesIn(await check())).toEqual([]);
    const paths = requests().map(({ path }) => path);
    expect(paths).toEqual([
      '/v1/me',
      `/v1/accounts/${session.accountId}/apps`,
      ...account.apps.map(({ id }) => `/v1/apps/${id}/keys`),
    ]);
  });

  it('is a right that the access token lacks, by its name', async () => {
    const reader = { ...session, credentialSecret: account.readOnlyAccessToken };
    expect(obstaclesIn(await check(reader))).toEqual([
      {
        ...{ weight: 'blocks', reason: 'missing-right' },
        detail: 'The access token lacks the right write:key, which a rotation needs.',
      },
    ]);
    const set = [{ path: 'token.capabilities', value: ['write:key'] }];
    fault({ path: '/v1/me', effect: { kind: 'rewrite', set } });
    expect(obstaclesIn(await check())).toMatchObject([
      { reason: 'missing-right', detail: expect.stringContaining(' read:key,') as unknown },
    ]);
  });

  it.each([[null], ['all'], [{ 'read:key': true }]])(
    'is not guessed from rights %j',
    async (value) => {
      const set = [{ path: 'token.capabilities', value }];
      fault({ path: '/v1/me', effect: { kind: 'rewrite', set } });
      expect(obstaclesIn(await check())).toEqual([]);
    },
  );

  it.each([
    [7 * DAY_MS - 1, ['warns missing-right']],
    [7 * DAY_MS, []],
    [-1, ['warns missing-right']],
  ])('may be a token that ends in %i ms', async (aheadMs, expected) => {
    const value = new Date(clock.now() + aheadMs).toISOString();
    const set = [{ path: 'token.expires_at', value }];
    fault({ path: '/v1/me', effect: { kind: 'rewrite', set } });
    const found = obstaclesIn(await check());
    expect(found.map(({ weight, reason }) => `${weight} ${reason}`)).toEqual(expected);
    for (const { detail } of found) expect(detail).toContain(utcTime(Date.parse(value)));
  });

  it('is the limit of keys once it is reached, and not before', async () => {
    for (let left = 99 - (await activeKeys()); left > 0; left -= 1)
      expect((await create(`k${String(left)}`)).ok).toBe(true);
    asked = running.journal.entries().length;
    expect(obstaclesIn(await check())).toEqual([]);
    expect((await create('the hundredth')).ok).toBe(true);
    asked = running.journal.entries().length;
    expect(obstaclesIn(await check())).toEqual([
      {
        ...{ weight: 'blocks', reason: 'too-many-keys' },
        detail: expect.stringMatching(/^The account has 100 active keys.* is 100\.$/) as unknown,
      },
    ]);
    expect(await create('one more')).toMatchObject({ error: { code: '40127' } });
  });

  it('is only a warning above the published limit: such an account has another one', async () => {
    await open(150);
    expect(await activeKeys()).toBeGreaterThan(100);
    expect(obstaclesIn(await check())).toMatchObject([
      { weight: 'warns', reason: 'too-many-keys' },
    ]);
    expect((await create('one more')).ok).toBe(true);
  });

  it.each<[string, string, FaultRuleInput['effect']]>([
    ['apps may not be listed', '/v1/accounts/*/apps', { kind: 'answer', status: 403 }],
    ['an app is gone', '/v1/apps/*/keys', { kind: 'answer', status: 404 }],
    ['a list fails', '/v1/apps/*/keys', { kind: 'answer', status: 500 }],
  ])('is not counted where %s', async (_what, path, effect) => {
    fault({ path, effect });
    expect(obstaclesIn(await check())).toEqual([]);
  });

  it('is not counted in an account of more than twenty apps', async () => {
    const apps = Array.from({ length: 21 }, (_, index) => ({ id: `app${index}`, name: 'x' }));
    fault({ path: '/v1/accounts/*/apps', effect: { kind: 'answer', status: 200, body: apps } });
    expect(obstaclesIn(await check())).toEqual([]);
    expect(requests()).toHaveLength(2);
  });

  it('may be the limit of requests', async () => {
    const headers = { 'retry-after': '300' };
    fault({ path: '/v1/apps/*/keys', effect: { kind: 'answer', status: 429, headers } });
    expect(obstaclesIn(await check())).toMatchObject([{ weight: 'warns', reason: 'quota-low' }]);
  });

  it('is not told by somebody who has cancelled', async () => {
    const cancelling = new AbortController();
    fault({ path: '/v1/apps/*/keys', effect: { kind: 'hang', when: 'before-commit' } });
    const work = operations.checkRotation(session, input, cancelling.signal);
    await clock.advanceAsync(1_000);
    expect(requests()).toHaveLength(2);
    cancelling.abort();
    expect(await work).toEqual({ ok: false, error: { kind: 'cancelled' } });
  });
});
