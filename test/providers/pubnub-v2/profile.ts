import { createPubnubV2 } from '../../../electron/providers/pubnub-v2/index.ts';
import { pubnubV2Rights } from '../../../electron/providers/pubnub-v2/rules.ts';
import type { ProviderAdapter } from '../../../electron/services/ports/provider-adapter.ts';
import type {
  KeyDraft,
  ProviderSession,
} from '../../../electron/services/ports/provider-values.ts';
import type { ProviderOperations } from '../../../electron/services/ports/provider-operations.ts';
import type { AppError } from '../../../shared/errors/app-error.ts';
import type { RotationStrategy } from '../../../shared/rotations/rotation-strategy.ts';
import type { SentRequest } from '../../fakes/fake-transport.ts';
import { renewAtOnce } from '../../fakes/provider-fakes.ts';
import type { AdapterProfile, RecordedOperation } from '../adapter-profile.ts';
import * as schemas from '../provider-value-schemas.ts';
import * as recorded from './recordings.ts';

const baseUrl = 'https://admin-api.pubnub.com/v2';
const dataPlaneUrl = 'https://ps.pndsn.com';
const target = { baseUrl, dataPlaneUrl };
const session: ProviderSession = {
  ...target,
  credentialSecret: recorded.canarySecrets.apiKey,
  accountId: 'account-of-app-9001',
  renew: renewAtOnce,
};
const withApiKey = {
  authorization: recorded.canarySecrets.apiKey,
  'content-type': 'application/json',
  'pubnub-version': '2026-03-23',
};
const { subscribeKey, publishKey } = recorded.wireKeyset;
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

/** The answers of reading one keyset, but for the one whose path ends in `tested`. */
const readsBut =
  (tested: 'keyset' | 'config' | 'secret-keys' | 'list') =>
  ({ url }: SentRequest): unknown => {
    const [, , id, part = id === undefined ? 'list' : 'keyset'] = url.pathname.slice(1).split('/');
    if (part === tested) return undefined;
    if (part === 'config') return recorded.wireConfig;
    return part === 'secret-keys' ? recorded.wireSecretKeys : recorded.wireKeyset;
  };

const plain = { answersSecrets: false, acceptsEmpty: false, mayLack: [] } as const;
const read = { ...plain, effect: 'read', isCancellable: true } as const;
const write = { ...plain, isCancellable: false } as const;
const optionalFields = ['type', 'createdAt', 'updatedAt'];
const keysetFields = ['id', 'appId', 'name', 'publishKey', 'subscribeKey'];
const writableConfig = {
  ...recorded.wireConfig,
  apns: { enabled: false },
  ...{ fcm: undefined, dataSync: undefined },
  presence: { ...recorded.wireConfig.presence, enableSomethingNewer: undefined },
};

const readUrls = {
  keyset: `${baseUrl}/keysets/50012`,
  config: `${baseUrl}/keysets/50012/config`,
  'secret-keys': `${baseUrl}/keysets/50012/secret-keys?activeOnly=true`,
} as const;
const readAnswers = {
  keyset: recorded.wireKeyset,
  config: recorded.wireConfig,
  'secret-keys': recorded.wireSecretKeys,
} as const;

const rightsAre = (...readable: readonly (boolean | null)[]) =>
  pubnubV2Rights.map((right, index) => ({ ...right, isHeld: readable[index] ?? null }));
const listOf = (url: URL): unknown =>
  url.pathname.endsWith('/apps')
    ? { apps: [recorded.wireApp], total: 1 }
    : { keysets: [recorded.wireKeyset], total: 1 };
/** Three reads, of which one is tested and the others are answered. */
const rights = (tested: string): Pick<RecordedOperation, 'run' | 'others' | 'givesSchema'> => ({
  run: (adapter, signal) => offer(adapter, 'readRights')(session, signal),
  others: ({ url }) => {
    if (url.pathname.endsWith(tested)) return undefined;
    return url.pathname.endsWith('/secret-keys') ? recorded.wireSecretKeys : listOf(url);
  },
  givesSchema: schemas.rightsSchema,
});
const rightsOperations: readonly RecordedOperation[] = [
  {
    ...{ ...read, ...rights('/apps'), name: 'readRights.apps' },
    sends: {
      ...{ method: 'GET', url: `${baseUrl}/apps?page=1&limit=1` },
      ...{ headers: withApiKey, body: null },
    },
    answer: { apps: [recorded.wireApp], total: 1, page: 1, limit: 1 },
    ...{ gives: rightsAre(true, true, true), whenForbidden: rightsAre(false, true, true) },
    needs: ['apps', 'total', 'apps.0.id', 'apps.0.name'],
    ...{ mayLack: ['page', 'apps.0.createdAt'], whenMissing: missing('account') },
  },
  {
    ...{ ...read, ...rights('/keysets'), name: 'readRights.keysets' },
    sends: {
      ...{ method: 'GET', url: `${baseUrl}/keysets?page=1&limit=1` },
      ...{ headers: withApiKey, body: null },
    },
    answer: { keysets: [recorded.wireKeyset], total: 1 },
    ...{ gives: rightsAre(true, true, true), whenForbidden: rightsAre(true, false, null) },
    needs: ['keysets', 'total', ...keysetFields.map((field) => `keysets.0.${field}`)],
    mayLack: optionalFields.map((field) => `keysets.0.${field}`),
    whenMissing: missing('account'),
  },
  {
    ...{ ...read, ...rights('/secret-keys'), name: 'readRights.secret-keys' },
    sends: { method: 'GET', url: readUrls['secret-keys'], headers: withApiKey, body: null },
    answer: readAnswers['secret-keys'],
    ...{ gives: rightsAre(true, true, true), whenForbidden: rightsAre(true, true, false) },
    needs: ['secretKeys', 'secretKeys.0.secretKey', 'secretKeys.1.secretKey'],
    whenMissing: missing('account'),
  },
];

const accountOperations: readonly RecordedOperation[] = [
  {
    ...{ ...read, name: 'signIn', effect: 'sign-in', answersSecrets: true },
    run: (adapter, signal) =>
      offer(adapter, 'signIn')(target, { apiKey: ` ${recorded.canarySecrets.apiKey}\n` }, signal),
    sends: {
      ...{ method: 'GET', url: `${baseUrl}/apps?page=1&limit=100` },
      ...{ headers: withApiKey, body: null },
    },
    answer: {
      apps: [{ ...recorded.wireApp, id: '10000', name: 'Chat' }, recorded.wireApp],
      ...{ total: 2, page: 1, limit: 100 },
    },
    gives: {
      credentialSecret: recorded.canarySecrets.apiKey,
      ...{ accountId: 'account-of-app-9001', accountName: 'PubNub account Orders' },
      expiresAt: null,
    },
    givesSchema: schemas.signedInSchema,
    needs: ['apps', 'total', 'apps.0.id', 'apps.1.name'],
    mayLack: ['page', 'limit', 'apps.0.createdAt'],
    whenMissing: { kind: 'address-refused', reason: 'not-found', host: 'admin-api.pubnub.com' },
  },
  {
    ...{ ...read, name: 'listContainers' },
    run: (adapter, signal) => offer(adapter, 'listContainers')(session, signal),
    sends: {
      ...{ method: 'GET', url: `${baseUrl}/apps?page=1&limit=100` },
      ...{ headers: withApiKey, body: null },
    },
    answer: { apps: [recorded.wireApp], total: 1, page: 1, limit: 100 },
    gives: [{ providerContainerId: '9001', name: 'Orders' }],
    givesSchema: schemas.containerSchema.array(),
    needs: ['apps', 'total', 'apps.0.id', 'apps.0.name'],
    mayLack: ['page', 'apps.0.createdAt'],
    whenMissing: missing('account'),
  },
  {
    ...{ ...write, name: 'createContainer', effect: 'create' },
    run: (adapter) => offer(adapter, 'createContainer')(session, 'Orders'),
    sends: {
      ...{ method: 'POST', url: `${baseUrl}/apps`, headers: withApiKey },
      body: { name: 'Orders' },
    },
    answer: recorded.wireApp,
    gives: { providerContainerId: '9001', name: 'Orders' },
    givesSchema: schemas.containerSchema,
    ...{ needs: ['id', 'name'], whenMissing: missing('account') },
  },
];

const readOperations: readonly RecordedOperation[] = [
  {
    ...{ ...read, name: 'listKeys' },
    run: (adapter, signal) =>
      offer(adapter, 'listKeys')(session, '', { page: 2, limit: 50 }, signal),
    sends: {
      ...{ method: 'GET', url: `${baseUrl}/keysets?page=2&limit=50` },
      ...{ headers: withApiKey, body: null },
    },
    others: readsBut('list'),
    answer: { keysets: [recorded.wireKeyset], total: 51, page: 2, limit: 50 },
    gives: { keys: [recorded.listedKeyset], total: 51 },
    givesSchema: schemas.keyPageSchema,
    needs: ['keysets', 'total', ...keysetFields.map((field) => `keysets.0.${field}`)],
    mayLack: ['page', ...optionalFields.map((field) => `keysets.0.${field}`)],
    whenMissing: missing('account'),
  },
  ...(['keyset', 'config', 'secret-keys'] as const).map((part): RecordedOperation => ({
    ...{ ...read, name: `readKey.${part}`, answersSecrets: true },
    run: (adapter, signal) => offer(adapter, 'readKey')(session, '50012', signal),
    sends: { method: 'GET', headers: withApiKey, body: null, url: readUrls[part] },
    others: readsBut(part),
    answer: readAnswers[part],
    ...(part === 'config' && { isOpen: true }),
    gives: {
      key: recorded.readKeyset,
      secrets: [
        { role: 'secret', stub: 'sec-c-Ab3dE', secretValue: recorded.canarySecrets.key },
        { role: 'secret', stub: 'sec-c-Zz9Yy', secretValue: recorded.canarySecrets.oldKey },
      ],
    },
    givesSchema: schemas.keyWithSecretsSchema,
    needs: {
      keyset: keysetFields,
      config: [],
      'secret-keys': ['secretKeys', 'secretKeys.0.secretKey'],
    }[part],
    mayLack: {
      keyset: optionalFields,
      config: ['accessManager', 'presence.enabled', 'files', 'messagePersistence.retention'],
      'secret-keys': [],
    }[part],
    acceptsEmpty: false,
    whenMissing: missing('key'),
  })),
  {
    ...{ ...read, name: 'findByMarker' },
    run: (adapter, signal) => offer(adapter, 'findByMarker')(session, '9001', 's-prod', signal),
    sends: {
      ...{ method: 'GET', url: `${baseUrl}/keysets?page=1&limit=100` },
      ...{ headers: withApiKey, body: null },
    },
    others: readsBut('list'),
    answer: {
      keysets: [
        recorded.wireKeyset,
        { ...recorded.wireKeyset, id: '50013', name: 'other' },
        { ...recorded.wireKeyset, id: '50014', appId: '9002' },
      ],
      total: 3,
    },
    gives: [recorded.listedKeyset],
    givesSchema: schemas.keySchema.array(),
    needs: ['keysets', 'total', 'keysets.1.id', 'keysets.2.appId'],
    whenMissing: missing('account'),
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
      ...{ service: 'Access Manager', status: 200 },
    },
    gives: { kind: 'works', status: 200 },
    givesSchema: schemas.probeSchema,
    needs: ['data', 'data.token'],
    whenMissing: missing('key'),
  },
];

const writeOperations: readonly RecordedOperation[] = [
  {
    ...{ ...write, name: 'createKey', effect: 'create', answersSecrets: true },
    run: (adapter) => offer(adapter, 'createKey')(session, draft),
    sends: {
      ...{ method: 'POST', url: `${baseUrl}/keysets`, headers: withApiKey },
      body: {
        keyset: { name: 'orders-prod_rk0123456789', type: 'production', appId: '9001' },
        config: writableConfig,
      },
    },
    answer: recorded.created,
    gives: {
      key: recorded.createdKeyset,
      secrets: [{ role: 'secret', stub: 'sec-c-Ab3dE', secretValue: recorded.canarySecrets.key }],
    },
    givesSchema: schemas.keyWithSecretsSchema,
    needs: ['keyset', 'keyset.id', 'keyset.appId', 'keyset.name'],
    mayLack: [
      ...['config', 'keyset.secretKeys', 'keyset.publishKey', 'keyset.subscribeKey'],
      ...optionalFields.map((field) => `keyset.${field}`),
    ],
    whenMissing: missing('container'),
  },
  {
    ...{ ...write, name: 'editKey.keyset', effect: 'mutate', acceptsEmpty: true },
    run: (adapter) =>
      offer(adapter, 'editKey')(session, '50012', {
        ...{ name: 'orders', environment: 'testing', scope: null },
      }),
    sends: {
      ...{ method: 'PATCH', url: readUrls.keyset, headers: withApiKey },
      body: { name: 'orders', type: 'testing' },
    },
    answer: { ...recorded.wireKeyset, name: 'orders' },
    ...{ gives: null, givesSchema: schemas.nothingSchema, needs: [], whenMissing: missing('key') },
  },
  {
    ...{ ...write, name: 'editKey.config', effect: 'mutate', acceptsEmpty: true },
    run: (adapter) =>
      offer(adapter, 'editKey')(session, '50012', {
        ...{ name: null, environment: null },
        scope: {
          kind: 'keyset',
          properties: { 'presence.interval': 60, 'files.retention': 0, 'presence.deltas': false },
        },
      }),
    sends: {
      ...{ method: 'PATCH', url: readUrls.config, headers: withApiKey },
      body: { files: { retention: 0 }, presence: { interval: 60, deltas: false } },
    },
    answer: recorded.wireConfig,
    ...{ gives: null, givesSchema: schemas.nothingSchema, needs: [], whenMissing: missing('key') },
  },
  {
    ...{ ...write, name: 'deleteKey', effect: 'mutate' },
    run: (adapter) => offer(adapter, 'deleteKey')(session, '50012'),
    sends: { method: 'DELETE', url: readUrls.keyset, headers: withApiKey, body: null },
    answer: { success: true },
    ...{ gives: null, givesSchema: schemas.nothingSchema, needs: ['success'] },
    whenMissing: missing('key'),
  },
];

const extend = (adapter: ProviderAdapter) =>
  offer(adapter, 'extendSecret')(session, '50012', 'sec-c-Zz9Yy', Date.UTC(2026, 11, 8));
const end = (adapter: ProviderAdapter) =>
  offer(adapter, 'endSecret')(session, '50012', 'sec-c-Zz9Yy');
const secretKeyUrl = `${baseUrl}/keysets/50012/secret-keys/sec-c-Zz9Yy`;
const listFirst = ({ method }: SentRequest): unknown =>
  method === 'GET' ? recorded.wireSecretKeys : undefined;

const rotate = (adapter: ProviderAdapter, expiresAt: number | null) =>
  offer(adapter, 'rotateSecret')(session, '50012', expiresAt);
const rotated: Omit<RecordedOperation, 'name' | 'run' | 'sends'> = {
  ...{ ...write, effect: 'create', answersSecrets: true },
  answer: { secretKey: recorded.canarySecrets.newKey },
  gives: {
    ...{ role: 'secret', stub: 'sec-c-Nn7Mm', secretValue: recorded.canarySecrets.newKey },
  },
  givesSchema: schemas.secretSchema,
  needs: ['secretKey'],
  whenMissing: missing('key'),
};
const rotateUrl = `${baseUrl}/keysets/50012/secret-keys`;

const check = (adapter: ProviderAdapter, signal: AbortSignal, strategy: RotationStrategy) =>
  offer(adapter, 'checkRotation')(
    session,
    { strategy, providerKeyId: '50012', providerContainerId: '9001' },
    signal,
  );
const lacks = (right: string) => [
  {
    ...{ weight: 'blocks', reason: 'missing-right' },
    detail: `The API key lacks the right ${right}, which a rotation needs.`,
  },
];

const inPlaceOperations: readonly RecordedOperation[] = [
  {
    ...{ ...rotated, name: 'rotateSecret.overlap' },
    run: (adapter) => rotate(adapter, Date.UTC(2026, 11, 8, 0, 0, 0, 417)),
    sends: {
      ...{ method: 'POST', url: rotateUrl, headers: withApiKey },
      body: { expiresAt: '2026-12-08T00:00:00.417Z' },
    },
  },
  {
    ...{ ...rotated, name: 'rotateSecret.immediate' },
    run: (adapter) => rotate(adapter, null),
    sends: { method: 'POST', url: rotateUrl, headers: withApiKey, body: {} },
  },
  ...(['overlap', 'replace'] as const).map((strategy): RecordedOperation => ({
    ...{ ...read, name: `checkRotation.${strategy}` },
    run: (adapter, signal) => check(adapter, signal, strategy),
    sends: { method: 'GET', headers: withApiKey, body: null, url: readUrls['secret-keys'] },
    answer: readAnswers['secret-keys'],
    ...{ gives: [], givesSchema: schemas.obstaclesSchema },
    needs: ['secretKeys', 'secretKeys.0.secretKey', 'secretKeys.1.secretKey'],
    ...{ whenMissing: missing('key'), whenForbidden: lacks('keyset-secret:read') },
  })),
  {
    ...{ ...read, name: 'checkRotation.keyset', mayLack: ['createdAt', 'updatedAt'] },
    run: (adapter, signal) => check(adapter, signal, 'overlap'),
    sends: { method: 'GET', headers: withApiKey, body: null, url: readUrls.keyset },
    others: ({ url }) =>
      url.pathname.endsWith('/secret-keys')
        ? { secretKeys: recorded.wireSecretKeys.secretKeys.slice(1) }
        : undefined,
    answer: readAnswers.keyset,
    ...{ gives: [], givesSchema: schemas.obstaclesSchema, needs: keysetFields },
    ...{ whenMissing: missing('key'), whenForbidden: lacks('keyset:read') },
  },
];

const secretKeyOperations: readonly RecordedOperation[] = [
  {
    ...{ ...write, name: 'extendSecret', effect: 'mutate', acceptsEmpty: true },
    run: extend,
    sends: {
      ...{ method: 'PATCH', url: secretKeyUrl, headers: withApiKey },
      body: { expiresAt: '2026-12-08T00:00:00.000Z' },
    },
    others: listFirst,
    answer: {
      secretKey: { secretKey: recorded.canarySecrets.oldKey, expiresAt: '2026-12-08T00:00:00Z' },
    },
    ...{ gives: null, givesSchema: schemas.nothingSchema, needs: [] },
    whenMissing: missing('secret'),
  },
  {
    ...{ ...write, name: 'endSecret', effect: 'mutate' },
    run: end,
    sends: { method: 'DELETE', url: secretKeyUrl, headers: withApiKey, body: null },
    others: listFirst,
    answer: { success: true },
    ...{ gives: null, givesSchema: schemas.nothingSchema, needs: ['success'] },
    whenMissing: missing('secret'),
  },
  ...([extend, end] as const).map((run): RecordedOperation => ({
    ...{ ...read, isCancellable: false },
    name: `${run === extend ? 'extendSecret' : 'endSecret'}.look`,
    run,
    sends: { method: 'GET', headers: withApiKey, body: null, url: readUrls['secret-keys'] },
    others: ({ method }) => (method === 'GET' ? undefined : { success: true }),
    answer: readAnswers['secret-keys'],
    ...{ gives: null, givesSchema: schemas.nothingSchema },
    needs: ['secretKeys', 'secretKeys.0.secretKey'],
    whenMissing: missing('key'),
  })),
];

export const pubnubV2Profile: AdapterProfile = {
  providerId: 'pubnub-v2',
  create: createPubnubV2,
  operations: [
    ...[...accountOperations, ...rightsOperations, ...readOperations, ...writeOperations],
    ...[...inPlaceOperations, ...secretKeyOperations],
  ],
  offered: [
    ...['signIn', 'listContainers', 'createContainer', 'listKeys', 'readKey', 'createKey'],
    ...['editKey', 'deleteKey', 'findByMarker', 'probeKey', 'extendSecret', 'endSecret'],
    ...['rotateSecret', 'checkRotation', 'readRights'],
  ],
  paging: {
    run: (adapter) =>
      offer(adapter, 'findByMarker')(session, '9001', 'orders', new AbortController().signal),
    pageOf: (url) => Number(url.searchParams.get('page')),
    answer: (ids, total) => ({
      keysets: ids.map((id) => ({ ...recorded.wireKeyset, id: String(id) })),
      total,
    }),
    others: readsBut('list'),
  },
  openFields: ['config'],
};
