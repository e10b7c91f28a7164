/**
 * Answers in the shapes of the PubNub Admin API v2's pages, with invented values. Every secret
 * carries the canary.
 */
export const canarySecrets = {
  apiKey: 'si_RKCANARY00000000000000000000000001',
  key: 'sec-c-Ab3dERKCANARY00112233445566778899aabbccddeeff',
  oldKey: 'sec-c-Zz9YyRKCANARYffeeddccbbaa99887766554433221100',
  newKey: 'sec-c-Nn7MmRKCANARY0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  unmanaged: 'RKCANARY-token-key',
} as const;

export const wireConfig = {
  accessManager: { enabled: true, tokenRevoke: true },
  files: { enabled: true, retention: 30, region: 'us-east-1' },
  streamController: { enabled: true, wildcardSubscribe: true, channelGroupLimit: 100 },
  appContext: {
    enabled: true,
    userMetadataEvents: true,
    channelMetadataEvents: true,
    membershipEvents: true,
    disallowGetAllChannelMetadata: false,
    disallowGetAllUserMetadata: false,
    referentialIntegrity: true,
    region: 'aws-iad-1',
  },
  apns: { enabled: false, teamId: null, authKeyId: null, filename: null },
  fcm: { filename: null },
  messagePersistence: {
    enabled: true,
    includePresenceEvents: false,
    deleteFromHistory: true,
    retention: 0,
  },
  presence: {
    enabled: true,
    deltas: true,
    generateLeaveOnDisconnect: true,
    streamFiltering: false,
    activeNoticeChannel: 'notices',
    announceMax: 20,
    interval: 30,
    debounce: 2,
    enableSomethingNewer: true,
  },
  dataSync: { enabled: true, region: 'aws-iad-1', tokenKey: canarySecrets.unmanaged },
} as const;

/** What of the above can be written, as dotted names. */
export const properties = {
  'messagePersistence.enabled': true,
  'messagePersistence.retention': 0,
  'messagePersistence.deleteFromHistory': true,
  'messagePersistence.includePresenceEvents': false,
  'accessManager.enabled': true,
  'accessManager.tokenRevoke': true,
  'appContext.enabled': true,
  'appContext.region': 'aws-iad-1',
  'appContext.userMetadataEvents': true,
  'appContext.channelMetadataEvents': true,
  'appContext.membershipEvents': true,
  'appContext.disallowGetAllChannelMetadata': false,
  'appContext.disallowGetAllUserMetadata': false,
  'appContext.referentialIntegrity': true,
  'files.enabled': true,
  'files.region': 'us-east-1',
  'files.retention': 30,
  'presence.enabled': true,
  'presence.announceMax': 20,
  'presence.interval': 30,
  'presence.deltas': true,
  'presence.generateLeaveOnDisconnect': true,
  'presence.streamFiltering': false,
  'presence.activeNoticeChannel': 'notices',
  'presence.debounce': 2,
  'streamController.enabled': true,
  'streamController.wildcardSubscribe': true,
  'streamController.channelGroupLimit': 100,
  'apns.enabled': false,
} as const;

export const keysetScope = {
  kind: 'keyset',
  generation: 'v2',
  properties: {
    ...properties,
    ...{ 'apns.teamId': null, 'apns.authKeyId': null, 'apns.filename': null },
    'fcm.filename': null,
  },
  unmanaged: ['dataSync', 'presence.enableSomethingNewer'],
} as const;

export const wireKeyset = {
  id: '50012',
  name: 'orders-prod',
  type: 'production',
  appId: '9001',
  publishKey: 'pub-c-11111111-1111-4111-8111-111111111111',
  subscribeKey: 'sub-c-22222222-2222-4222-8222-222222222222',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-02T00:00:00.000Z',
} as const;

export const wireSecretKeys = {
  secretKeys: [
    { secretKey: canarySecrets.oldKey, expiresAt: '2026-12-01T00:00:00.000Z' },
    { secretKey: canarySecrets.key, expiresAt: null },
  ],
} as const;

export const created = {
  keyset: { ...wireKeyset, secretKeys: [{ secretKey: canarySecrets.key, expiresAt: null }] },
  config: wireConfig,
} as const;

const identifiers = [
  { role: 'publish', nature: 'identifier', value: wireKeyset.publishKey, stub: null },
  { role: 'subscribe', nature: 'identifier', value: wireKeyset.subscribeKey, stub: null },
] as const;
const current = {
  ...{ role: 'secret', nature: 'secret', value: null, stub: 'sec-c-Ab3dE' },
  ...{ expiresAt: null, state: 'current' },
} as const;
const expiring = {
  ...{ role: 'secret', nature: 'secret', value: null, stub: 'sec-c-Zz9Yy' },
  ...{ expiresAt: Date.UTC(2026, 11, 1), state: 'expiring' },
} as const;

const keyset = {
  providerKeyId: '50012',
  providerContainerId: '9001',
  name: 'orders-prod',
  environment: 'production',
  status: 'active',
  createdAt: Date.UTC(2026, 0, 1),
  scope: keysetScope,
} as const;

export const listedKeyset = { ...keyset, parts: identifiers, tellsSecrets: false } as const;
export const readKeyset = { ...keyset, parts: [...identifiers, current, expiring] } as const;
export const createdKeyset = { ...keyset, parts: [...identifiers, current] } as const;

export const wireApp = {
  id: '9001',
  name: 'Orders',
  createdAt: '2025-01-01T00:00:00.000Z',
  updatedAt: '2025-01-01T00:00:00.000Z',
} as const;
