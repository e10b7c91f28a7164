import { beforeEach, describe, expect, it } from 'vitest';
import { createActivitysmith } from '../../../electron/providers/activitysmith/index.ts';
import { createGuardedFetch } from '../../../electron/providers/guarded-fetch.ts';
import { createProviderHttp, type Transport } from '../../../electron/providers/provider-http.ts';
import { adapterOf } from '../../../electron/providers/provider-registry.ts';
import { activitysmithSandbox } from '../../../electron/sandbox/activitysmith/index.ts';
import type { SandboxInstance } from '../../../electron/sandbox/sandbox-provider.ts';
import { seededRandom } from '../../../electron/sandbox/sandbox-random.ts';
import { sleep } from '../../../electron/services/ports/clock.ts';
import type { ProviderAdapter } from '../../../electron/services/ports/provider-adapter.ts';
import type { ProviderSession } from '../../../electron/services/ports/provider-values.ts';
import type { ProviderOperations } from '../../../electron/services/ports/provider-operations.ts';
import { ok, type Result } from '../../../shared/errors/app-error.ts';
import type { ScopeInput } from '../../../shared/scopes/key-scope.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../fakes/fake-id-source.ts';
import { RecordingLogger } from '../recording-logger.ts';
import { settle } from '../settle.ts';

/** The client against the simulation, which was written from the documents alone. */
const target = {
  baseUrl: 'https://activitysmith.sandbox.invalid/mcp',
  dataPlaneUrl: 'https://data.activitysmith.sandbox.invalid',
};
let clock: FakeClock;
let logger: RecordingLogger;
let instance: SandboxInstance;
let adapter: ProviderAdapter;
let operations: Required<ProviderOperations>;
let session: ProviderSession;
let credentialSecret: string;

beforeEach(async () => {
  clock = new FakeClock();
  logger = new RecordingLogger();
  instance = activitysmithSandbox.open({
    ...{ seed: 7, keys: null, random: seededRandom(7), snapshot: null },
    clock: { now: () => clock.now(), wait: (delayMs, signal) => sleep(clock, delayMs, signal) },
    onMutation: () => undefined,
  });
  const transport: Transport = (url, init) => instance.admin(new Request(url, init));
  const shared = { transport, clock, logger, allowLoopback: false };
  const ids = new FakeIdSource();
  adapter = adapterOf(
    createActivitysmith({
      http: createProviderHttp({ ...shared, ids }),
      fetch: createGuardedFetch(shared),
      ...{ clock, ids },
    }),
  );
  operations = adapter.operations as Required<ProviderOperations>;
  credentialSecret = valueOf(await signIn()).credentialSecret;
  session = sessionWith();
});

const never = (): AbortSignal => new AbortController().signal;

async function done<T>(work: Promise<T>): Promise<T> {
  const { value } = await settle(clock, work);
  expect(logger.lines.join('\n')).not.toMatch(/RKCANARY|https:|Bearer/);
  return value;
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`It answered ${JSON.stringify(result.error)}`);
  return result.value;
}

const signIn = () =>
  done(
    operations.signInWithBrowser(
      target,
      {
        redirectUri: 'http://127.0.0.1:4711/back',
        authorize: async (url) =>
          ok(new URL((await instance.approveConsent?.(url)) ?? '').searchParams),
      },
      never(),
    ),
  );

/** Keeps what was renewed, as the services do. */
const sessionWith = (): ProviderSession => ({
  ...{ ...target, accountId: 'account', credentialSecret },
  renew: async (exchange) => {
    const renewed = await exchange();
    if (!renewed.ok) return renewed;
    ({ credentialSecret } = renewed.value);
    return ok(credentialSecret);
  },
});

interface Truth {
  readonly channels: readonly { readonly publicId: string; readonly slug: string }[];
  readonly keys: readonly {
    readonly publicId: string;
    readonly name: string;
    readonly keySecret: string;
  }[];
  readonly mutations: readonly { readonly kind: string }[];
}
const truth = () => JSON.parse(JSON.stringify(instance.summary())) as Truth;

const listAll = async () =>
  valueOf(await done(operations.listKeys(session, 'account', { page: 1, limit: 10_000 }, never())));

const scopeTo = (...slugs: string[]): ScopeInput => ({
  ...{ kind: 'channels', mode: 'channels' },
  channels: slugs.map((slug) => ({
    slug,
    publicId: truth().channels.find((channel) => channel.slug === slug)?.publicId ?? null,
  })),
});
const create = async (name: string, scope: ScopeInput) =>
  valueOf(
    await done(
      operations.createKey(session, {
        ...{ providerContainerId: 'account', name, environment: 'unset', scope },
      }),
    ),
  );

describe('the rights of a consent', () => {
  const rights = async () =>
    valueOf(await done(operations.readRights(session, never()))).map(({ name, isHeld }) => [
      name,
      isHeld,
    ]);

  it('are all held where keys were ticked on the consent page, seen without a change', async () => {
    expect(await rights()).toEqual([
      ['mcp:read', true],
      ['mcp:write', true],
      ['Manage API keys', true],
    ]);
    expect(truth().mutations).toEqual([]);
  });

  it('lack the keys where only the scopes were granted', async () => {
    expect(instance.tune({ consentManagesKeys: false })).toEqual([]);
    credentialSecret = valueOf(await signIn()).credentialSecret;
    session = sessionWith();
    expect(await rights()).toEqual([
      ['mcp:read', true],
      ['mcp:write', true],
      ['Manage API keys', false],
    ]);
  });

  it('tell nothing of scopes that an earlier version did not keep', async () => {
    const kept = JSON.parse(credentialSecret) as Record<string, unknown>;
    credentialSecret = JSON.stringify({ ...kept, scopes: undefined });
    session = sessionWith();
    expect(await rights()).toEqual([
      ['mcp:read', null],
      ['mcp:write', null],
      ['Manage API keys', true],
    ]);
  });

  it('cannot be told by a consent that was taken back', async () => {
    expect(instance.tune({ revokeConsents: true })).toEqual([]);
    expect(await done(operations.readRights(session, never()))).toMatchObject({
      error: { kind: 'provider-unauthorized' },
    });
  });
});

describe('the whole main job', () => {
  it.each([
    ['json', 'both', 'objects'],
    ['event-stream', 'text', 'objects'],
    ['event-stream', 'structured', 'slugs'],
    ['json', 'text', 'slugs'],
  ])('replaces a key (%s, %s, %s)', async (answerFormat, resultShape, channelShape) => {
    expect(instance.tune({ answerFormat, resultShape, channelShape })).toEqual([]);
    const listed = await listAll();
    expect(listed.total).toBe(truth().keys.length);
    expect(JSON.stringify(listed)).not.toContain('RKCANARY');
    const old = listed.keys.find(({ name }) => name === 'on-call alerts')!;
    const scope = adapter.copyableScope(old.scope)!;
    const fresh = await create('on-call alerts_rk0123456789', scope);
    const { keySecret } = truth().keys.at(-1)!;
    expect(fresh.secrets).toEqual([{ role: 'api-key', secretValue: keySecret }]);
    expect(fresh.key.parts).toMatchObject([{ stub: keySecret.slice(0, 10), value: null }]);
    expect(adapter.scopeDifferences(old.scope, fresh.key.scope)).toEqual([]);

    const found = valueOf(
      await done(operations.findByMarker(session, 'account', '_rk0123456789', never())),
    );
    expect(found).toEqual([fresh.key]);
    expect(valueOf(await done(operations.deleteKey(session, old.providerKeyId)))).toBeNull();
    expect(await done(operations.readKey(session, old.providerKeyId, never()))).toEqual({
      ...{ ok: false, error: { kind: 'not-found', what: 'key' } },
    });
    expect(truth().mutations.map(({ kind }) => kind)).toEqual(['key-created', 'key-deleted']);
  });

  it('lists in pages of its own, and one container', async () => {
    const containers = valueOf(await done(operations.listContainers(session, never())));
    expect(containers).toHaveLength(1);
    const page = (number: number) =>
      operations.listKeys(session, 'account', { page: number, limit: 10 }, never());
    const pages = [valueOf(await done(page(1))), valueOf(await done(page(2)))];
    expect(pages.map(({ keys }) => keys.length)).toEqual([10, 6]);
    expect(new Set(pages.flatMap(({ keys }) => keys.map((key) => key.providerKeyId))).size).toBe(
      16,
    );
  });

  it('edits name and channels, widens and narrows', async () => {
    const { key } = await create('first', scopeTo('ops'));
    const edit = async (changes: { name?: string; scope?: ScopeInput }) => {
      const { name = null, scope = null } = changes;
      const all = { name, scope, environment: null };
      valueOf(await done(operations.editKey(session, key.providerKeyId, all)));
      return valueOf(await done(operations.readKey(session, key.providerKeyId, never()))).key;
    };
    expect(await edit({ name: 'second' })).toMatchObject({ name: 'second', scope: scopeTo('ops') });
    expect((await edit({ scope: scopeTo('deploys', 'ops') })).scope).toEqual(
      scopeTo('deploys', 'ops'),
    );
    const all: ScopeInput = { kind: 'channels', mode: 'all', channels: [] };
    expect(await edit({ name: 'third', scope: all })).toMatchObject({ name: 'third', scope: all });
  });

  it('renames where that is all the server offers, and says what it cannot', async () => {
    instance.tune({ toolSet: 'rename' });
    const { key } = await create('first', scopeTo('ops'));
    const edit = (scope: ScopeInput | null) =>
      done(
        operations.editKey(session, key.providerKeyId, { name: 'new', environment: null, scope }),
      );
    expect(await edit(scopeTo('deploys'))).toMatchObject({ error: { kind: 'not-supported' } });
    expect(valueOf(await edit(null))).toBeNull();
    expect(truth().keys.at(-1)?.name).toBe('new');
  });

  it('offers the channels to pick from', async () => {
    const targets = valueOf(await done(operations.listScopeTargets(session, 'account', never())));
    expect(targets).toContainEqual({
      ...{ kind: 'channel', resource: 'ops', name: 'Operations' },
      publicId: truth().channels.find(({ slug }) => slug === 'ops')?.publicId,
    });
  });

  it('never copies a scope that has lost its channels', async () => {
    const { keys } = await listAll();
    const orphan = keys.find(({ name }) => name === 'spring campaign')!;
    expect(orphan.scope).toEqual({ kind: 'channels', mode: 'channels', channels: [] });
    expect(adapter.copyableScope(orphan.scope)).toBeNull();
  });

  it('reads dates where the server tells them', async () => {
    instance.tune({ showsCreatedAt: true });
    const { key } = await create('dated', scopeTo('ops'));
    expect(key.createdAt).toBe(clock.now());
  });
});

describe('consent', () => {
  it('is renewed with the clock, again and again', async () => {
    for (let hours = 0; hours < 3; hours += 1) {
      clock.jumpWall(3_600_000);
      session = sessionWith();
      const before = credentialSecret;
      expect((await listAll()).keys).toHaveLength(16);
      expect(credentialSecret).not.toBe(before);
    }
  });

  it('is renewed after a refusal where nobody says when a token ends', async () => {
    instance.tune({ tokenShowsExpiry: false });
    credentialSecret = valueOf(await signIn()).credentialSecret;
    session = sessionWith();
    clock.jumpWall(3_600_000);
    const { key } = await create('after the end', scopeTo('ops'));
    expect(key.name).toBe('after the end');
    expect(truth().mutations).toHaveLength(1);
  });

  it('that was taken back asks to sign in again', async () => {
    instance.tune({ revokeConsents: true });
    const unauthorized = { error: { kind: 'provider-unauthorized' } };
    expect(await done(operations.deleteKey(session, 'key_1'))).toMatchObject(unauthorized);
    expect(
      await done(operations.listKeys(session, 'account', { page: 1, limit: 1 }, never())),
    ).toMatchObject(unauthorized);
  });

  it('without "Manage API keys" signs in and says what is missing', async () => {
    instance.tune({ consentManagesKeys: false });
    credentialSecret = valueOf(await signIn()).credentialSecret;
    session = sessionWith();
    expect(
      await done(operations.listKeys(session, 'account', { page: 1, limit: 1 }, never())),
    ).toMatchObject({ error: { kind: 'provider-forbidden', permission: 'Manage API keys' } });
  });

  it('finds the same account again', async () => {
    const first = valueOf(await signIn());
    await create('in between', scopeTo('ops'));
    const second = valueOf(await signIn());
    expect(second.accountId).toBe(first.accountId);
    expect(second.credentialSecret).not.toBe(first.credentialSecret);
  });
});

describe('what goes wrong', () => {
  it('says that an unknown key is not found when it is deleted or renamed', async () => {
    const notFound = { ok: false, error: { kind: 'not-found', what: 'key' } };
    expect(await done(operations.deleteKey(session, 'key_x'))).toEqual(notFound);
    const changes = { name: 'x', environment: null, scope: null };
    expect(await done(operations.editKey(session, 'key_x', changes))).toEqual(notFound);
  });

  it('refuses a channel that the server no longer has, without creating anything', async () => {
    const scope = scopeTo('nowhere');
    const result = await done(
      operations.createKey(session, {
        ...{ providerContainerId: 'account', name: 'x', environment: 'unset', scope },
      }),
    );
    expect(result).toMatchObject({ error: { kind: 'provider-rejected', code: 'tool-error' } });
    expect(truth().mutations).toEqual([]);
  });

  it('plans the calls it makes', () => {
    const plan = (scope: ScopeInput | null) =>
      adapter.plannedReplacement({
        ...{ providerKeyId: 'key_1', canProbe: false },
        draft: { ...{ providerContainerId: 'account', name: 'n', environment: 'unset' }, scope },
      });
    const calls = plan(scopeTo('ops'));
    expect(calls.map(({ purpose, mutates }) => [purpose, mutates])).toEqual([
      ['read-old', false],
      ['create-new', true],
      ['read-new', false],
      ['retire-old', true],
      ['re-read-old', false],
    ]);
    const opsId = truth().channels.find(({ slug }) => slug === 'ops')?.publicId ?? '';
    expect(calls[1]?.bodySummary).toBe(
      `create_api_key {"name":"n","scope_mode":"channels","channel_public_ids":["${opsId}"]}`,
    );
    expect(plan(null)[1]?.bodySummary).toBe('create_api_key {"name":"n"}');
    const all = plan({ kind: 'channels', mode: 'all', channels: [] })[1];
    expect(all?.bodySummary).toBe('create_api_key {"name":"n","scope_mode":"all"}');
  });
});
