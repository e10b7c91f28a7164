import { describe, expect, it } from 'vitest';
import { createProviderHttp } from '../../../../../electron/providers/provider-http.ts';
import { adapterOf } from '../../../../../electron/providers/provider-registry.ts';
import { createPubnubV2 } from '../../../../../electron/providers/pubnub-v2/index.ts';
import { checkServerAddress } from '../../../../../electron/providers/server-address.ts';
import type { KeyDraft } from '../../../../../electron/services/ports/provider-values.ts';
import { providerDescriptorSchema } from '../../../../../shared/providers/provider-descriptor.ts';
import { plannedCallSchema } from '../../../../../shared/rotations/rotation-view.ts';
import { FakeClock } from '../../../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../../../fakes/fake-id-source.ts';
import { FakeTransport, jsonAnswer, type SentRequest } from '../../../../fakes/fake-transport.ts';
import { renewAtOnce } from '../../../../fakes/provider-fakes.ts';
import {
  canarySecrets,
  created,
  keysetScope,
  properties,
  wireApp,
  wireConfig,
  wireKeyset,
  wireSecretKeys,
} from '../../../../providers/pubnub-v2/recordings.ts';
import type { OfferedOperations } from '../../../../providers/pubnub-v2/running-account.ts';

const target = { baseUrl: 'https://admin-api.pubnub.com/v2', dataPlaneUrl: 'https://ps.pndsn.com' };
const session = {
  ...target,
  credentialSecret: canarySecrets.apiKey,
  accountId: 'account-of-app-9001',
  renew: renewAtOnce,
};
const { signal } = new AbortController();
const draft: KeyDraft = {
  ...{ providerContainerId: '9001', name: 'new', environment: 'production' },
  scope: { kind: 'keyset', properties },
};

function setUp(answer: (request: SentRequest) => unknown, pubnubVersion = () => '2026-03-23') {
  const clock = new FakeClock();
  const ids = new FakeIdSource();
  const transport = new FakeTransport((request) => jsonAnswer(answer(request)));
  const http = createProviderHttp({ transport: transport.fetch, clock, ids, allowLoopback: false });
  const adapter = adapterOf(createPubnubV2({ http, clock, ids, options: { pubnubVersion } }));
  const operations = adapter.operations as OfferedOperations;
  return { adapter, operations, requests: transport.requests };
}

/** The answers of one keyset by the end of the path, with changes to each. */
const keysetAnswers =
  (changes: { keyset?: object; config?: unknown; secretKeys?: readonly object[] }) =>
  ({ url }: SentRequest): unknown => {
    if (url.pathname.endsWith('/config')) return changes.config ?? wireConfig;
    if (!url.pathname.endsWith('/secret-keys')) return { ...wireKeyset, ...changes.keyset };
    return changes.secretKeys === undefined ? wireSecretKeys : { secretKeys: changes.secretKeys };
  };

describe('what is refused before anything is sent', () => {
  const refused: readonly (readonly [
    string,
    (operations: OfferedOperations) => Promise<unknown>,
    object,
  ])[] = [
    ['a sign-in without API key', (o) => o.signIn(target, {}, signal), { kind: 'invalid-input' }],
    [
      'an API key of blanks',
      (o) => o.signIn(target, { apiKey: ' \n' }, signal),
      { kind: 'invalid-input', issues: ['API key must be filled in.'] },
    ],
    [
      'an API key with Bearer before it',
      (o) => o.signIn(target, { apiKey: 'Bearer si_RKCANARY' }, signal),
      { kind: 'invalid-input' },
    ],
    [
      'an API key with a second header in it',
      (o) => o.signIn(target, { apiKey: 'si_RKCANARY\r\nx: y' }, signal),
      { kind: 'invalid-input' },
    ],
    ['an app without name', (o) => o.createContainer(session, ' '), { kind: 'invalid-input' }],
    [
      'an id that is a path',
      (o) => o.readKey(session, '../apps', signal),
      { kind: 'not-found', what: 'key' },
    ],
    ['an id of a doc sample', (o) => o.deleteKey(session, 'keyset_abc'), { kind: 'not-found' }],
    [
      'an app id that is a query',
      (o) => o.createKey(session, { ...draft, providerContainerId: '1?x=1' }),
      { kind: 'not-found', what: 'container' },
    ],
    [
      'an empty marker',
      (o) => o.findByMarker(session, '9001', '', signal),
      { kind: 'invalid-input' },
    ],
    [
      'an environment that does not exist',
      (o) => o.createKey(session, { ...draft, environment: 'unset' }),
      { kind: 'invalid-input', issues: ['Choose production or testing.'] },
    ],
    [
      'files that are on without a region',
      (o) => {
        const on = { 'files.enabled': true, 'files.retention': 7 };
        return o.createKey(session, { ...draft, scope: { kind: 'keyset', properties: on } });
      },
      {
        kind: 'invalid-input',
        issues: ['Files region must be chosen when File sharing is on.'],
      },
    ],
    [
      'a value out of range',
      (o) =>
        o.editKey(session, '1', {
          ...{ name: null, environment: null },
          scope: { kind: 'keyset', properties: { 'presence.interval': 9 } },
        }),
      { kind: 'invalid-input', issues: ['Interval: 10 or more seconds.'] },
    ],
    [
      'a setting of v1',
      (o) =>
        o.editKey(session, '1', {
          ...{ name: null, environment: null },
          scope: { kind: 'keyset', properties: { uls: true } },
        }),
      { kind: 'invalid-input', issues: ['uls is not a setting that Rekey manages.'] },
    ],
    [
      'a scope of another provider',
      (o) =>
        o.createKey(session, {
          ...draft,
          scope: { kind: 'capability', capability: { '*': ['*'] }, revocableTokens: null },
        }),
      { kind: 'invalid-input' },
    ],
    [
      'a probe without secret',
      (o) => o.probeKey(target, { parts: [], scope: { ...keysetScope, unmanaged: [] } }, signal),
      { kind: 'not-found', what: 'secret' },
    ],
  ];

  it.each(refused)('%s', async (_name, run, error) => {
    const { operations, requests } = setUp(() => ({}));
    const result = await run(operations);
    expect(result).toMatchObject({ ok: false, error });
    expect(JSON.stringify(result)).not.toContain('RKCANARY');
    expect(requests).toHaveLength(0);
  });

  it('sends nothing for an edit without changes', async () => {
    const { operations, requests } = setUp(() => ({}));
    const nothing = { name: null, environment: null, scope: null };
    expect(await operations.editKey(session, '1', nothing)).toEqual({ ok: true, value: null });
    expect(requests).toHaveLength(0);
  });
});

describe('requests', () => {
  it('carry the version that is set at that moment', async () => {
    let version = '2026-03-23';
    const { operations, requests } = setUp(
      () => ({ apps: [], total: 0 }),
      () => version,
    );
    await operations.listContainers(session, signal);
    version = '2026-09-03';
    await operations.listContainers(session, signal);
    expect(requests.map(({ headers }) => headers.get('pubnub-version'))).toEqual([
      '2026-03-23',
      '2026-09-03',
    ]);
  });

  it('for settings are never more than four at once, and come in the order of the list', async () => {
    let inFlight = 0;
    let most = 0;
    const keysets = Array.from({ length: 11 }, (_, index) => ({
      ...wireKeyset,
      id: String(100 + index),
    }));
    const { operations } = setUp(({ url }) =>
      url.pathname.endsWith('/config') ? wireConfig : { keysets, total: 11 },
    );
    const slow = new FakeTransport(async ({ url }) => {
      if (!url.pathname.endsWith('/config')) return jsonAnswer({ keysets, total: 11 });
      inFlight += 1;
      most = Math.max(most, inFlight);
      await Promise.resolve();
      inFlight -= 1;
      return jsonAnswer(wireConfig);
    });
    const clock = new FakeClock();
    const ids = new FakeIdSource();
    const http = createProviderHttp({ transport: slow.fetch, clock, ids, allowLoopback: false });
    const options = { pubnubVersion: () => '2026-03-23' };
    const adapter = adapterOf(createPubnubV2({ http, clock, ids, options }));
    const page = { page: 1, limit: 100 };
    const listed = await adapter.operations.listKeys!(session, '', page, signal);
    expect(most).toBe(4);
    expect(listed).toEqual(await operations.listKeys(session, '', page, signal));
    const names = listed.ok ? listed.value.keys.map(({ providerKeyId }) => providerKeyId) : [];
    expect(names).toEqual(keysets.map(({ id }) => id));
  });
});

describe('signing in', () => {
  const signIn = async (apps: readonly object[]) => {
    const { operations } = setUp(() => ({ apps, total: apps.length }));
    const result = await operations.signIn(target, { apiKey: 'si_RKCANARY' }, signal);
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  };

  it('to an account without apps has a name too, and nothing to tell it by', async () => {
    expect(await signIn([])).toMatchObject({
      ...{ accountId: null, accountName: 'PubNub account' },
    });
  });

  it('compares the numbers of apps as numbers', async () => {
    const apps = ['100', '99', '1000'].map((id) => ({ ...wireApp, id, name: `app ${id}` }));
    expect(await signIn(apps)).toMatchObject({
      ...{ accountId: 'account-of-app-99', accountName: 'PubNub account app 99' },
    });
  });

  it('looks for the oldest app on every page', async () => {
    const pages = [
      Array.from({ length: 100 }, (_, index) => ({ ...wireApp, id: String(500 + index) })),
      [{ ...wireApp, id: '7', name: 'First' }],
    ];
    const { operations, requests } = setUp(({ url }) => ({
      apps: pages[Number(url.searchParams.get('page')) - 1] ?? [],
      total: 101,
    }));
    const result = await operations.signIn(target, { apiKey: 'si_RKCANARY' }, signal);
    expect(result).toMatchObject({ value: { accountId: 'account-of-app-7' } });
    expect(requests).toHaveLength(2);
  });
});

describe('reading keysets', () => {
  const readWith = async (changes: Parameters<typeof keysetAnswers>[0]) => {
    const { operations } = setUp(keysetAnswers(changes));
    const result = await operations.readKey(session, '50012', signal);
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  };

  it.each([
    [{ type: 'testing' }, { environment: 'testing' }],
    [{ type: 1 }, { environment: 'unset' }],
    [{ type: undefined }, { environment: 'unset' }],
    [{ name: '' }, { name: '#50012' }],
    [{ createdAt: '2026-01-01T00:00:00Z' }, { createdAt: Date.UTC(2026, 0, 1) }],
    [{ createdAt: '2026-01-01' }, { createdAt: null }],
    [{ createdAt: 1_767_225_600 }, { createdAt: null }],
    [{ createdAt: '0000-01-01T00:00:00Z' }, { createdAt: null }],
    [
      { id: 50012, appId: 9001 },
      { providerKeyId: '50012', providerContainerId: '9001' },
    ],
  ])('reads %j as %j', async (keyset, expected) => {
    expect((await readWith({ keyset })).key).toMatchObject(expected);
  });

  it.each([
    ['sec-c-Ab3dE', 'sec-c-Ab3dE'],
    ['sec-c-Ab3dE************', 'sec-c-Ab3dE'],
    ['sec-c-Ab3dE****************************************', 'sec-c-Ab3dE'],
    ['sec-c-Ab3dE……………………………………………………………………………………', 'sec-c-Ab3dE'],
    ['sec-c-Ab', null],
    ['••••••••••••••••••••••••••••••••••••', null],
    ['RKCANARY', null],
  ])('takes text number %# for no secret', async (secretKey, stub) => {
    const { key, secrets } = await readWith({ secretKeys: [{ secretKey, expiresAt: null }] });
    expect(secrets).toEqual([]);
    expect(key.parts.find(({ role }) => role === 'secret')).toMatchObject({ stub });
  });

  it.each([
    ['a number', { secretKey: canarySecrets.key, expiresAt: 1_796_083_200 }],
    ['a local time', { secretKey: canarySecrets.key, expiresAt: '2026-12-01T00:00:00' }],
    ['nothing', { secretKey: canarySecrets.key }],
    ['a time before 1970', { secretKey: canarySecrets.key, expiresAt: '1969-12-31T00:00:00Z' }],
  ])('refuses an expiry that is %s', async (_what, secretKey) => {
    const { operations } = setUp(keysetAnswers({ secretKeys: [secretKey] }));
    const result = await operations.readKey(session, '50012', signal);
    expect(result).toMatchObject({ error: { kind: 'provider-changed' } });
    expect(JSON.stringify(result)).not.toContain('RKCANARY');
  });

  it('refuses two permanent secrets, and a keyset other than the one asked for', async () => {
    const permanent = [canarySecrets.key, canarySecrets.oldKey].map((secretKey) => ({
      secretKey,
      expiresAt: null,
    }));
    for (const changes of [{ secretKeys: permanent }, { keyset: { id: '50013' } }]) {
      const { operations } = setUp(keysetAnswers(changes));
      const result = await operations.readKey(session, '50012', signal);
      expect(result).toMatchObject({ error: { kind: 'provider-changed' } });
      expect(JSON.stringify(result)).not.toContain('RKCANARY');
    }
  });

  it('refuses a secret in the place of a public key', async () => {
    const { operations } = setUp(keysetAnswers({ keyset: { publishKey: canarySecrets.key } }));
    const result = await operations.readKey(session, '50012', signal);
    expect(result).toMatchObject({ error: { kind: 'provider-changed' } });
    expect(JSON.stringify(result)).not.toContain('RKCANARY');
  });
});

describe('creating', () => {
  const answered = async (keyset: object, config: unknown = wireConfig) => {
    const { operations } = setUp(() => ({ keyset: { ...created.keyset, ...keyset }, config }));
    return operations.createKey(session, draft);
  };
  const shown = [{ role: 'secret', stub: 'sec-c-Ab3dE', secretValue: canarySecrets.key }];

  it.each([
    ['a config', {}, null],
    ['a readable config', {}, { a: 1 }],
    ['the publish key', { publishKey: undefined }, wireConfig],
    ['the subscribe key', { subscribeKey: null }, wireConfig],
  ])('gives the secret although the answer lacks %s', async (_field, keyset, config) => {
    expect(await answered(keyset, config)).toMatchObject({
      ok: true,
      value: { key: { providerKeyId: '50012' }, secrets: shown },
    });
  });

  it('does not know the settings that the answer does not tell', async () => {
    expect(await answered({}, null)).toMatchObject({
      value: { key: { scope: { kind: 'unknown' } } },
    });
  });

  it.each([
    ['missing', {}],
    ['odd', { expiresAt: 1_796_083_200 }],
  ])('takes a secret whose expiry is %s for one that stays', async (_what, expiry) => {
    const secretKeys = [{ secretKey: canarySecrets.key, ...expiry }];
    const result = await answered({ secretKeys });
    expect(result).toMatchObject({ ok: true, value: { secrets: shown } });
    const parts = result.ok ? result.value.key.parts : [];
    expect(parts.at(-1)).toMatchObject({ role: 'secret', expiresAt: null, state: 'current' });
  });

  it.each([
    ['none', undefined],
    ['a masked one', [{ secretKey: `sec-c-Ab3dE${'*'.repeat(40)}`, expiresAt: null }]],
  ])(
    'with %s in the answer shows no secret, so that the key is read again',
    async (_w, secretKeys) => {
      expect(await answered({ secretKeys })).toMatchObject({
        ok: true,
        value: { key: { providerKeyId: '50012' }, secrets: [] },
      });
    },
  );

  it('leaves the configuration out where the defaults are wanted', async () => {
    const { operations, requests } = setUp(() => created);
    await operations.createKey(session, { ...draft, scope: null });
    await operations.createKey(session, { ...draft, scope: { kind: 'keyset', properties: {} } });
    for (const { body } of requests) {
      expect(JSON.parse(body!)).toEqual({
        keyset: { name: 'new', type: 'production', appId: '9001' },
      });
    }
  });
});

describe('refusals', () => {
  const refusedWith = async (status: number, body: unknown) => {
    const clock = new FakeClock();
    const ids = new FakeIdSource();
    const transport = new FakeTransport(() => jsonAnswer(body, { status }));
    const http = createProviderHttp({
      ...{ transport: transport.fetch, clock, ids, allowLoopback: false },
    });
    const options = { pubnubVersion: () => '2026-03-23' };
    const adapter = adapterOf(createPubnubV2({ http, clock, ids, options }));
    const result = await adapter.operations.createKey!(session, draft);
    return result.ok ? null : result.error;
  };
  const envelope = (statusCode: number, message: unknown) => ({
    ...{ statusCode, error: 'Forbidden', message },
  });

  it.each([
    [403, ['This feature requires a paid plan.']],
    [400, ['Your plan is limited to 3 keysets. Upgrade to continue.']],
    [402, 'Upgrade required'],
  ])('by the plan: %i %j', async (status, message) => {
    expect(await refusedWith(status, envelope(status, message))).toMatchObject({
      ...{ kind: 'provider-rejected', code: 'plan', message: String(message) },
    });
  });

  it.each([
    ['no message', 403, envelope(403, undefined), null],
    ['an empty list', 403, envelope(403, []), null],
    ['a right', 403, envelope(403, ['Missing permission: keyset:write']), 'keyset:write'],
    ['words of somebody else', 403, { message: 'Upgrade your browser' }, null],
    ['another status inside', 403, envelope(400, ['paid plan']), null],
    ['words that merely contain plan', 403, envelope(403, ['The explanation is secret']), null],
  ])('by a missing permission, with %s', async (_what, status, body, permission) => {
    expect(await refusedWith(status, body)).toEqual({
      ...{ kind: 'provider-forbidden', providerId: 'pubnub-v2', permission },
    });
  });

  it('are shown in all their sentences and without what looks like a key', async () => {
    const message = ['name: too long', `seen ${canarySecrets.key}`];
    const error = await refusedWith(400, { ...envelope(400, message), error: 'BadRequest' });
    expect(error).toMatchObject({ kind: 'provider-rejected', code: '400' });
    expect(JSON.stringify(error)).toContain('name: too long');
    expect(JSON.stringify(error)).not.toContain('RKCANARY');
  });

  it('of a deletion that answers without success are told', async () => {
    const { operations } = setUp(() => ({ success: false }));
    expect(await operations.deleteKey(session, '50012')).toMatchObject({
      error: { kind: 'provider-rejected', code: 'delete-refused' },
    });
  });
});

describe('words and plans', () => {
  const { adapter } = setUp(() => ({}));

  it.each([true, false])('plans the exact calls of a replacement (probe: %s)', (canProbe) => {
    const calls = adapter.plannedReplacement({ providerKeyId: '50012', draft, canProbe });
    const probe = (which: string, purpose: string) =>
      canProbe ? [['POST', `/v3/pam/{${which} subscribe key}/grant`, purpose, false]] : [];
    const reads = (path: string, purpose: string) =>
      [path, `${path}/config`, `${path}/secret-keys?activeOnly=true`].map((one) => [
        ...['GET', one, purpose],
        false,
      ]);
    expect(
      calls.map(({ method, path, purpose, mutates }) => [method, path, purpose, mutates]),
    ).toEqual([
      ...reads('/keysets/50012', 'read-old'),
      ['POST', '/keysets', 'create-new', true],
      ...reads('/keysets/{new id}', 'read-new'),
      ...probe('new', 'prove-new'),
      ['DELETE', '/keysets/50012', 'retire-old', true],
      ['GET', '/keysets/50012', 're-read-old', false],
      ...probe('old', 'prove-old-dead'),
    ]);
    expect(plannedCallSchema.array().parse(calls)).toEqual(calls);
    const body = calls.find(({ purpose }) => purpose === 'create-new')!.bodySummary!;
    expect(JSON.parse(body)).toMatchObject({ keyset: { name: 'new', appId: '9001' } });
  });

  it.each([
    [86_400_000, true],
    [86_400_000, false],
    [null, true],
  ])(
    'plans the exact calls of a rotation in place (overlap %s ms, probe: %s)',
    (overlapMs, canProbe) => {
      const input = { providerKeyId: '50012', stub: 'sec-c-Ab3dE', overlapMs, canProbe };
      const calls = adapter.plannedInPlace!(input);
      const path = '/keysets/50012/secret-keys';
      const reads = (purpose: string) =>
        ['/keysets/50012', '/keysets/50012/config', `${path}?activeOnly=true`].map((one) => [
          ...['GET', one, purpose],
          false,
        ]);
      const probe = (purpose: string) =>
        canProbe ? [['POST', '/v3/pam/{subscribe key}/grant', purpose, false]] : [];
      const retire = [
        ['GET', `${path}?activeOnly=true`, 're-read-old', false],
        ['DELETE', `${path}/sec-c-Ab3dE`, 'retire-old', true],
      ];
      expect(
        calls.map(({ method, path: one, purpose, mutates }) => [method, one, purpose, mutates]),
      ).toEqual([
        ...reads('read-old'),
        ['POST', path, 'create-new', true],
        ...reads('read-new'),
        ...probe('prove-new'),
        ...(overlapMs === null ? [] : retire),
        ...reads('re-read-old'),
        ...probe('prove-old-dead'),
      ]);
      expect(plannedCallSchema.array().parse(calls)).toEqual(calls);
      const body = calls.find(({ purpose }) => purpose === 'create-new')!.bodySummary;
      expect(body).toBe(
        overlapMs === null ? '{}' : '{"expiresAt":"{86400 seconds after this call}"}',
      );
    },
  );

  it('names the old secret in words where its prefix is not known', () => {
    const input = { providerKeyId: '50012', stub: null, overlapMs: 1, canProbe: false };
    const retire = adapter.plannedInPlace!(input).find(({ purpose }) => purpose === 'retire-old');
    expect(retire?.path).toContain('{first characters of the old secret key}');
  });

  it('describes itself by what it offers', () => {
    expect(adapter.descriptor.capabilities).toMatchObject({
      ...{ signIn: true, listKeys: true, createContainer: true, createKey: true, rename: true },
      ...{ editEnvironment: true, editScope: true, end: 'delete', readSecretAgain: false },
      ...{ browserSignIn: false, scopeTargets: false },
      ...{ vault: false, rotate: 'in-place', verify: true },
      strategies: ['overlap', 'immediate', 'replace'],
    });
    expect(providerDescriptorSchema.parse(adapter.descriptor)).toEqual(adapter.descriptor);
    expect(adapter.descriptor.words.end).toContain('Deleting is final');
  });

  it('is spoken to at its own addresses only', () => {
    const hosts = { id: adapter.id, ...adapter.rules };
    const { baseUrl, dataPlaneUrl } = adapter.descriptor.connect;
    const check = (address: string, plane: 'admin' | 'data') =>
      checkServerAddress(hosts, address, plane, { allowLoopback: false });
    expect(check(baseUrl, 'admin')).toEqual({ ok: true, value: baseUrl });
    expect(check(dataPlaneUrl, 'data')).toEqual({ ok: true, value: dataPlaneUrl });
    expect(check(baseUrl, 'data').ok).toBe(false);
    expect(check('https://admin.pubnub.com/v2', 'admin').ok).toBe(false);
  });
});
