import { beforeEach, describe, expect, it } from 'vitest';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import type {
  KeyChanges,
  KeyDraft,
  KeyMaterial,
  ProviderKeyWithSecrets,
  ProviderSession,
} from '../../../electron/services/ports/provider-values.ts';
import type { Result } from '../../../shared/errors/app-error.ts';
import { renewAtOnce } from '../../fakes/provider-fakes.ts';
import { settle } from '../settle.ts';
import { properties } from './recordings.ts';
import { RunningAccount, type OfferedOperations } from './running-account.ts';

/** The client against the simulation, which was written from the documents only. */
let account: RunningAccount;
let operations: OfferedOperations;
let session: ProviderSession;

beforeEach(async () => {
  account = new RunningAccount();
  ({ operations } = account);
  const fields = account.instance.signInSecrets;
  const signedIn = valueOf(await done(operations.signIn(account.target, fields, never())));
  session = {
    ...account.target,
    ...signedIn,
    accountId: signedIn.accountId ?? '',
    renew: renewAtOnce,
  };
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

interface Truth {
  readonly apps: readonly { readonly id: string; readonly name: string }[];
  readonly keysets: readonly {
    readonly id: string;
    readonly name: string;
    readonly config: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly secretKeys: readonly {
      readonly secretKey: string;
      readonly expiresAt: number | null;
    }[];
  }[];
  readonly mutations: readonly { readonly kind: string }[];
}
const truth = (): Truth => JSON.parse(JSON.stringify(account.instance.summary())) as Truth;
const keyset = (name: string) => truth().keysets.find((one) => one.name === name)!;

async function appId(): Promise<string> {
  const containers = valueOf(await done(operations.listContainers(session, never())));
  return containers[0]!.providerContainerId;
}

const draftIn = (providerContainerId: string, name = 'rotated_rk0123456789'): KeyDraft => ({
  ...{ providerContainerId, name, environment: 'production' },
  scope: { kind: 'keyset', properties },
});

const createdKey = async (container: string, name?: string): Promise<ProviderKeyWithSecrets> =>
  valueOf(await done(operations.createKey(session, draftIn(container, name))));

const readKey = async (id: string): Promise<ProviderKeyWithSecrets> =>
  valueOf(await done(operations.readKey(session, id, never())));

function materialOf({ key, secrets }: ProviderKeyWithSecrets): KeyMaterial {
  const identifiers = key.parts.flatMap(({ role, value }) =>
    value === null ? [] : [{ role, secretValue: value }],
  );
  return { parts: [...identifiers, ...secrets], scope: key.scope };
}

const probe = (material: KeyMaterial) => done(operations.probeKey(session, material, never()));

describe('signing in', () => {
  it('takes the oldest app for the account, whatever order the apps come in', () => {
    const [oldest] = truth().apps.toSorted((left, right) => Number(left.id) - Number(right.id));
    expect(session).toMatchObject({
      accountId: `account-of-app-${oldest!.id}`,
      accountName: `PubNub account ${oldest!.name}`,
      expiresAt: null,
    });
  });

  it.each(['si_wrongRKCANARY', 'Bearer'])(
    'is refused for unknown key number %#',
    async (apiKey) => {
      const result = await done(operations.signIn(account.target, { apiKey }, never()));
      expect(result).toEqual({
        ok: false,
        error: { kind: 'sign-in-refused', providerId: 'pubnub-v2' },
      });
    },
  );

  it('is refused for an expired key', async () => {
    account.tune({ apiKeysExpireAt: account.clock.now() });
    const fields = account.instance.signInSecrets;
    const result = await done(operations.signIn(account.target, fields, never()));
    expect(result).toMatchObject({ error: { kind: 'sign-in-refused' } });
  });

  it('names the right that a good key lacks, and blames no key for an unknown version', async () => {
    const fields = account.instance.signInSecrets;
    account.tune({ permissions: ['keyset:read'] });
    expect(await done(operations.signIn(account.target, fields, never()))).toMatchObject({
      error: { kind: 'provider-forbidden', permission: 'app:read' },
    });
    account.version = '2030-01-01';
    expect(await done(operations.signIn(account.target, fields, never()))).toMatchObject({
      error: {
        kind: 'provider-rejected',
        code: '400',
        message: expect.stringMatching(/Version/) as unknown,
      },
    });
  });
});

describe('what an API key may do', () => {
  const rights = async () =>
    Object.fromEntries(
      valueOf(await done(operations.readRights(session, never()))).map(({ name, isHeld }) => [
        name,
        isHeld,
      ]),
    );
  const unseen = { 'app:write': null, 'keyset:write': null, 'keyset-secret:write': null };

  it('is told by reads alone: what reads do not show is not known before a change', async () => {
    const expected = { 'app:read': true, 'keyset:read': true, 'keyset-secret:read': true };
    expect(await rights()).toEqual({ ...expected, ...unseen });
    account.tune({ permissions: ['app:read', 'keyset:read'] });
    expect(await rights()).toEqual({ ...expected, ...unseen, 'keyset-secret:read': false });
    expect(truth().mutations).toEqual([]);
  });

  it('is not known of secret keys where no keyset can be seen', async () => {
    account.tune({ permissions: ['app:read'] });
    const expected = { 'app:read': true, 'keyset:read': false, 'keyset-secret:read': null };
    expect(await rights()).toEqual({ ...expected, ...unseen });
  });
});

describe('the whole main job', () => {
  it('lists every keyset of the account with its settings and without a secret', async () => {
    const listed: unknown[] = [];
    for (let page = 1, total = Infinity; (page - 1) * 5 < total; page += 1) {
      const answer = valueOf(
        await done(operations.listKeys(session, '', { page, limit: 5 }, never())),
      );
      total = answer.total!;
      expect(JSON.stringify(answer)).not.toMatch(/RKCANARY|sec-c-/);
      for (const { name, scope, tellsSecrets, parts } of answer.keys) {
        listed.push(name);
        expect(tellsSecrets).toBe(false);
        expect(parts.map(({ role }) => role)).toEqual(['publish', 'subscribe']);
        const { accessManager } = keyset(name).config;
        expect(scope).toMatchObject({
          ...{ kind: 'keyset', generation: 'v2' },
          properties: { 'accessManager.enabled': accessManager!['enabled'] },
        });
      }
    }
    expect(listed).toEqual(truth().keysets.map(({ name }) => name));
  });

  it('asks for the settings of one page of a large account and of no other', async () => {
    account = new RunningAccount(250);
    ({ operations } = account);
    session = { ...session, credentialSecret: account.instance.signInSecrets['apiKey']! };
    const answer = valueOf(
      await done(operations.listKeys(session, '', { page: 3, limit: 100 }, never())),
    );
    expect(answer).toMatchObject({ total: 250 });
    expect(answer.keys).toHaveLength(50);
    expect(account.journal.entries()).toHaveLength(51);
  });

  it('replaces a keyset: create, find, prove, delete, prove dead', async () => {
    const container = await appId();
    const old = await createdKey(container, 'old');
    const replacement = await createdKey(container);
    expect(replacement.secrets).toHaveLength(1);
    expect(replacement.key).toMatchObject({ environment: 'production', status: 'active' });
    const { scope } = replacement.key;
    expect(scope.kind === 'keyset' ? scope.properties : null).toMatchObject(properties);
    expect(account.adapter.scopeDifferences(old.key.scope, scope)).toEqual([]);

    const found = valueOf(
      await done(operations.findByMarker(session, container, '_rk0123456789', never())),
    );
    expect(found.map(({ providerKeyId }) => providerKeyId)).toEqual([
      replacement.key.providerKeyId,
    ]);
    expect(found[0]!.scope).toEqual(scope);

    const works = { kind: 'works', status: 200 };
    expect(valueOf(await probe(materialOf(replacement)))).toEqual(works);
    expect(valueOf(await probe(materialOf(old)))).toEqual(works);
    expect(valueOf(await done(operations.deleteKey(session, old.key.providerKeyId)))).toBeNull();
    expect(valueOf(await probe(materialOf(old)))).toEqual({ kind: 'refused', status: 400 });
    expect(await done(operations.readKey(session, old.key.providerKeyId, never()))).toEqual({
      ok: false,
      error: { kind: 'not-found', what: 'key' },
    });
  });

  it('copies the settings of every seeded keyset into one that has no differences', async () => {
    const container = await appId();
    for (const { id, name } of truth().keysets) {
      const { key } = await readKey(id);
      const scope = account.adapter.copyableScope(key.scope);
      const draft = { ...draftIn(container, `${name} copy`), scope };
      const copy = valueOf(await done(operations.createKey(session, draft)));
      const expected = name === 'chat-prod' || name === 'storefront-ios';
      // What push services are given can only be uploaded in the portal.
      const files = expected ? ['apns.filename', 'fcm.filename'] : [];
      expect(account.adapter.scopeDifferences(key.scope, copy.key.scope), name).toEqual(files);
    }
  });

  it('edits name, environment and settings, and leaves every other field alone', async () => {
    const { id, config } = keyset('telemetry-ingest-prod');
    const changes: KeyChanges = {
      name: 'renamed',
      environment: 'testing',
      scope: { kind: 'keyset', properties: { 'presence.announceMax': 3, 'presence.deltas': true } },
    };
    valueOf(await done(operations.editKey(session, id, changes)));
    const after = await readKey(id);
    expect(after.key).toMatchObject({ name: 'renamed', environment: 'testing' });
    expect(keyset('renamed').config).toEqual({
      ...config,
      presence: { ...config['presence'], announceMax: 3, deltas: true },
    });
    expect(keyset('renamed').config['internal']).toBeDefined();
  });

  it('creates an app', async () => {
    const created = valueOf(await done(operations.createContainer(session, 'Second app')));
    const containers = valueOf(await done(operations.listContainers(session, never())));
    expect(containers).toContainEqual(created);
  });
});

describe('several secret keys', () => {
  it('are all read, the permanent one first, with their ends, and all of them work', async () => {
    account.tune({ listShowsSecrets: 'full' });
    const { id, secretKeys } = keyset('chat-prod');
    const read = await readKey(id);
    const secretParts = read.key.parts.filter(({ role }) => role === 'secret');
    expect(secretParts.map(({ state }) => state)).toEqual([
      'current',
      ...Array.from({ length: 5 }, () => 'expiring'),
    ]);
    expect(read.secrets[0]!.secretValue).toBe(secretKeys.at(-1)!.secretKey);
    expect(new Set(secretParts.map(({ expiresAt }) => expiresAt))).toEqual(
      new Set(secretKeys.map(({ expiresAt }) => expiresAt)),
    );
    for (const secret of read.secrets) {
      const material = materialOf({ ...read, secrets: [secret] });
      expect(valueOf(await probe(material))).toEqual({ kind: 'works', status: 200 });
    }
  });

  it('that have expired are neither shown nor taken', async () => {
    account.tune({ listShowsSecrets: 'full' });
    const { id, secretKeys } = keyset('orders-prod');
    const read = await readKey(id);
    expect(read.secrets).toHaveLength(secretKeys.length - 1);
    const expired = { role: 'secret', secretValue: secretKeys[0]!.secretKey } as const;
    const material = materialOf({ ...read, secrets: [expired] });
    expect(valueOf(await probe(material))).toEqual({ kind: 'refused', status: 403 });
  });

  it.each(['stub', 'masked'])(
    'are known by their prefix where the list shows a %s',
    async (shows) => {
      account.tune({ listShowsSecrets: shows });
      const { id, secretKeys } = keyset('orders-prod');
      const read = await readKey(id);
      expect(read.secrets).toEqual([]);
      const stubs = read.key.parts.flatMap(({ role, stub }) => (role === 'secret' ? [stub] : []));
      expect(stubs.toSorted()).toEqual(
        secretKeys
          .slice(1)
          .map(({ secretKey }) => secretKey.slice(0, 11))
          .toSorted(),
      );
    },
  );

  it('with one prefix are shown but never handed out', async () => {
    account.tune({ secretPrefixesCollide: true });
    const { id } = keyset('orders-dev');
    const expiresAt = new Date(account.clock.now() + 86_400_000).toISOString();
    await account.instance.admin(
      new Request(`${session.baseUrl}/keysets/${id}/secret-keys`, {
        method: 'POST',
        headers: {
          authorization: session.credentialSecret,
          ...{ 'content-type': 'application/json', 'pubnub-version': '2026-03-23' },
        },
        body: JSON.stringify({ expiresAt }),
      }),
    );
    const read = await readKey(id);
    expect(read.key.parts.filter(({ role }) => role === 'secret')).toHaveLength(2);
    expect(read.secrets).toEqual([]);
  });
});

describe('a secret key that was rotated away', () => {
  const DAY = 86_400_000;
  const rotated = (name = 'telemetry-ingest-prod') => {
    const { id, secretKeys } = keyset(name);
    const old = secretKeys.find(({ expiresAt }) => expiresAt !== null)!;
    return { id, old, stub: old.secretKey.slice(0, 11), permanent: secretKeys.at(-1)! };
  };
  const inDays = (days: number): number => account.clock.now() + days * DAY;
  const extend = (id: string, stub: string, expiresAt: number) =>
    done(operations.extendSecret(session, id, stub, expiresAt));
  /** Of the admin API; checks on the data plane are requests of other kinds too. */
  const writes = () =>
    account.journal
      .entries()
      .filter(({ method, path }) => method !== 'GET' && path.startsWith('/v2/'));
  const rejected = (code: string) => ({ ok: false, error: { kind: 'provider-rejected', code } });

  it('is given more time, or less, and nothing else changes', async () => {
    const { id, stub } = rotated();
    for (const days of [30, 365.9, 1]) {
      expect(valueOf(await extend(id, stub, inDays(days)))).toBeNull();
      const { parts } = (await readKey(id)).key;
      expect(parts.filter(({ role }) => role === 'secret')).toMatchObject([
        { state: 'current', expiresAt: null },
        { state: 'expiring', stub, expiresAt: inDays(days) },
      ]);
    }
    expect(writes().map(({ path }) => path)).toEqual(
      Array.from({ length: 3 }, () => `/v2/keysets/${id}/secret-keys/${stub}`),
    );
  });

  it.each([
    ['in the past', -DAY],
    ['too soon for two clocks', 4 * 60_000],
    ['after 366 days', 366 * DAY + 1],
  ])('is not given an end %s, and nothing is sent', async (_name, aheadMs) => {
    const { id, stub } = rotated();
    expect(await extend(id, stub, account.clock.now() + aheadMs)).toMatchObject({
      error: { kind: 'invalid-input', issues: [expect.stringContaining('366 days')] },
    });
    expect(account.journal.entries()).toHaveLength(1);
  });

  it('is ended at once, for good, while the permanent one goes on', async () => {
    const { id, old, stub } = rotated();
    const before = await readKey(id);
    const secretOf = (secretValue: string) => {
      const secret = { role: 'secret', secretValue } as const;
      return probe(materialOf({ ...before, secrets: [secret] }));
    };
    expect(valueOf(await secretOf(old.secretKey))).toEqual({ kind: 'works', status: 200 });
    expect(valueOf(await done(operations.endSecret(session, id, stub)))).toBeNull();
    expect(valueOf(await secretOf(old.secretKey))).toEqual({ kind: 'refused', status: 403 });
    expect(valueOf(await secretOf(rotated().permanent.secretKey))).toMatchObject({ kind: 'works' });
    const { parts } = (await readKey(id)).key;
    expect(parts.some((part) => part.stub === stub)).toBe(false);
    expect(await done(operations.endSecret(session, id, stub))).toEqual({
      ok: false,
      error: { kind: 'not-found', what: 'secret' },
    });
    expect(writes()).toHaveLength(1);
  });

  it('is never the permanent one, which no call is sent for', async () => {
    const { id, permanent } = rotated();
    const stub = permanent.secretKey.slice(0, 11);
    expect(await extend(id, stub, inDays(1))).toMatchObject(rejected('secret-has-no-end'));
    const end = await done(operations.endSecret(session, id, stub));
    expect(end).toMatchObject(rejected('secret-has-no-end'));
    expect(writes()).toEqual([]);
  });

  it.each(['', 'sec-c-', 'sec-c-abcd', 'sec-c-abcdef', '../../apps/1', 'sec-c-a/../b', 'Z'])(
    'is not looked for under "%s"',
    async (stub) => {
      const { id } = rotated();
      const missing = { ok: false, error: { kind: 'not-found', what: 'secret' } };
      expect(await extend(id, stub, inDays(1))).toEqual(missing);
      expect(await done(operations.endSecret(session, id, stub))).toEqual(missing);
      expect(account.journal.entries()).toHaveLength(1);
    },
  );

  it('is left alone while another begins with the same characters, whatever the list shows', async () => {
    account.tune({ secretPrefixesCollide: true });
    const { id, secretKeys } = keyset('orders-dev');
    const stub = secretKeys[0]!.secretKey.slice(0, 11);
    await account.instance.admin(
      new Request(`${session.baseUrl}/keysets/${id}/secret-keys`, {
        method: 'POST',
        headers: {
          authorization: session.credentialSecret,
          ...{ 'content-type': 'application/json', 'pubnub-version': '2026-03-23' },
        },
        body: JSON.stringify({ expiresAt: new Date(inDays(1)).toISOString() }),
      }),
    );
    for (const listShowsSecrets of ['full', 'stub', 'masked']) {
      account.tune({ listShowsSecrets });
      const shared = rejected('secrets-share-prefix');
      expect(await extend(id, stub, inDays(2))).toMatchObject(shared);
      expect(await done(operations.endSecret(session, id, stub))).toMatchObject(shared);
    }
    expect(writes()).toEqual([]);
    expect(keyset('orders-dev').secretKeys).toHaveLength(2);
  });

  it.each([400, 403])('needs a paid plan for more time, and says so (%i)', async (status) => {
    account.tune({ plan: 'free', planErrorStatus: status });
    const { id, stub, old } = rotated();
    expect(await extend(id, stub, inDays(9))).toMatchObject(rejected('plan'));
    expect(rotated().old.expiresAt).toBe(old.expiresAt);
    expect(valueOf(await done(operations.endSecret(session, id, stub)))).toBeNull();
  });

  it('needs a permission that is named', async () => {
    account.tune({ permissions: ['keyset-secret:read'] });
    const { id, stub } = rotated();
    expect(await extend(id, stub, inDays(9))).toMatchObject({
      error: { kind: 'provider-forbidden', permission: 'keyset-secret:write' },
    });
  });

  it.each([
    { kind: 'reset', when: 'after-commit' },
    { kind: 'hang', when: 'after-commit' },
    { kind: 'html', when: 'after-commit' },
  ] satisfies FaultRuleInput['effect'][])(
    'is not ended twice when the answer is lost by $kind',
    async (effect) => {
      const { id, stub } = rotated();
      account.fault({ method: 'DELETE', path: '/v2/keysets/*/secret-keys/*', effect });
      expect(await done(operations.endSecret(session, id, stub))).toMatchObject({
        error: { kind: 'outcome-unknown' },
      });
      expect(writes()).toHaveLength(1);
    },
  );
});

describe('plans and permissions', () => {
  const plan = { ok: false, error: { kind: 'provider-rejected', code: 'plan' } };

  it.each([400, 403])('reads a refusal by the plan (%i) as the plan', async (planErrorStatus) => {
    account.tune({ plan: 'free', planErrorStatus });
    const container = await appId();
    expect(await done(operations.createKey(session, draftIn(container)))).toMatchObject(plan);
    const { id } = keyset('orders-dev');
    const edit = (changes: Partial<KeyChanges>) =>
      done(
        operations.editKey(session, id, { name: null, environment: null, scope: null, ...changes }),
      );
    expect(await edit({ environment: 'production' })).toMatchObject(plan);
    const longer = { 'messagePersistence.retention': 30 };
    expect(await edit({ scope: { kind: 'keyset', properties: longer } })).toMatchObject(plan);
    expect(truth().mutations).toEqual([]);
  });

  it('tells a refusal of the rest as one that left the settings changed', async () => {
    account.tune({ plan: 'free' });
    const { id } = keyset('orders-dev');
    const changes: KeyChanges = {
      ...{ name: null, environment: 'production' },
      scope: { kind: 'keyset', properties: { 'presence.deltas': true } },
    };
    expect(await done(operations.editKey(session, id, changes))).toMatchObject({
      error: { kind: 'provider-rejected', code: 'settings-changed-plan' },
    });
    expect(truth().mutations.map(({ kind }) => kind)).toEqual(['config-changed']);
  });

  it('names the missing permission, which is never the plan', async () => {
    const container = await appId();
    account.tune({ permissions: ['app:read', 'keyset:read', 'keyset:write'] });
    const forbidden = (permission: string) => ({
      ok: false,
      error: { kind: 'provider-forbidden', providerId: 'pubnub-v2', permission },
    });
    const created = await done(operations.createKey(session, draftIn(container)));
    expect(created).toEqual(forbidden('keyset-secret:read'));
    const read = await done(operations.readKey(session, keyset('orders-dev').id, never()));
    expect(read).toEqual(forbidden('keyset-secret:read'));
    const app = await done(operations.createContainer(session, 'x'));
    expect(app).toEqual(forbidden('app:write'));
  });

  it('asks for another API key when this one has ended', async () => {
    account.tune({ apiKeysExpireAt: account.clock.now() });
    expect(await done(operations.listContainers(session, never()))).toEqual({
      ok: false,
      error: { kind: 'provider-unauthorized', providerId: 'pubnub-v2' },
    });
  });
});

describe('proof', () => {
  it('takes a wrong secret for refused and says so of nothing else', async () => {
    const material = materialOf(await createdKey(await appId()));
    const wrong = {
      ...material,
      parts: material.parts.map((part) =>
        part.role === 'secret' ? { ...part, secretValue: 'sec-c-wrongRKCANARY' } : part,
      ),
    };
    expect(valueOf(await probe(wrong))).toEqual({ kind: 'refused', status: 403 });
    const faults: FaultRuleInput['effect'][] = [
      { kind: 'answer', status: 401 },
      { kind: 'answer', status: 403, body: { message: 'Forbidden', status: 403 } },
      { kind: 'answer', status: 400, body: { message: 'Invalid Timestamp' } },
      { kind: 'answer', status: 500 },
      { kind: 'html', status: 403 },
      { kind: 'offline' },
      { kind: 'reset', when: 'after-commit' },
    ];
    for (const effect of faults) {
      account.fault({ plane: 'data-plane', effect });
      const result = await probe(wrong);
      expect(result.ok, JSON.stringify(effect)).toBe(false);
      expect(JSON.stringify(result)).not.toMatch(/RKCANARY|unauthorized|forbidden"/);
    }
  });

  it('does not test where Access Manager is off, whether it knows before or after', async () => {
    const created = await createdKey(await appId());
    const changes: KeyChanges = {
      ...{ name: null, environment: null },
      scope: { kind: 'keyset', properties: { 'accessManager.enabled': false } },
    };
    valueOf(await done(operations.editKey(session, created.key.providerKeyId, changes)));
    const notTestable = { kind: 'not-testable', reason: 'access-manager-off' };
    expect(valueOf(await probe(materialOf(created)))).toEqual(notTestable);
    const read = await readKey(created.key.providerKeyId);
    const sentBefore = account.journal.entries().length;
    expect(valueOf(await probe(materialOf(read)))).toEqual(notTestable);
    expect(account.journal.entries().length).toBe(sentBefore);
  });
});

describe('what goes wrong', () => {
  it.each([
    ['reset', { kind: 'reset', when: 'after-commit' }],
    ['silent', { kind: 'hang', when: 'after-commit' }],
    ['a 503', { kind: 'answer', status: 503, when: 'after-commit' }],
    ['a page', { kind: 'html', when: 'after-commit' }],
    ['cut', { kind: 'truncated' }],
  ] satisfies [string, FaultRuleInput['effect']][])(
    'never creates twice when the answer is %s, and finds what was created',
    async (_name, effect) => {
      const container = await appId();
      account.fault({ method: 'POST', path: '/v2/keysets', effect });
      const draft = draftIn(container, 'lost_rkabcdefghij');
      const result = await done(operations.createKey(session, draft));
      expect(result).toEqual({ ok: false, error: { kind: 'outcome-unknown', rotationId: null } });
      account.fault();
      const found = valueOf(
        await done(operations.findByMarker(session, container, '_rkabcdefghij', never())),
      );
      expect(found).toHaveLength(1);
      expect(truth().mutations).toHaveLength(1);
    },
  );

  it('shows a keyset without settings when it was deleted while the list was read', async () => {
    const { id } = keyset('orders-dev');
    account.fault({
      path: `/v2/keysets/${id}/config`,
      effect: {
        ...{ kind: 'answer', status: 404 },
        body: { statusCode: 404, error: 'NotFound', message: ['Keyset not found'] },
      },
    });
    const page = { page: 1, limit: 100 };
    const { keys } = valueOf(await done(operations.listKeys(session, '', page, never())));
    expect(keys.find(({ providerKeyId }) => providerKeyId === id)?.scope).toEqual({
      kind: 'unknown',
    });
    expect(keys).toHaveLength(19);
  });

  it.each([401, 403, 500] as const)(
    'lists nothing rather than guess when settings answer %i',
    async (status) => {
      const { id } = keyset('orders-dev');
      account.fault({ path: `/v2/keysets/${id}/config`, effect: { kind: 'answer', status } });
      const page = { page: 1, limit: 100 };
      expect((await done(operations.listKeys(session, '', page, never()))).ok).toBe(false);
    },
  );

  it('stops at a total that never comes true', async () => {
    const set = [{ path: 'total', value: 100_000 }];
    account.fault({ path: '/v2/keysets', effect: { kind: 'rewrite', set } });
    const result = await done(operations.findByMarker(session, await appId(), 'x', never()));
    expect(result).toMatchObject({
      error: {
        kind: 'provider-changed',
        issues: [expect.stringMatching(/^The list of keysets ended/)],
      },
    });
  });

  it('takes settings that changed their kind for unmanaged instead of guessing', async () => {
    const { id } = keyset('orders-staging');
    const set = [
      { path: 'messagePersistence.retention', value: 'forever' },
      { path: 'presence', value: 'on' },
      { path: 'accessManager.enabled', value: 1 },
    ];
    account.fault({ path: `/v2/keysets/${id}/config`, effect: { kind: 'rewrite', set } });
    const { key } = await readKey(id);
    expect(key.scope).toMatchObject({
      unmanaged: ['accessManager.enabled', 'messagePersistence.retention', 'presence'],
    });
    const sentBefore = account.journal.entries().length;
    const draft = { ...draftIn(await appId()), scope: account.adapter.copyableScope(key.scope) };
    // The replacement would have history without the right retention: it is not sent at all.
    expect(await done(operations.createKey(session, draft))).toEqual({
      ok: false,
      error: {
        kind: 'invalid-input',
        issues: ['Keep messages must be chosen when Message persistence is on.'],
      },
    });
    expect(account.journal.entries().length).toBe(sentBefore + 1);
  });
});
