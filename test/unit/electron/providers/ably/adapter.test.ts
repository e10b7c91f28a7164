import { describe, expect, it } from 'vitest';
import { createAbly } from '../../../../../electron/providers/ably/index.ts';
import { createProviderHttp } from '../../../../../electron/providers/provider-http.ts';
import { adapterOf } from '../../../../../electron/providers/provider-registry.ts';
import type { ProviderOperations } from '../../../../../electron/services/ports/provider-operations.ts';
import { plannedCallSchema } from '../../../../../shared/rotations/rotation-view.ts';
import { FakeClock } from '../../../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../../../fakes/fake-id-source.ts';
import { FakeTransport, jsonAnswer } from '../../../../fakes/fake-transport.ts';
import { renewAtOnce } from '../../../../fakes/provider-fakes.ts';
import { canarySecrets, capability, wireKey } from '../../../../providers/ably/recordings.ts';

const target = {
  baseUrl: 'https://control.ably.net/v1',
  dataPlaneUrl: 'https://main.realtime.ably.net',
};
const session = {
  ...target,
  credentialSecret: canarySecrets.accessToken,
  accountId: 'AcCount1',
  renew: renewAtOnce,
};
const signal = new AbortController().signal;
const scope = { kind: 'capability', capability, revocableTokens: true } as const;
const draft = { providerContainerId: 'ab12CD', name: 'k', environment: 'unset', scope } as const;
const noChange = { name: null, environment: null, scope: null } as const;

type Operations = Required<ProviderOperations>;

function setUp(answer: unknown, status = 200) {
  const clock = new FakeClock();
  const transport = new FakeTransport(() => jsonAnswer(answer, { status }));
  const http = createProviderHttp({
    ...{ transport: transport.fetch, clock, ids: new FakeIdSource(), allowLoopback: false },
  });
  const adapter = adapterOf(createAbly({ http, clock }));
  return { adapter, operations: adapter.operations as Operations, requests: transport.requests };
}

describe('what is refused before anything is sent', () => {
  it.each<readonly [string, (o: Operations) => Promise<unknown>, object]>([
    ['a sign-in without token', (o) => o.signIn(target, {}, signal), { kind: 'invalid-input' }],
    ['an app without name', (o) => o.createContainer(session, ' '), { kind: 'invalid-input' }],
    [
      'a key id without app',
      (o) => o.readKey(session, 'xY9zQ1', signal),
      { kind: 'not-found', what: 'key' },
    ],
    ['a key id that is a path', (o) => o.revokeKey(session, 'ab.../..'), { kind: 'not-found' }],
    [
      'a key id with a second point',
      (o) => o.editKey(session, 'ab.cd.ef', { ...noChange, name: 'x' }),
      { kind: 'not-found' },
    ],
    [
      'an app id that is a query',
      (o) => o.listKeys(session, 'ab?x=1', { page: 1, limit: 1 }, signal),
      { kind: 'not-found', what: 'container' },
    ],
    [
      'an app id that climbs',
      (o) => o.listScopeTargets(session, '..', signal),
      { what: 'container' },
    ],
    [
      'an empty marker',
      (o) => o.findByMarker(session, 'ab12CD', '', signal),
      { kind: 'invalid-input' },
    ],
    [
      'a key without scope',
      (o) => o.createKey(session, { ...draft, scope: null }),
      { issues: ['Choose what the key may do.'] },
    ],
    [
      "another provider's scope",
      (o) => o.createKey(session, { ...draft, scope: { kind: 'keyset', properties: {} } }),
      { kind: 'invalid-input' },
    ],
    [
      'a key that may do nothing',
      (o) => o.createKey(session, { ...draft, scope: { ...scope, capability: {} } }),
      { issues: ['Choose at least one channel or queue.'] },
    ],
    [
      'a resource without operations',
      (o) => o.editKey(session, 'a.b', { ...noChange, scope: { ...scope, capability: { c: [] } } }),
      { issues: ['Choose at least one operation for c.'] },
    ],
    [
      'an environment',
      (o) => o.editKey(session, 'a.b', { ...noChange, environment: 'testing' }),
      { issues: ['Ably keys have no environment.'] },
    ],
    [
      'a name beyond the bound',
      (o) => o.createKey(session, { ...draft, name: 'ä'.repeat(201) }),
      { kind: 'invalid-input' },
    ],
  ])('%s', async (_what, run, error) => {
    const { operations, requests } = setUp({});
    const result = (await run(operations)) as { readonly error: object };
    expect(result.error).toMatchObject(error);
    expect(requests).toHaveLength(0);
  });

  it('a second page, because the first one is the whole list', async () => {
    const { operations, requests } = setUp([wireKey]);
    const page = await operations.listKeys(session, 'ab12CD', { page: 2, limit: 1 }, signal);
    expect(page).toEqual({ ok: true, value: { keys: [], total: null } });
    expect(requests).toHaveLength(0);
  });

  it('a change of nothing', async () => {
    const { operations, requests } = setUp({});
    expect(await operations.editKey(session, 'a.b', noChange)).toEqual({ ok: true, value: null });
    expect(requests).toHaveLength(0);
  });
});

describe("Ably's code", () => {
  it.each<readonly [number, number, object]>([
    [401, 40_127, { kind: 'provider-rejected', code: '40127' }],
    [401, 40_120, { kind: 'provider-rejected', code: '40120' }],
    [403, 40_128, { kind: 'provider-rejected', code: '40128' }],
    [401, 40_160, { kind: 'provider-forbidden', permission: 'write:key' }],
    [403, 40_300, { kind: 'provider-forbidden', permission: 'write:key' }],
    [401, 40_142, { kind: 'provider-unauthorized' }],
    [400, 40_005, { kind: 'provider-unauthorized' }],
    [401, 40_400, { kind: 'not-found', what: 'container' }],
    [400, 42_910, { kind: 'provider-rate-limited' }],
    [400, 40_001, { kind: 'provider-rejected', code: '40001' }],
    [422, 40_003, { kind: 'provider-rejected', code: '40003' }],
    // Where nobody knows the code, the status says it.
    [401, 40_999, { kind: 'provider-unauthorized' }],
    [403, 49_999, { kind: 'provider-forbidden', permission: null }],
    [404, 40_000, { kind: 'not-found', what: 'container' }],
    [422, 200, { kind: 'provider-rejected', code: '422' }],
    // A server that fails has not decided anything, whatever code it sends.
    [500, 40_127, { kind: 'outcome-unknown' }],
    [408, 40_000, { kind: 'outcome-unknown' }],
    [429, 40_160, { kind: 'provider-rate-limited' }],
  ])('beside status %i, %i means', async (status, code, error) => {
    const bodies = [
      { message: 'no', code, statusCode: status, href: '' },
      { error: { message: 'no', code, statusCode: status } },
    ];
    for (const body of bodies) {
      const { operations, requests } = setUp(body, status);
      expect(await operations.createKey(session, draft)).toMatchObject({ ok: false, error });
      expect(requests).toHaveLength(1);
    }
  });

  it.each(['40127', 40_127.5, null, [40_127], { code: 40_127 }])(
    'is a number or nothing: %j',
    async (code) => {
      const { operations } = setUp({ message: 'no', code }, 401);
      const error = { kind: 'provider-unauthorized', providerId: 'ably' };
      expect(await operations.createKey(session, draft)).toEqual({ ok: false, error });
    },
  );

  it.each([40_101, 40_130, 40_131, 40_132, 40_400])(
    '%i with 401 is proof that a key is dead, and with no other status',
    async (code) => {
      const material = {
        parts: [{ role: 'api-key', secretValue: canarySecrets.key }],
        scope,
      } as const;
      const body = { error: { message: 'no', code, statusCode: 401 } };
      const probe = (status: number) =>
        setUp(body, status).operations.probeKey(target, material, signal);
      expect(await probe(401)).toEqual({ ok: true, value: { kind: 'refused', status: 401 } });
      for (const status of [400, 403, 404, 422, 500])
        expect(await probe(status), String(status)).toMatchObject({ ok: false });
    },
  );
});

describe('a created key', () => {
  it('is sent without a switch that the old key did not tell', async () => {
    const { operations, requests } = setUp(wireKey, 201);
    await operations.createKey(session, { ...draft, scope: { ...scope, revocableTokens: null } });
    expect(JSON.parse(requests[0]!.body!)).toEqual({ name: 'k', capability });
  });

  it('shows a secret only when it begins with the name of this key', async () => {
    for (const key of [undefined, null, canarySecrets.otherKey, 'ab12CD.-Y9zQ1:', 'x\ny']) {
      const { operations } = setUp({ ...wireKey, key }, 201);
      const created = await operations.createKey(session, draft);
      expect(created).toMatchObject({ ok: true, value: { secrets: [] } });
    }
  });
});

describe('odd keys', () => {
  const read = async (changes: object) => {
    const { operations } = setUp([{ ...wireKey, ...changes }]);
    const result = await operations.readKey(session, 'ab12CD.-Y9zQ1', signal);
    return result.ok ? result.value.key : result.error;
  };

  it.each([
    [0, 'active'],
    [1, 'ended'],
    ['0', 'unknown'],
    ['enabled', 'unknown'],
    [2, 'unknown'],
    [undefined, 'unknown'],
  ])('with status %j are %s', async (status, shown) => {
    expect(await read({ status })).toMatchObject({ status: shown });
  });

  it.each([
    [null, false],
    [undefined, null],
    ['yes', null],
  ])('with revocableTokens %j hold %j', async (revocableTokens, held) => {
    expect(await read({ revocableTokens })).toMatchObject({ scope: { revocableTokens: held } });
  });

  it.each([null, [], 'all', { '*': 'publish' }, { '*': [1] }, { '': ['publish'] }])(
    'with the capability %j tell nothing about their scope',
    async (map) => {
      expect(await read({ capability: map })).toMatchObject({ scope: { kind: 'unknown' } });
    },
  );

  it.each([-1, 0, 'yesterday', 9e15])('made at %j have no date', async (created) => {
    expect(await read({ created })).toMatchObject({ createdAt: null });
  });
});

describe('the plan of a replacement', () => {
  const plan = (canProbe: boolean) =>
    setUp({}).adapter.plannedReplacement({ providerKeyId: 'ab12CD.-Y9zQ1', draft, canProbe });

  it('names every call in its order, and nothing secret', () => {
    const calls = plan(true);
    for (const call of calls) expect(plannedCallSchema.parse(call)).toEqual(call);
    expect(calls.map(({ method, path, purpose }) => `${purpose}: ${method} ${path}`)).toEqual([
      'read-old: GET /apps/ab12CD/keys',
      'create-new: POST /apps/ab12CD/keys',
      'read-new: GET /apps/ab12CD/keys',
      'prove-new: POST /keys/{new key}/requestToken',
      'retire-old: POST /apps/ab12CD/keys/-Y9zQ1/revoke',
      're-read-old: GET /apps/ab12CD/keys',
      'prove-old-dead: POST /keys/ab12CD.-Y9zQ1/requestToken',
    ]);
    expect(calls.filter(({ mutates }) => mutates).map(({ purpose }) => purpose)).toEqual([
      ...['create-new', 'retire-old'],
    ]);
    expect(JSON.parse(calls[1]!.bodySummary!)).toEqual({
      ...{ name: 'k', capability, revocableTokens: true },
    });
  });

  it('leaves out the proof where it cannot be had', () => {
    expect(plan(false).some(({ purpose }) => purpose.startsWith('prove'))).toBe(false);
  });
});

describe('the descriptor', () => {
  it('offers what Ably can do, in its own word', () => {
    const { capabilities, scope: editor, connect } = setUp({}).adapter.descriptor;
    expect(editor).toBe('capability');
    expect(connect.fields.map(({ name }) => name)).toEqual(['accessToken']);
    expect(capabilities).toMatchObject({
      ...{ end: 'revoke', rotate: 'replace', verify: true, scopeTargets: true, vault: false },
      ...{ rename: true, editScope: true, editEnvironment: false, readSecretAgain: true },
    });
  });
});
