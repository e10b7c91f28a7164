/**
 * Answers in the shapes of the Control API's specification 1.1.0 and of the REST API reference, with
 * invented values. Every secret carries the canary.
 */
export const canarySecrets = {
  accessToken: 'RKCANARY-access-token-00000001',
  key: 'ab12CD.-Y9zQ1:RKCANARY00112233445566778899aabbccddeeff',
  otherKey: 'ab12CD.xY9zQ1:RKCANARYffeeddccbbaa99887766554433221100',
} as const;

export const capability = {
  'chat:*': ['history', 'publish', 'subscribe'],
  '[queue]*': ['subscribe'],
  'old:one': ['statistics', 'not-yet-invented'],
};

export const wireKey = {
  appId: 'ab12CD',
  id: '-Y9zQ1',
  name: 'chat server',
  status: 0,
  key: canarySecrets.key,
  revocableTokens: true,
  capability,
  created: 1_767_225_600_000,
  modified: 1_767_225_600_001,
};

export const key = {
  providerKeyId: 'ab12CD.-Y9zQ1',
  providerContainerId: 'ab12CD',
  name: 'chat server',
  environment: 'unset',
  status: 'active',
  createdAt: 1_767_225_600_000,
  scope: { kind: 'capability', capability, revocableTokens: true },
  parts: [{ role: 'api-key', nature: 'secret', value: null, stub: 'ab12CD.-Y9zQ1' }],
} as const;

export const otherWireKey = {
  ...wireKey,
  ...{ id: 'xY9zQ1', name: 'other', status: 1, key: canarySecrets.otherKey },
};

export const wireApp = {
  accountId: 'AcCount1',
  id: 'ab12CD',
  name: 'Chat',
  status: 'enabled',
  tlsOnly: true,
  created: 1_767_225_600_000,
  modified: 1_767_225_600_000,
};

export const identityAnswer = {
  token: {
    id: 'tok-1',
    name: 'Rekey',
    capabilities: ['read:app', 'read:key', 'write:key', 'read:stats'],
    expires_at: '2026-03-01T00:00:00.000Z',
    last_used_at: null,
  },
  user: { id: 73_012, email: 'ops@example.test' },
  account: { id: 'AcCount1', name: 'Example Ltd' },
};

export const rights = [
  { name: 'read:app', isHeld: true, purpose: 'list the apps' },
  { name: 'read:key', isHeld: true, purpose: 'list and read keys' },
  { name: 'write:key', isHeld: true, purpose: 'create, change, rotate and revoke keys' },
  { name: 'read:queue', isHeld: false, purpose: 'offer queues where a key is restricted' },
  { name: 'read:namespace', isHeld: false, purpose: 'offer namespaces where a key is restricted' },
  { name: 'write:app', isHeld: false, purpose: 'create apps' },
];

/** Fits both lists that are read for the pickers, a queue's and a namespace's. */
export const wireTarget = {
  appId: 'ab12CD',
  id: 'orders',
  name: 'orders',
  region: 'us-east-1-a',
  persisted: true,
  created: 1_767_225_600_000,
};

export const tokenAnswer = {
  token: 'ab12CD.RKCANARYtoken',
  keyName: 'ab12CD.-Y9zQ1',
  issued: 1_768_467_600_000,
  expires: 1_768_467_601_000,
  capability: '{"*":["publish"]}',
};

export const revocationAnswer = [
  {
    target: 'clientId:bob',
    issuedBefore: 1_768_467_540_000,
    appliesAt: 1_768_467_630_000,
  },
  {
    target: 'channel:orders',
    issuedBefore: 1_768_467_540_000,
    appliesAt: 1_768_467_630_000,
  },
];
