import { createAbly } from '../../../electron/providers/ably/index.ts';
import type { ProviderAdapter } from '../../../electron/services/ports/provider-adapter.ts';
import type { ProviderSession } from '../../../electron/services/ports/provider-values.ts';
import type { ProviderOperations } from '../../../electron/services/ports/provider-operations.ts';
import type { AppError } from '../../../shared/errors/app-error.ts';
import { renewAtOnce } from '../../fakes/provider-fakes.ts';
import type { AdapterProfile, RecordedOperation } from '../adapter-profile.ts';
import * as schemas from '../provider-value-schemas.ts';
import * as recorded from './recordings.ts';

const baseUrl = 'https://control.ably.net/v1';
const dataPlaneUrl = 'https://main.realtime.ably.net';
const target = { baseUrl, dataPlaneUrl };
const session: ProviderSession = {
  ...target,
  credentialSecret: recorded.canarySecrets.accessToken,
  accountId: 'AcCount1',
  renew: renewAtOnce,
};
const withToken = { authorization: `Bearer ${recorded.canarySecrets.accessToken}` };
const scope = {
  kind: 'capability',
  capability: recorded.capability,
  revocableTokens: true,
} as const;

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
const optionalFields = ['name', 'status', 'created', 'modified', 'revocableTokens', 'capability'];
const inList = (fields: readonly string[]): string[] => fields.map((field) => `0.${field}`);

const operations: readonly RecordedOperation[] = [
  {
    ...{ ...read, name: 'signIn', effect: 'sign-in', answersSecrets: true },
    run: (adapter, signal) =>
      offer(adapter, 'signIn')(
        target,
        { accessToken: ` ${recorded.canarySecrets.accessToken}\n` },
        signal,
      ),
    sends: { method: 'GET', url: `${baseUrl}/me`, headers: withToken, body: null },
    answer: recorded.identityAnswer,
    gives: {
      credentialSecret: recorded.canarySecrets.accessToken,
      ...{ accountId: 'AcCount1', accountName: 'Example Ltd' },
      expiresAt: Date.UTC(2026, 2),
    },
    givesSchema: schemas.signedInSchema,
    needs: ['account', 'account.id'],
    mayLack: [
      ...['token', 'token.capabilities', 'token.expires_at', 'user', 'user.email', 'account.name'],
    ],
    whenMissing: { kind: 'address-refused', reason: 'not-found', host: 'control.ably.net' },
  },
  {
    ...{ ...read, name: 'listContainers', whenEmptyList: 'success' },
    run: (adapter, signal) => offer(adapter, 'listContainers')(session, signal),
    sends: {
      ...{ method: 'GET', url: `${baseUrl}/accounts/AcCount1/apps` },
      ...{ headers: withToken, body: null },
    },
    answer: [recorded.wireApp],
    gives: [{ providerContainerId: 'ab12CD', name: 'Chat' }],
    givesSchema: schemas.containerSchema.array(),
    needs: ['0.id', '0.name'],
    mayLack: ['0.status', '0.accountId'],
    whenMissing: missing('account'),
  },
  {
    ...{ ...write, name: 'createContainer', effect: 'create' },
    run: (adapter) => offer(adapter, 'createContainer')(session, 'Chat'),
    sends: {
      ...{ method: 'POST', url: `${baseUrl}/accounts/AcCount1/apps` },
      ...{ headers: withToken, body: { name: 'Chat' } },
    },
    answer: recorded.wireApp,
    gives: { providerContainerId: 'ab12CD', name: 'Chat' },
    givesSchema: schemas.containerSchema,
    needs: ['id', 'name'],
    whenMissing: missing('account'),
  },
  {
    ...{ ...read, name: 'listKeys', whenEmptyList: 'success' },
    run: (adapter, signal) =>
      offer(adapter, 'listKeys')(session, 'ab12CD', { page: 1, limit: 50 }, signal),
    sends: {
      ...{ method: 'GET', url: `${baseUrl}/apps/ab12CD/keys`, headers: withToken, body: null },
    },
    answer: [recorded.wireKey],
    gives: { keys: [recorded.key], total: 1 },
    givesSchema: schemas.keyPageSchema,
    needs: inList(['id', 'appId']),
    mayLack: inList([...optionalFields, 'key']),
    whenMissing: missing('container'),
  },
  {
    ...{ ...read, name: 'readKey', answersSecrets: true, whenEmptyList: missing('key') },
    run: (adapter, signal) => offer(adapter, 'readKey')(session, 'ab12CD.-Y9zQ1', signal),
    sends: {
      ...{ method: 'GET', url: `${baseUrl}/apps/ab12CD/keys`, headers: withToken, body: null },
    },
    answer: [recorded.wireKey, recorded.otherWireKey],
    gives: {
      key: recorded.key,
      secrets: [{ role: 'api-key', secretValue: recorded.canarySecrets.key }],
    },
    givesSchema: schemas.keyWithSecretsSchema,
    needs: [...inList(['id', 'appId']), '1.id', '1.appId'],
    mayLack: [...inList([...optionalFields, 'key']), '1.key', '1.capability'],
    whenMissing: missing('key'),
  },
  {
    ...{ ...write, name: 'createKey', effect: 'create', answersSecrets: true },
    run: (adapter) =>
      offer(adapter, 'createKey')(session, {
        ...{ providerContainerId: 'ab12CD', name: 'chat server_rk0123456789' },
        ...{ environment: 'unset', scope },
      }),
    sends: {
      ...{ method: 'POST', url: `${baseUrl}/apps/ab12CD/keys`, headers: withToken },
      body: {
        ...{ name: 'chat server_rk0123456789', capability: recorded.capability },
        revocableTokens: true,
      },
    },
    answer: recorded.wireKey,
    gives: {
      key: recorded.key,
      secrets: [{ role: 'api-key', secretValue: recorded.canarySecrets.key }],
    },
    givesSchema: schemas.keyWithSecretsSchema,
    needs: ['id', 'appId'],
    mayLack: [...optionalFields, 'key'],
    whenMissing: missing('container'),
  },
  {
    ...{ ...write, name: 'editKey', effect: 'mutate', acceptsEmpty: true },
    run: (adapter) =>
      offer(adapter, 'editKey')(session, 'ab12CD.-Y9zQ1', {
        ...{ name: 'renamed', environment: null, scope: { ...scope, revocableTokens: false } },
      }),
    sends: {
      ...{ method: 'PATCH', url: `${baseUrl}/apps/ab12CD/keys/-Y9zQ1`, headers: withToken },
      body: { name: 'renamed', capability: recorded.capability, revocableTokens: false },
    },
    answer: recorded.wireKey,
    ...{ gives: null, givesSchema: schemas.nothingSchema, needs: [], whenMissing: missing('key') },
  },
  {
    ...{ ...write, name: 'revokeKey', effect: 'mutate', acceptsEmpty: true },
    run: (adapter) => offer(adapter, 'revokeKey')(session, 'ab12CD.-Y9zQ1'),
    sends: {
      ...{ method: 'POST', url: `${baseUrl}/apps/ab12CD/keys/-Y9zQ1/revoke` },
      ...{ headers: withToken, body: null },
    },
    // The real answer has no body; a suite that spoils answers needs one that it can spoil.
    answer: { revoked: true },
    ...{ gives: null, givesSchema: schemas.nothingSchema, needs: [], whenMissing: missing('key') },
  },
  {
    ...{ ...read, name: 'findByMarker', whenEmptyList: 'success' },
    run: (adapter, signal) => offer(adapter, 'findByMarker')(session, 'ab12CD', 't serv', signal),
    sends: {
      ...{ method: 'GET', url: `${baseUrl}/apps/ab12CD/keys`, headers: withToken, body: null },
    },
    answer: [recorded.wireKey, recorded.otherWireKey],
    gives: [recorded.key],
    givesSchema: schemas.keySchema.array(),
    needs: ['0.id', '1.appId'],
    whenMissing: missing('container'),
  },
  {
    ...{ ...read, name: 'listScopeTargets', whenEmptyList: 'success', requestCount: 2 },
    run: (adapter, signal) => offer(adapter, 'listScopeTargets')(session, 'ab12CD', signal),
    sends: {
      ...{ method: 'GET', url: `${baseUrl}/apps/ab12CD/queues`, headers: withToken, body: null },
    },
    answer: [recorded.wireTarget],
    gives: [
      { kind: 'queue', resource: '[queue]ab12CD-orders', name: 'orders', publicId: null },
      { kind: 'namespace', resource: 'orders:*', name: 'orders', publicId: null },
    ],
    givesSchema: schemas.scopeTargetsSchema,
    needs: ['0.id', '0.name'],
    mayLack: ['0.region', '0.persisted'],
    whenMissing: missing('container'),
  },
  {
    ...{ ...read, name: 'probeKey', effect: 'probe' },
    run: (adapter, signal) =>
      offer(adapter, 'probeKey')(
        target,
        { parts: [{ role: 'api-key', secretValue: recorded.canarySecrets.key }], scope },
        signal,
      ),
    sends: {
      ...{ method: 'POST', url: `${dataPlaneUrl}/keys/ab12CD.-Y9zQ1/requestToken` },
      headers: { authorization: `Basic ${btoa(recorded.canarySecrets.key)}` },
      body: { keyName: 'ab12CD.-Y9zQ1', ttl: 1_000, timestamp: 1_768_467_600_000 },
    },
    answer: recorded.tokenAnswer,
    gives: { kind: 'works', status: 200 },
    givesSchema: schemas.probeSchema,
    needs: ['token'],
    mayLack: ['issued', 'expires', 'capability'],
    whenMissing: missing('key'),
  },
];

const revocation: RecordedOperation = {
  ...{ ...write, name: 'revokeTokens', effect: 'mutate', isKeySigned: true },
  run: (adapter, signal) =>
    offer(adapter, 'revokeTokens')(
      target,
      { parts: [{ role: 'api-key', secretValue: recorded.canarySecrets.key }], scope },
      {
        targets: ['clientId:bob', 'channel:orders'],
        ...{ issuedBefore: 1_768_467_540_000, allowReauthMargin: true },
      },
      signal,
    ),
  sends: {
    ...{ method: 'POST', url: `${dataPlaneUrl}/keys/ab12CD.-Y9zQ1/revokeTokens` },
    headers: { authorization: `Basic ${btoa(recorded.canarySecrets.key)}` },
    body: {
      targets: ['clientId:bob', 'channel:orders'],
      ...{ issuedBefore: 1_768_467_540_000, allowReauthMargin: true },
    },
  },
  answer: recorded.revocationAnswer,
  gives: [
    { target: 'clientId:bob', appliesAt: 1_768_467_630_000, code: null },
    { target: 'channel:orders', appliesAt: 1_768_467_630_000, code: null },
  ],
  givesSchema: schemas.revokedTargetsSchema,
  needs: ['0.target', '0.appliesAt', '1.target', '1.appliesAt'],
  mayLack: ['0.issuedBefore'],
  whenMissing: missing('key'),
};

const inspection: RecordedOperation = {
  ...{ ...read, name: 'checkRotation' },
  run: (adapter, signal) =>
    offer(adapter, 'checkRotation')(
      session,
      {
        ...{ strategy: 'replace', providerKeyId: 'ab12CD.-Y9zQ1' },
        providerContainerId: 'ab12CD',
      },
      signal,
    ),
  sends: { method: 'GET', url: `${baseUrl}/me`, headers: withToken, body: null },
  others: ({ url }) => {
    if (url.pathname.endsWith('/me')) return undefined;
    return url.pathname.endsWith('/keys') ? [recorded.wireKey] : [recorded.wireApp];
  },
  answer: recorded.identityAnswer,
  gives: [],
  givesSchema: schemas.obstaclesSchema,
  needs: ['account', 'account.id'],
  mayLack: ['token', 'token.capabilities', 'token.expires_at', 'user', 'account.name'],
  whenMissing: missing('account'),
};

const rightsOperation: RecordedOperation = {
  ...{ ...read, name: 'readRights' },
  run: (adapter, signal) => offer(adapter, 'readRights')(session, signal),
  sends: { method: 'GET', url: `${baseUrl}/me`, headers: withToken, body: null },
  answer: recorded.identityAnswer,
  ...{ gives: recorded.rights, givesSchema: schemas.rightsSchema },
  needs: ['account', 'account.id'],
  mayLack: ['token', 'token.capabilities', 'token.expires_at', 'user', 'account.name'],
  whenMissing: missing('account'),
};

export const ablyProfile: AdapterProfile = {
  providerId: 'ably',
  create: createAbly,
  operations: [...operations, revocation, inspection, rightsOperation],
  offered: [
    ...['signIn', 'listContainers', 'createContainer', 'listKeys', 'readKey', 'createKey'],
    ...['editKey', 'revokeKey', 'findByMarker', 'listScopeTargets', 'probeKey', 'revokeTokens'],
    ...['checkRotation', 'readRights'],
  ],
  paging: null,
  openFields: ['capability'],
};
