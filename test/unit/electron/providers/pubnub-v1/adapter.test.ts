import { describe, expect, it } from 'vitest';
import { createProviderHttp } from '../../../../../electron/providers/provider-http.ts';
import { createProviderRegistry } from '../../../../../electron/providers/provider-registry.ts';
import { createAddressPolicy } from '../../../../../electron/providers/server-address.ts';
import type { ProviderOperations } from '../../../../../electron/services/ports/provider-operations.ts';
import { plannedCallSchema } from '../../../../../shared/rotations/rotation-view.ts';
import { FakeClock } from '../../../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../../../fakes/fake-id-source.ts';
import { otherProviderParts, renewAtOnce } from '../../../../fakes/provider-fakes.ts';
import { FakeTransport, jsonAnswer } from '../../../../fakes/fake-transport.ts';
import {
  canarySecrets,
  keysetScope,
  properties,
  wireKeyset,
  wireProperties,
} from '../../../../providers/pubnub-v1/recordings.ts';

const target = { baseUrl: 'https://admin.pubnub.com/api', dataPlaneUrl: 'https://ps.pndsn.com' };
const session = {
  ...target,
  credentialSecret: canarySecrets.session,
  accountId: '4200',
  renew: renewAtOnce,
};
const signal = new AbortController().signal;

function setUp(answer: unknown) {
  const clock = new FakeClock();
  const ids = new FakeIdSource();
  const transport = new FakeTransport(() => jsonAnswer(answer));
  const http = createProviderHttp({ transport: transport.fetch, clock, ids, allowLoopback: false });
  const registry = createProviderRegistry({ http, clock, ids, ...otherProviderParts });
  const adapter = registry.find('pubnub-v1')!;
  const operations = adapter.operations as Required<ProviderOperations>;
  return { registry, adapter, operations, requests: transport.requests };
}

describe('what is refused before anything is sent', () => {
  const refused: readonly (readonly [
    string,
    (operations: Required<ProviderOperations>) => Promise<unknown>,
    object,
  ])[] = [
    [
      'a sign-in without password',
      (o) => o.signIn(target, { email: 'a@b.test' }, signal),
      { kind: 'invalid-input' },
    ],
    [
      'a sign-in without e-mail',
      (o) => o.signIn(target, { password: 'x' }, signal),
      { kind: 'invalid-input' },
    ],
    ['an app without name', (o) => o.createContainer(session, ' '), { kind: 'invalid-input' }],
    [
      'an id that is a path',
      (o) => o.readKey(session, '../apps', signal),
      { kind: 'not-found', what: 'key' },
    ],
    [
      'an id that is no number',
      (o) => o.disableKey(session, '1e3'),
      { kind: 'not-found', what: 'key' },
    ],
    [
      'an id beyond exact numbers',
      (o) => o.readKey(session, '9999999999999999', signal),
      { kind: 'not-found' },
    ],
    [
      'an app id that is a query',
      (o) => o.listKeys(session, '1&x=1', { page: 1, limit: 1 }, signal),
      { kind: 'not-found', what: 'container' },
    ],
    [
      'an empty marker',
      (o) => o.findByMarker(session, '9001', '', signal),
      { kind: 'invalid-input' },
    ],
    [
      'a value out of range',
      (o) =>
        o.editKey(session, '1', {
          name: null,
          environment: null,
          scope: { kind: 'keyset', properties: { message_storage_ttl: 366 } },
        }),
      { kind: 'invalid-input', issues: ['Keep messages: 1 to 365 days.'] },
    ],
    [
      'an environment that does not exist',
      (o) =>
        o.createKey(session, {
          providerContainerId: '1',
          name: 'a',
          environment: 'unset',
          scope: null,
        }),
      { kind: 'invalid-input', issues: ['Choose production or testing.'] },
    ],
    [
      'a vault name that climbs',
      (o) => o.vault.put(session, 'sub-c-1', '..', 'RKCANARY'),
      { kind: 'invalid-input' },
    ],
    [
      'a vault name that stands still',
      (o) => o.vault.remove(session, 'sub-c-1', '.'),
      { kind: 'invalid-input' },
    ],
    [
      'half a character as a vault name',
      (o) => o.vault.remove(session, 'sub-c-1', '\ud800'),
      { kind: 'invalid-input' },
    ],
    [
      'a subscribe key that climbs',
      (o) => o.vault.list(session, '..', signal),
      { kind: 'not-found', what: 'key' },
    ],
    [
      'a probe without secret',
      (o) => o.probeKey(target, { parts: [], scope: { ...keysetScope, unmanaged: [] } }, signal),
      { kind: 'not-found', what: 'secret' },
    ],
  ];

  it.each(refused)('%s', async (_name, run, error) => {
    const { operations, requests } = setUp({});
    expect(await run(operations)).toMatchObject({ ok: false, error });
    expect(requests).toHaveLength(0);
  });

  it('sends nothing for an edit without changes', async () => {
    const { operations, requests } = setUp({});
    const nothing = { name: null, environment: null, scope: null };
    expect(await operations.editKey(session, '1', nothing)).toEqual({ ok: true, value: null });
    expect(requests).toHaveLength(0);
  });
});

describe('reading keysets', () => {
  const readWith = async (changes: Record<string, unknown>) => {
    const { operations } = setUp({ result: { ...wireKeyset, ...changes } });
    const result = await operations.readKey(session, '50012', signal);
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  };

  it.each([
    [{ status: 0 }, { status: 'ended' }],
    [{ status: '1' }, { status: 'active' }],
    [{ status: undefined }, { status: 'unknown' }],
    [{ status: 2 }, { status: 'unknown' }],
    [{ type: 0 }, { environment: 'testing' }],
    [{ type: 5 }, { environment: 'unset' }],
    [{ created: null }, { createdAt: null }],
    [{ created: -1 }, { createdAt: null }],
    [{ created: 1e15 }, { createdAt: null }],
    [
      { id: '50012', app_id: '9001' },
      { providerKeyId: '50012', providerContainerId: '9001' },
    ],
    [{ properties: {} }, { name: '#50012' }],
    [{ properties: { name: 7 } }, { name: '#50012' }],
  ])('reads %j as %j', async (changes, expected) => {
    expect((await readWith(changes)).key).toMatchObject(expected);
  });

  it.each([
    [null, 0],
    ['', 0],
    ['sec-c-abc', 1],
    ['RKCANARY-without-the-usual-prefix', 1],
  ])('shows no stub that would be most of the secret: shape %#', async (secretKey, count) => {
    const { key, secrets } = await readWith({ secret_key: secretKey });
    expect(secrets).toHaveLength(count);
    const part = key.parts.find(({ role }) => role === 'secret');
    expect(part?.stub ?? null).toBeNull();
  });

  it('keeps a name of 10,000 odd characters as it is, and no more of it', async () => {
    const odd = '<img onerror=alert(1)>\u202e\u0000'.padEnd(12_000, '😀');
    const { key } = await readWith({ properties: { name: odd } });
    expect(key.name).toBe(odd.slice(0, 10_000));
  });

  it('refuses a keyset other than the one asked for', async () => {
    const { operations } = setUp({ result: { ...wireKeyset, id: 1 } });
    expect(await operations.readKey(session, '50012', signal)).toMatchObject({
      error: { kind: 'provider-changed' },
    });
  });

  it('refuses a secret in the place of a public key', async () => {
    const { operations } = setUp({ result: { ...wireKeyset, subscribe_key: canarySecrets.key } });
    const result = await operations.readKey(session, '50012', signal);
    expect(result).toMatchObject({ error: { kind: 'provider-changed' } });
    expect(JSON.stringify(result)).not.toContain('RKCANARY');
  });

  it('refuses keysets of another app, and a list of apps that is not whole', async () => {
    const { operations } = setUp({ result: { keys: [wireKeyset], total_keys: 1 } });
    expect(
      await operations.listKeys(session, '9002', { page: 1, limit: 10 }, signal),
    ).toMatchObject({ error: { kind: 'provider-changed' } });
    const apps = setUp({ result: [{ id: 1, name: 'a' }], total: 2 });
    expect(await apps.operations.listContainers(session, signal)).toMatchObject({
      error: { kind: 'provider-changed', issues: ['The list of apps holds 1 of 2 apps.'] },
    });
  });

  it.each(['publish_key', 'subscribe_key', 'secret_key'])(
    'shows no secret of a created keyset without %s, so that it is read again',
    async (field) => {
      const { [field as 'secret_key']: _missing, ...rest } = wireKeyset;
      const { operations } = setUp({ result: rest });
      const draft = {
        providerContainerId: '9001',
        name: 'a',
        environment: 'testing',
        scope: null,
      } as const;
      const created = await operations.createKey(session, draft);
      expect(created).toMatchObject({
        ok: true,
        value: { key: { providerKeyId: '50012' }, secrets: [] },
      });
    },
  );

  it('calls a vault that did not do it a refusal', async () => {
    const { operations } = setUp({ success: false });
    expect(await operations.vault.remove(session, 'sub-c-1', 'a')).toMatchObject({
      error: { kind: 'provider-rejected', code: 'vault-refused' },
    });
  });
});

describe('words and plans', () => {
  const { adapter, registry } = setUp({});

  it('says which bound on names is its own', () => {
    const problems = (name: string) => adapter.draftProblems({ name, scope: null });
    expect(problems('orders')).toEqual([]);
    expect(problems('😀'.repeat(200))).toEqual([]);
    expect(problems('😀'.repeat(201))).toEqual([
      'The name has 201 characters; Rekey allows 200, because PubNub states no limit.',
    ]);
    expect(problems('')).toEqual(['The name must be filled in.']);
    expect(problems('a\u0007')).toEqual(['The name contains control characters.']);
    expect(
      adapter.draftProblems({
        name: 'a',
        scope: { kind: 'keyset', properties: { presence_interval: 0 } },
      }),
    ).toEqual(['Interval: 1 to 300 seconds.']);
  });

  it.each([true, false])('plans the exact calls of a replacement (probe: %s)', (canProbe) => {
    const draft = {
      providerContainerId: '9001',
      name: 'new',
      environment: 'production',
      scope: { kind: 'keyset', properties },
    } as const;
    const calls = adapter.plannedReplacement({ providerKeyId: '50012', draft, canProbe });
    const probe = (which: string, purpose: string) =>
      canProbe ? [['POST', `/v3/pam/{${which} subscribe key}/grant`, purpose, false]] : [];
    expect(
      calls.map(({ method, path, purpose, mutates }) => [method, path, purpose, mutates]),
    ).toEqual([
      ['GET', '/keys/50012', 'read-old', false],
      ['POST', '/keys', 'create-new', true],
      ['GET', '/keys/{new id}', 'read-new', false],
      ...probe('new', 'prove-new'),
      ['PUT', '/keys/50012', 'retire-old', true],
      ['GET', '/keys/50012', 're-read-old', false],
      ...probe('old', 'prove-old-dead'),
    ]);
    expect(plannedCallSchema.array().parse(calls)).toEqual(calls);
    expect(JSON.parse(calls[1]!.bodySummary!)).toEqual({
      ...{ app_id: 9001, type: 1, properties: { ...wireProperties, name: 'new' } },
    });
    expect(calls.find(({ purpose }) => purpose === 'retire-old')?.bodySummary).toBe('{"status":0}');
  });

  it('describes itself by what it offers', () => {
    expect(adapter.descriptor.capabilities).toEqual({
      ...{
        signIn: true,
        readRights: false,
        listKeys: true,
        createContainer: true,
        createKey: true,
        rename: true,
      },
      ...{
        editEnvironment: true,
        editScope: true,
        end: 'disable',
        readSecretAgain: true,
        byHand: false,
        verifyCountsAsTraffic: false,
      },
      ...{ browserSignIn: false, scopeTargets: false },
      ...{ extendSecret: false, endSecret: false, revokeTokens: false },
      ...{ vault: true, rotate: 'replace', strategies: ['replace'], verify: true },
    });
    expect(adapter.descriptor.words.end).toContain('cannot be re-enabled');
    expect(adapter.descriptor.words.createContainer).toBe(
      'An account starts with one app; you rarely need another.',
    );
  });

  it('is spoken to at its own addresses only', () => {
    const policy = createAddressPolicy(registry, { allowLoopback: false });
    const { baseUrl, dataPlaneUrl } = adapter.descriptor.connect;
    expect(policy.check('pubnub-v1', baseUrl, 'admin')).toEqual({ ok: true, value: baseUrl });
    expect(policy.check('pubnub-v1', dataPlaneUrl, 'data')).toEqual({
      ok: true,
      value: dataPlaneUrl,
    });
    expect(policy.check('pubnub-v1', baseUrl, 'data').ok).toBe(false);
  });
});
