import { beforeEach, describe, expect, it } from 'vitest';
import { createAbly } from '../../../electron/providers/ably/index.ts';
import { createProviderHttp, type Transport } from '../../../electron/providers/provider-http.ts';
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
import type { ProviderAdapter } from '../../../electron/services/ports/provider-adapter.ts';
import type {
  KeyDraft,
  KeyMaterial,
  Probe,
  ProviderKeyWithSecrets,
  ProviderSession,
} from '../../../electron/services/ports/provider-values.ts';
import type { ProviderOperations } from '../../../electron/services/ports/provider-operations.ts';
import type { Result } from '../../../shared/errors/app-error.ts';
import type { TokenRevocation } from '../../../shared/keys/token-revocation.ts';
import type { CapabilityScope } from '../../../shared/scopes/capability-scope-schema.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../fakes/fake-id-source.ts';
import { renewAtOnce } from '../../fakes/provider-fakes.ts';
import { RecordingLogger } from '../recording-logger.ts';
import { settle } from '../settle.ts';

interface KeyTruth {
  readonly appId: string;
  readonly name: string;
  readonly keyName: string;
  readonly key: string;
  readonly status: number;
}

interface Truth {
  readonly readOnlyAccessToken: string;
  readonly apps: readonly { readonly id: string; readonly name: string }[];
  readonly keys: readonly KeyTruth[];
}

/** The client against the simulation, which shares nothing with it but the documents. */
let clock: FakeClock;
let running: RunningProvider;
let logger: RecordingLogger;
let adapter: ProviderAdapter;
let operations: Required<ProviderOperations>;
let session: ProviderSession;

beforeEach(async () => {
  clock = new FakeClock();
  logger = new RecordingLogger();
  const sandboxClock: SandboxClock = {
    now: () => clock.now(),
    wait: (delayMs, signal) => sleep(clock, delayMs, signal),
  };
  const sandbox = composeSandbox({ seed: 7, clock: sandboxClock, random: seededRandom(7) });
  running = sandbox.get('ably')!;
  const inProcess = createInProcessTransport(sandbox);
  const transport: Transport = (url, init) => inProcess.fetch(url, init);
  const ids = new FakeIdSource();
  const http = createProviderHttp({ transport, clock, ids, allowLoopback: false, logger });
  adapter = adapterOf(createAbly({ http, clock }));
  operations = adapter.operations as Required<ProviderOperations>;
  session = await signedInWith(running.instance.signInSecrets);
});

async function signedInWith(fields: Readonly<Record<string, string>>): Promise<ProviderSession> {
  const target = sandboxTarget(running);
  const signedIn = valueOf(await done(operations.signIn(target, fields, never())));
  return { ...target, ...signedIn, accountId: signedIn.accountId ?? '', renew: renewAtOnce };
}

const never = (): AbortSignal => new AbortController().signal;

async function done<T>(work: Promise<T>): Promise<T> {
  const { value } = await settle(clock, work);
  expect(logger.lines.join('\n')).not.toMatch(/RKCANARY|Bearer|Basic/);
  return value;
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`It answered ${JSON.stringify(result.error)}`);
  return result.value;
}

const truth = (): Truth => running.instance.summary() as unknown as Truth;

function keyCalled(name: string): KeyTruth {
  const found = truth().keys.find((key) => key.name === name);
  if (found === undefined) throw new Error(`No key is called ${name}`);
  return found;
}

const appId = (): string => keyCalled('moderation').appId;

const fault = (...rules: FaultRuleInput[]): void => running.plan.replace(parseFaultRules(rules));

const scope: CapabilityScope = {
  kind: 'capability',
  capability: { 'chat:*': ['publish', 'history'], '[queue]*': ['subscribe'] },
  revocableTokens: true,
};

const draftIn = (providerContainerId: string, name = 'rotated_rk0123456789'): KeyDraft => ({
  ...{ providerContainerId, name, environment: 'unset', scope },
});

const read = (providerKeyId: string) => done(operations.readKey(session, providerKeyId, never()));

const created = async (name?: string): Promise<ProviderKeyWithSecrets> =>
  valueOf(await done(operations.createKey(session, draftIn(appId(), name))));

const materialOf = ({ key, secrets }: ProviderKeyWithSecrets): KeyMaterial => ({
  parts: secrets,
  scope: key.scope,
});

const materialWith = (secretValue: string): KeyMaterial => ({
  parts: [{ role: 'api-key', secretValue }],
  scope,
});

const probe = (material: KeyMaterial): Promise<Result<Probe>> =>
  done(operations.probeKey(session, material, never()));

describe('the whole main job', () => {
  it('lists every key of every app without a secret, revoked ones as ended', async () => {
    const containers = valueOf(await done(operations.listContainers(session, never())));
    const listed = [];
    for (const { providerContainerId } of containers) {
      const page = { page: 1, limit: 10_000 };
      const work = operations.listKeys(session, providerContainerId, page, never());
      const answer = valueOf(await done(work));
      expect(answer.total).toBe(answer.keys.length);
      expect(JSON.stringify(answer)).not.toContain('RKCANARY');
      listed.push(...answer.keys);
    }
    const known = truth().keys.map(({ keyName, status }) => [keyName, status ? 'ended' : 'active']);
    const shown = listed.map(({ providerKeyId, status }) => [providerKeyId, status]);
    expect(shown.toSorted()).toEqual(known.toSorted());
  });

  it('replaces a key: new one works, old one is refused once it is revoked', async () => {
    const old = await created('old');
    const replacement = await created();
    expect(replacement.key).toMatchObject({ environment: 'unset', status: 'active' });
    expect(adapter.scopeDifferences(old.key.scope, replacement.key.scope)).toEqual([]);
    const reread = valueOf(await read(replacement.key.providerKeyId));
    expect(reread).toEqual(replacement);

    const work = operations.findByMarker(session, appId(), '_rk0123456789', never());
    const found = valueOf(await done(work));
    expect(found.map(({ providerKeyId }) => providerKeyId)).toEqual([
      replacement.key.providerKeyId,
    ]);

    expect(valueOf(await probe(materialOf(replacement)))).toEqual({ kind: 'works', status: 201 });
    expect(valueOf(await probe(materialOf(old)))).toEqual({ kind: 'works', status: 201 });
    const { providerKeyId } = old.key;
    expect(valueOf(await done(operations.revokeKey(session, providerKeyId)))).toBeNull();
    expect(valueOf(await probe(materialOf(old)))).toEqual({ kind: 'refused', status: 401 });
    expect(valueOf(await read(providerKeyId)).key.status).toBe('ended');
    expect(await done(operations.revokeKey(session, providerKeyId))).toMatchObject({
      error: { kind: 'not-found', what: 'key' },
    });
  });

  it('edits a name without touching the capability, and a capability as a whole', async () => {
    const { key } = await created();
    const edit = async (changes: Parameters<typeof operations.editKey>[2]): Promise<void> => {
      valueOf(await done(operations.editKey(session, key.providerKeyId, changes)));
    };
    await edit({ name: 'renamed', environment: null, scope: null });
    const renamed = valueOf(await read(key.providerKeyId)).key;
    expect(renamed).toEqual({ ...key, name: 'renamed' });

    const narrower = { ...scope, capability: { 'chat:*': ['history'] } };
    await edit({ name: null, environment: null, scope: { ...narrower, revocableTokens: null } });
    expect(valueOf(await read(key.providerKeyId)).key.scope).toEqual(narrower);
  });

  it('finds and ends keys whose ids begin with - or _', async () => {
    for (const name of ['orders server', 'ci']) {
      const { keyName, key } = keyCalled(name);
      const shown = valueOf(await read(keyName));
      expect(shown.secrets).toEqual([{ role: 'api-key', secretValue: key }]);
      valueOf(await done(operations.revokeKey(session, keyName)));
      expect(keyCalled(name).status).toBe(1);
    }
  });

  it('creates an app', async () => {
    const app = valueOf(await done(operations.createContainer(session, 'Second app')));
    expect(valueOf(await done(operations.listContainers(session, never())))).toContainEqual(app);
  });

  it('offers the queues and namespaces of an app as resources', async () => {
    const app = keyCalled('ingest').appId;
    const targets = valueOf(await done(operations.listScopeTargets(session, app, never())));
    expect(targets).toContainEqual({
      ...{ kind: 'queue', resource: `[queue]${app}-orders`, name: 'orders', publicId: null },
    });
    expect(targets).toContainEqual({
      ...{ kind: 'namespace', resource: 'presence:*', name: 'presence', publicId: null },
    });
  });

  it('says when the provider does not show a secret again, and still lists the key', async () => {
    const { key } = await created();
    running.instance.tune({ listOmitsSecret: true });
    expect(valueOf(await read(key.providerKeyId))).toEqual({ key, secrets: [] });
  });

  it('takes a list without statuses and without revoked keys for what it is', async () => {
    const revoked = keyCalled('bots 2023');
    running.instance.tune({ omitsKeyStatus: true });
    expect(valueOf(await read(revoked.keyName)).key.status).toBe('unknown');
    running.instance.tune({ listsRevokedKeys: false });
    expect(await read(revoked.keyName)).toEqual({
      ok: false,
      error: { kind: 'not-found', what: 'key' },
    });
  });
});

describe('proof', () => {
  it('takes a wrong secret for refused and says so of nothing else', async () => {
    const key = await created();
    const wrongSecret = `${key.key.providerKeyId}:RKCANARYwrong`;
    const wrong = materialWith(wrongSecret);
    expect(valueOf(await probe(wrong))).toEqual({ kind: 'refused', status: 401 });

    const error = (code: number, statusCode: number): FaultRuleInput['effect'] => ({
      ...{ kind: 'answer', status: statusCode },
      body: { error: { message: 'RKCANARY no', code, statusCode, href: '' } },
    });
    const effects: FaultRuleInput['effect'][] = [
      { kind: 'answer', status: 401 },
      ...[error(40_104, 401), error(40_120, 401), error(40_160, 401), error(40_400, 404)],
      ...[error(40_131, 403), error(40_131, 500), error(40_000, 400), error(42_910, 429)],
      { kind: 'html', status: 401 },
      { kind: 'answer', status: 500 },
      { kind: 'offline' },
      { kind: 'reset', when: 'after-commit' },
    ];
    for (const effect of effects) {
      fault({ plane: 'data-plane', effect });
      const result = await probe(wrong);
      expect(result.ok, JSON.stringify(effect)).toBe(false);
      expect(JSON.stringify(result)).not.toMatch(
        /RKCANARYwrong|provider-unauthorized|"provider-forbidden/,
      );
    }
  });

  it('is not a verdict while the app is disabled', async () => {
    const key = await created();
    const { admin, signInSecrets } = running.instance;
    await admin(
      new Request(`${sandboxTarget(running).baseUrl}/apps/${appId()}`, {
        method: 'PATCH',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${signInSecrets['accessToken'] ?? ''}`,
        },
        body: JSON.stringify({ status: 'disabled' }),
      }),
    );
    expect(await probe(materialOf(key))).toMatchObject({
      error: { kind: 'provider-rejected', code: '40120' },
    });
  });

  it('needs a whole key', async () => {
    for (const secretValue of ['', 'RKCANARY', 'ab.cd', 'ab.cd:', '../x.y:z', 'ab.cd:a b']) {
      const material = materialWith(secretValue);
      const sent = running.journal.entries().length;
      expect(await probe(material)).toMatchObject({ error: { kind: 'not-found', what: 'secret' } });
      expect(running.journal.entries().length).toBe(sent);
    }
  });
});

describe('revoking tokens', () => {
  const HOUR = 3_600_000;
  const revoke = (material: KeyMaterial, changes: Partial<TokenRevocation> = {}) =>
    done(
      operations.revokeTokens(
        session,
        material,
        {
          ...{ targets: ['clientId:bob'], issuedBefore: null, allowReauthMargin: false },
          ...changes,
        },
        never(),
      ),
    );
  const journalLength = (): number => running.journal.entries().length;

  /** A token of this client, and whether the data plane still takes it. */
  async function tokenFor(key: ProviderKeyWithSecrets, clientId: string) {
    const { dataPlaneUrl } = sandboxTarget(running);
    const secretValue = key.secrets[0]!.secretValue;
    const keyName = key.key.providerKeyId;
    const answer = await running.dataPlane!(
      new Request(`${dataPlaneUrl}/keys/${keyName}/requestToken`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Basic ${btoa(secretValue)}`,
        },
        body: JSON.stringify({ keyName, clientId, timestamp: clock.now() }),
      }),
    );
    const { token } = (await answer.json()) as { readonly token: string };
    return async (): Promise<number> => {
      const request = new Request(`${dataPlaneUrl}/channels/chat:lobby/messages`, {
        headers: { authorization: `Bearer ${btoa(token)}` },
      });
      return (await running.dataPlane!(request)).status;
    };
  }

  it('drops the tokens of one client and no others, nor those made afterwards', async () => {
    const key = await created();
    const bob = await tokenFor(key, 'bob');
    const ann = await tokenFor(key, 'ann');
    expect([await bob(), await ann()]).toEqual([200, 200]);
    expect(valueOf(await revoke(materialOf(key)))).toEqual([
      { target: 'clientId:bob', appliesAt: clock.now(), code: null },
    ]);
    expect([await bob(), await ann()]).toEqual([401, 200]);
    clock.jumpWall(1_000);
    expect(await (await tokenFor(key, 'bob'))()).toBe(200);
  });

  it('leaves half a minute where that is asked for', async () => {
    const key = await created();
    const bob = await tokenFor(key, 'bob');
    expect(valueOf(await revoke(materialOf(key), { allowReauthMargin: true }))).toMatchObject([
      { appliesAt: clock.now() + 30_000 },
    ]);
    expect(await bob()).toBe(200);
    clock.jumpWall(30_001);
    expect(await bob()).toBe(401);
  });

  it('tells which targets were refused, in the order asked', async () => {
    const key = await created();
    const targets = ['channel:orders', 'clientId:bob', 'revocationKey:a b'];
    const applies = { appliesAt: clock.now(), code: null };
    expect(valueOf(await revoke(materialOf(key), { targets }))).toEqual([
      { target: 'channel:orders', appliesAt: null, code: '40163' },
      { target: 'clientId:bob', ...applies },
      { target: 'revocationKey:a b', ...applies },
    ]);
  });

  it.each([
    ['no target', { targets: [] }],
    ['101 targets', { targets: Array.from({ length: 101 }, (_, n) => `clientId:${n}`) }],
    ['a target of another kind', { targets: ['user:bob'] }],
    ['a target without a name', { targets: ['clientId:'] }],
    ['a control character', { targets: ['clientId:a\nb'] }],
    ['a time to come', { issuedBefore: Date.UTC(2100, 0) }],
    ['a time too long ago', { issuedBefore: 0 }],
  ])('is not sent with %s', async (_name, changes) => {
    const key = await created();
    const before = journalLength();
    expect(await revoke(materialOf(key), changes)).toMatchObject({
      error: { kind: 'invalid-input' },
    });
    expect(journalLength()).toBe(before);
  });

  it('takes a time within the last hour', async () => {
    const key = await created();
    const bob = await tokenFor(key, 'bob');
    clock.jumpWall(HOUR / 2);
    const issuedBefore = clock.now() - HOUR;
    expect((await revoke(materialOf(key), { issuedBefore })).ok).toBe(true);
    expect(await bob()).toBe(200);
  });

  it('is refused in words of its own by a key without revocable tokens', async () => {
    const { key: fullSecret } = keyCalled('moderation');
    expect(await revoke(materialWith(fullSecret))).toMatchObject({
      error: { kind: 'provider-rejected', code: '40164' },
    });
  });

  it('never asks to sign in again because of a key', async () => {
    const key = await created();
    valueOf(await done(operations.revokeKey(session, key.key.providerKeyId)));
    for (const material of [
      materialOf(key),
      materialWith(`${key.key.providerKeyId}:RKCANARYwrong`),
    ])
      expect(await revoke(material)).toMatchObject({ error: { kind: 'provider-rejected' } });
    const before = journalLength();
    expect(await revoke(materialWith('no key'))).toMatchObject({
      error: { kind: 'not-found', what: 'secret' },
    });
    expect(journalLength()).toBe(before);
  });

  it.each([
    ['is lost', { kind: 'reset', when: 'after-commit' }],
    [
      'tells of other targets',
      { kind: 'rewrite', set: [{ path: '0.target', value: 'clientId:x' }] },
    ],
    ['tells nothing of a target', { kind: 'rewrite', set: [{ path: '0.appliesAt', value: null }] }],
  ] satisfies [string, FaultRuleInput['effect']][])(
    'is open when the answer %s, and is not repeated',
    async (_name, effect) => {
      const key = await created();
      const before = journalLength();
      fault({ plane: 'data-plane', effect });
      expect(await revoke(materialOf(key))).toMatchObject({ error: { kind: 'outcome-unknown' } });
      expect(journalLength()).toBe(before + 1);
    },
  );
});

describe('what goes wrong', () => {
  it('refuses to sign in with an unknown or an unusable access token', async () => {
    const signIn = (accessToken: string) =>
      done(operations.signIn(session, { accessToken }, never()));
    expect(await signIn('RKCANARY-unknown')).toEqual({
      ok: false,
      error: { kind: 'sign-in-refused', providerId: 'ably' },
    });
    for (const text of ['', ' \n', 'RKCANARY with spaces'])
      expect(await signIn(text)).toMatchObject({ error: { kind: 'invalid-input' } });
  });

  it.each([401, 403])('names the right that a token lacks, answered with %i', async (status) => {
    running.instance.tune({ forbiddenStatus: status });
    const { readOnlyAccessToken } = truth();
    session = await signedInWith({ accessToken: readOnlyAccessToken });
    expect(await done(operations.createKey(session, draftIn(appId())))).toEqual({
      ok: false,
      error: { kind: 'provider-forbidden', providerId: 'ably', permission: 'write:key' },
    });
    const work = operations.listKeys(session, appId(), { page: 1, limit: 10 }, never());
    expect((await done(work)).ok).toBe(true);
  });

  it('asks for a new access token when this one is over', async () => {
    clock.jumpWall(61 * 86_400_000);
    expect(await done(operations.listContainers(session, never()))).toEqual({
      ok: false,
      error: { kind: 'provider-unauthorized', providerId: 'ably' },
    });
  });

  it('does not ask to sign in again when the number of keys is exhausted', async () => {
    running.instance.tune({ keyLimit: 1 });
    expect(await done(operations.createKey(session, draftIn(appId())))).toMatchObject({
      error: { kind: 'provider-rejected', code: '40127' },
    });
  });

  it('shows what Ably says about a capability it does not know', async () => {
    const capability = { '*': ['fly'] };
    const draft = { ...draftIn(appId()), scope: { ...scope, capability } };
    expect(await done(operations.createKey(session, draft))).toMatchObject({
      error: {
        ...{ kind: 'provider-rejected', code: '40000' },
        message: expect.stringContaining('unknown operation') as string,
      },
    });
  });

  it.each([
    ['reset', { kind: 'reset', when: 'after-commit' }],
    ['silent', { kind: 'hang', when: 'after-commit' }],
    ['a 503', { kind: 'answer', status: 503, when: 'after-commit' }],
    ['a page', { kind: 'html', when: 'after-commit' }],
    ['cut', { kind: 'truncated' }],
    ['about another app', { kind: 'rewrite', set: [{ path: 'appId', value: 'other1' }] }],
  ] satisfies [string, FaultRuleInput['effect']][])(
    'never creates twice when the answer is %s, and finds what was created',
    async (_name, effect) => {
      fault({ method: 'POST', path: '/v1/apps/*/keys', effect });
      const draft = draftIn(appId(), 'lost_rkabcdefghij');
      const result = await done(operations.createKey(session, draft));
      expect(result).toEqual({ ok: false, error: { kind: 'outcome-unknown', rotationId: null } });
      fault();
      const work = operations.findByMarker(session, appId(), '_rkabcdefghij', never());
      expect(valueOf(await done(work))).toHaveLength(1);
    },
  );

  it.each<[string, { path: string; value: string }, RegExp]>([
    ['of another app', { path: '1.appId', value: 'other1' }, /another app/],
    ['that repeats itself', { path: '*.id', value: 'same01' }, /twice/],
  ])('does not believe a list %s', async (_name, change, issue) => {
    fault({ path: '/v1/apps/*/keys', effect: { kind: 'rewrite', set: [change] } });
    const work = operations.listKeys(session, appId(), { page: 1, limit: 10 }, never());
    const error = { kind: 'provider-changed', issues: [expect.stringMatching(issue) as string] };
    expect(await done(work)).toMatchObject({ error });
    expect(await read(keyCalled('moderation').keyName)).toMatchObject({ error });
  });

  it("never shows another key's secret as this one's", async () => {
    const { keyName } = keyCalled('moderation');
    const value = `${keyCalled('ingest').keyName}:RKCANARY-foreign`;
    const set = [{ path: '*.key', value }];
    fault({ path: '/v1/apps/*/keys', effect: { kind: 'rewrite', set } });
    expect(valueOf(await read(keyName)).secrets).toEqual([]);
  });
});
