import { createPubnubV1 } from '../../../electron/providers/pubnub-v1/index.ts';
import type { ProviderAdapter } from '../../../electron/services/ports/provider-adapter.ts';
import type {
  KeyDraft,
  ProviderSession,
} from '../../../electron/services/ports/provider-values.ts';
import type { ProviderOperations } from '../../../electron/services/ports/provider-operations.ts';
import type { AppError } from '../../../shared/errors/app-error.ts';
import { renewAtOnce } from '../../fakes/provider-fakes.ts';
import type { AdapterProfile, RecordedOperation } from '../adapter-profile.ts';
import * as schemas from '../provider-value-schemas.ts';
import * as recorded from './recordings.ts';

const baseUrl = 'https://admin.pubnub.com/api';
const dataPlaneUrl = 'https://ps.pndsn.com';
const target = { baseUrl, dataPlaneUrl };
const session: ProviderSession = {
  ...target,
  credentialSecret: recorded.canarySecrets.session,
  accountId: '4200',
  renew: renewAtOnce,
};
const withSession = { 'x-session-token': recorded.canarySecrets.session };
const { subscribe_key: subscribeKey, publish_key: publishKey } = recorded.wireKeyset;
const draft: KeyDraft = {
  providerContainerId: '9001',
  name: 'orders-prod_rk0123456789',
  environment: 'production',
  scope: { kind: 'keyset', properties: recorded.properties },
};

/** An operation that this provider must offer. */
function offer<N extends keyof ProviderOperations>(
  adapter: ProviderAdapter,
  name: N,
): NonNullable<ProviderOperations[N]> {
  const operation = adapter.operations[name];
  if (operation === undefined) throw new Error(`${name} is not offered`);
  return operation;
}

const missing = (what: string): AppError => ({ kind: 'not-found', what });

const plain = { answersSecrets: false, acceptsEmpty: false, mayLack: [] } as const;
const read = { ...plain, effect: 'read', isCancellable: true } as const;
const write = { ...plain, isCancellable: false } as const;
const optionalFields = ['type', 'status', 'created', 'modified', 'secret_key', 'properties.name'];
const keysetFields = ['id', 'app_id', 'publish_key', 'subscribe_key', 'properties'];

const operations: readonly RecordedOperation[] = [
  {
    ...{ ...read, name: 'signIn', effect: 'sign-in', answersSecrets: true },
    run: (adapter, signal) =>
      offer(adapter, 'signIn')(
        target,
        { email: ' ops@example.test ', password: recorded.canarySecrets.password },
        signal,
      ),
    sends: {
      ...{ method: 'POST', url: `${baseUrl}/me`, headers: {} },
      body: { email: 'ops@example.test', password: recorded.canarySecrets.password },
    },
    answer: recorded.signInAnswer,
    gives: {
      credentialSecret: recorded.canarySecrets.session,
      ...{ accountId: '4200', accountName: 'ops@example.test', expiresAt: 1_769_817_600_000 },
    },
    givesSchema: schemas.signedInSchema,
    needs: ['result', 'result.token', 'result.user', 'result.user.account_id'],
    mayLack: ['result.expires', 'result.user.email', 'result.user_id'],
    whenMissing: { kind: 'address-refused', reason: 'not-found', host: 'admin.pubnub.com' },
  },
  {
    ...{ ...read, name: 'listContainers' },
    run: (adapter, signal) => offer(adapter, 'listContainers')(session, signal),
    sends: {
      ...{ method: 'GET', url: `${baseUrl}/apps?owner_id=4200&no_keys=1` },
      ...{ headers: withSession, body: null },
    },
    // A server that ignores `no_keys` must not get a secret past the parser.
    answer: { result: [{ ...recorded.wireApp, keys: [recorded.wireKeyset] }], total: 1 },
    gives: [{ providerContainerId: '9001', name: 'Orders' }],
    givesSchema: schemas.containerSchema.array(),
    needs: ['result', 'result.0.id', 'result.0.name'],
    mayLack: ['total', 'result.0.owner_id'],
    whenMissing: missing('account'),
  },
  {
    ...{ ...write, name: 'createContainer', effect: 'create' },
    run: (adapter) => offer(adapter, 'createContainer')(session, 'Orders'),
    sends: {
      ...{ method: 'POST', url: `${baseUrl}/apps`, headers: withSession },
      body: { owner_id: 4200, name: 'Orders' },
    },
    answer: { result: recorded.wireApp },
    gives: { providerContainerId: '9001', name: 'Orders' },
    givesSchema: schemas.containerSchema,
    needs: ['result', 'result.id', 'result.name'],
    whenMissing: missing('account'),
  },
  {
    ...{ ...read, name: 'listKeys' },
    run: (adapter, signal) =>
      offer(adapter, 'listKeys')(session, '9001', { page: 2, limit: 50 }, signal),
    sends: {
      ...{ method: 'GET', url: `${baseUrl}/app/keys?app_id=9001&page=2&limit=50` },
      ...{ headers: withSession, body: null },
    },
    answer: { result: { keys: [recorded.wireKeyset], total_keys: 51 } },
    gives: { keys: [recorded.keyset], total: 51 },
    givesSchema: schemas.keyPageSchema,
    needs: [
      'result.keys',
      'result.total_keys',
      ...keysetFields.map((field) => `result.keys.0.${field}`),
    ],
    mayLack: optionalFields.map((field) => `result.keys.0.${field}`),
    whenMissing: missing('container'),
  },
  {
    ...{ ...read, name: 'readKey', answersSecrets: true },
    run: (adapter, signal) => offer(adapter, 'readKey')(session, '50012', signal),
    sends: { method: 'GET', url: `${baseUrl}/keys/50012`, headers: withSession, body: null },
    answer: { result: recorded.wireKeyset },
    gives: {
      key: recorded.keyset,
      secrets: [{ role: 'secret', secretValue: recorded.canarySecrets.key }],
    },
    givesSchema: schemas.keyWithSecretsSchema,
    needs: ['result', ...keysetFields.map((field) => `result.${field}`)],
    mayLack: optionalFields.map((field) => `result.${field}`),
    whenMissing: missing('key'),
  },
  {
    ...{ ...write, name: 'createKey', effect: 'create', answersSecrets: true },
    run: (adapter) => offer(adapter, 'createKey')(session, draft),
    sends: {
      ...{ method: 'POST', url: `${baseUrl}/keys`, headers: withSession },
      body: {
        app_id: 9001,
        type: 1,
        properties: { ...recorded.wireProperties, name: 'orders-prod_rk0123456789' },
      },
    },
    answer: { result: recorded.wireKeyset },
    gives: {
      key: recorded.keyset,
      secrets: [{ role: 'secret', secretValue: recorded.canarySecrets.key }],
    },
    givesSchema: schemas.keyWithSecretsSchema,
    needs: ['result', 'result.id', 'result.app_id', 'result.properties'],
    mayLack: [...optionalFields, 'publish_key', 'subscribe_key'].map((field) => `result.${field}`),
    whenMissing: missing('container'),
  },
  {
    ...{ ...write, name: 'editKey', effect: 'mutate', acceptsEmpty: true },
    run: (adapter) =>
      offer(adapter, 'editKey')(session, '50012', {
        ...{ name: 'orders', environment: 'testing' },
        scope: {
          kind: 'keyset',
          properties: {
            history: false,
            message_storage_ttl: 7,
            presence_active_notice_channel: null,
          },
        },
      }),
    sends: {
      ...{ method: 'PUT', url: `${baseUrl}/keys/50012`, headers: withSession },
      body: {
        type: 0,
        properties: {
          ...{ name: 'orders', history: 0, message_storage_ttl: 7 },
          presence_active_notice_channel: null,
        },
      },
    },
    answer: { result: { modified: 1_767_225_601, properties: { history: 0 } } },
    ...{ gives: null, givesSchema: schemas.nothingSchema, needs: [], whenMissing: missing('key') },
  },
  {
    ...{ ...write, name: 'disableKey', effect: 'mutate', acceptsEmpty: true },
    run: (adapter) => offer(adapter, 'disableKey')(session, '50012'),
    sends: {
      ...{ method: 'PUT', url: `${baseUrl}/keys/50012`, headers: withSession, body: { status: 0 } },
    },
    answer: { result: { modified: 1_767_225_601, properties: {} } },
    ...{ gives: null, givesSchema: schemas.nothingSchema, needs: [], whenMissing: missing('key') },
  },
  {
    ...{ ...read, name: 'findByMarker' },
    run: (adapter, signal) => offer(adapter, 'findByMarker')(session, '9001', 's-prod', signal),
    sends: {
      ...{ method: 'GET', url: `${baseUrl}/app/keys?app_id=9001&page=1&limit=100` },
      ...{ headers: withSession, body: null },
    },
    answer: {
      result: {
        keys: [
          recorded.wireKeyset,
          { ...recorded.wireKeyset, id: 50013, properties: { name: 'other' } },
        ],
        total_keys: 2,
      },
    },
    gives: [recorded.keyset],
    givesSchema: schemas.keySchema.array(),
    needs: ['result.keys', 'result.total_keys', 'result.keys.1.id'],
    whenMissing: missing('container'),
  },
  {
    ...{ ...read, name: 'probeKey', effect: 'probe' },
    run: (adapter, signal) =>
      offer(adapter, 'probeKey')(
        target,
        {
          parts: [
            { role: 'publish', secretValue: publishKey },
            { role: 'subscribe', secretValue: subscribeKey },
            { role: 'secret', secretValue: recorded.canarySecrets.key },
          ],
          scope: { ...recorded.keysetScope, unmanaged: [] },
        },
        signal,
      ),
    sends: {
      method: 'POST',
      url: new RegExp(
        `^${dataPlaneUrl}/v3/pam/${subscribeKey}/grant\\?timestamp=1768467600&uuid=rekey-check&signature=v2\\.[\\w-]{43}$`,
      ),
      headers: {},
      body: {
        ttl: 1,
        permissions: {
          resources: { channels: { 'rekey-check-wy1mcy6e430cqpwv': 1 } },
          ...{ patterns: {}, meta: {} },
        },
      },
    },
    answer: {
      data: { message: 'Success', token: 'RKCANARY-token' },
      service: 'Access Manager',
      status: 200,
    },
    gives: { kind: 'works', status: 200 },
    givesSchema: schemas.probeSchema,
    needs: ['data', 'data.token'],
    whenMissing: missing('key'),
  },
  {
    ...{ ...read, name: 'vault.list' },
    run: (adapter, signal) => offer(adapter, 'vault').list(session, subscribeKey, signal),
    sends: {
      ...{ method: 'GET', url: `${baseUrl}/vault/${subscribeKey}/keys` },
      ...{ headers: withSession, body: null },
    },
    answer: { values: ['db-password', 'stripe'] },
    gives: ['db-password', 'stripe'],
    ...{ givesSchema: schemas.vaultNamesSchema, needs: ['values'], whenMissing: missing('key') },
  },
  {
    ...{ ...write, name: 'vault.put', effect: 'mutate' },
    run: (adapter) =>
      offer(adapter, 'vault').put(
        session,
        subscribeKey,
        'a b/ü',
        recorded.canarySecrets.vaultValue,
      ),
    sends: {
      ...{ method: 'PUT', url: `${baseUrl}/vault/${subscribeKey}/key/a%20b%2F%C3%BC` },
      headers: withSession,
      body: { subscribeKey, keyName: 'a b/ü', value: recorded.canarySecrets.vaultValue },
    },
    answer: { success: true },
    ...{ gives: null, givesSchema: schemas.nothingSchema, needs: ['success'] },
    whenMissing: missing('key'),
  },
  {
    ...{ ...write, name: 'vault.remove', effect: 'mutate' },
    run: (adapter) => offer(adapter, 'vault').remove(session, subscribeKey, 'db-password'),
    sends: {
      ...{ method: 'DELETE', url: `${baseUrl}/vault/${subscribeKey}/key/db-password` },
      ...{ headers: withSession, body: null },
    },
    answer: { success: true },
    ...{ gives: null, givesSchema: schemas.nothingSchema, needs: ['success'] },
    whenMissing: missing('vault entry'),
  },
];

export const pubnubV1Profile: AdapterProfile = {
  providerId: 'pubnub-v1',
  create: createPubnubV1,
  operations,
  offered: [
    ...['signIn', 'listContainers', 'createContainer', 'listKeys', 'readKey', 'createKey'],
    ...['editKey', 'disableKey', 'findByMarker', 'probeKey', 'vault'],
  ],
  paging: {
    run: (adapter) =>
      offer(adapter, 'findByMarker')(session, '9001', 'orders', new AbortController().signal),
    pageOf: (url) => Number(url.searchParams.get('page')),
    answer: (ids, total) => ({
      result: { keys: ids.map((id) => ({ ...recorded.wireKeyset, id })), total_keys: total },
    }),
  },
  openFields: ['properties'],
};
