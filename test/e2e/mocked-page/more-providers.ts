import type { ScopeTarget } from '../../../shared/connections/connection.ts';
import { connectionSchema, containerSchema } from '../../../shared/connections/connection.ts';
import {
  keyDetailsSchema,
  noAnnotations,
  type KeyDetails,
  type Part,
} from '../../../shared/keys/key.ts';
import { DAY_MS } from '../../../shared/lib/duration.ts';
import {
  providerDescriptorSchema,
  type ProviderDescriptor,
} from '../../../shared/providers/provider-descriptor.ts';
import type { KeyScope } from '../../../shared/scopes/key-scope.ts';
import { scopeWords } from '../../../shared/scopes/scope-words.ts';
import { pubnubDescriptor } from './sample-descriptor.ts';
import { sampleId } from './sample-id.ts';
import type { SampleWorld } from './sample-world.ts';

type Capabilities = ProviderDescriptor['capabilities'];

function descriptorOf(
  part: Partial<Omit<ProviderDescriptor, 'capabilities'>>,
  capabilities: Partial<Capabilities>,
): ProviderDescriptor {
  return providerDescriptorSchema.parse({
    ...pubnubDescriptor,
    ...part,
    capabilities: { ...pubnubDescriptor.capabilities, vault: false, ...capabilities },
  });
}

export const ablyDescriptor = descriptorOf(
  {
    id: 'ably',
    name: 'Ably',
    mark: { letters: 'AB', hue: 16 },
    nouns: { container: 'app', containers: 'apps', key: 'API key', keys: 'API keys' },
    connect: {
      fields: [
        {
          name: 'accessToken',
          input: 'secret',
          label: 'Access token',
          hint: 'From the dashboard, under "Access tokens".',
          autoComplete: 'off',
        },
      ],
      advice: ['Give the token read:app, read:key and write:key.'],
      baseUrl: 'https://control.ably.net/v1',
      dataPlaneUrl: 'https://main.realtime.ably.net',
    },
    scope: 'capability',
    words: {
      createContainer: null,
      end: 'Revoking is final. Every connection that uses this key is dropped at once.',
      notCarriedOver: [],
    },
  },
  { editEnvironment: false, end: 'revoke', scopeTargets: true },
);

export const activitysmithDescriptor = descriptorOf(
  {
    id: 'activitysmith',
    name: 'ActivitySmith',
    mark: { letters: 'AS', hue: 265 },
    nouns: { container: 'account', containers: 'accounts', key: 'API key', keys: 'API keys' },
    connect: {
      fields: [],
      advice: ['Your browser opens the consent page of ActivitySmith.'],
      baseUrl: 'https://mcp.activitysmith.com',
      dataPlaneUrl: 'https://activitysmith.com',
    },
    limits: { ...pubnubDescriptor.limits, keyNameMax: 100 },
    scope: 'channels',
    words: { createContainer: null, end: 'Deleting is final.', notCarriedOver: [] },
  },
  {
    editEnvironment: false,
    createContainer: false,
    end: 'delete',
    browserSignIn: true,
    scopeTargets: true,
    readSecretAgain: false,
  },
);

export const pubnubV2Descriptor = descriptorOf(
  {
    id: 'pubnub-v2',
    name: 'PubNub (API v2)',
    mark: { letters: 'P2', hue: 335 },
    scope: 'keyset-v2',
    words: { createContainer: null, end: 'Deleting is final.', notCarriedOver: [] },
    planNotes: {
      production: 'A keyset for production needs a paid PubNub plan.',
      overlap: 'An old secret that goes on needs a paid PubNub plan.',
    },
  },
  { end: 'delete', readSecretAgain: false, readRights: true },
);

/** Keys of other providers have ids from here on, in the order in which they are added. */
const FIRST_OTHER = 900;

/** Puts one account with one key of another provider into the world, and answers the key. */
export function addOtherKey(
  world: SampleWorld,
  descriptor: ProviderDescriptor,
  name: string,
  scope: KeyScope,
  parts: readonly Partial<Part>[] = [{}],
): KeyDetails {
  const index = FIRST_OTHER + world.providers.length;
  world.providers.push(descriptor);
  const connection = connectionSchema.parse({
    ...world.connections[0],
    id: sampleId('A', index),
    providerId: descriptor.id,
    label: `${descriptor.name} sandbox`,
    baseUrl: descriptor.connect.baseUrl,
    keyCount: 1,
  });
  const container = containerSchema.parse({
    id: sampleId('C', index),
    connectionId: connection.id,
    providerContainerId: 'ab12CD',
    name: 'Chat service',
  });
  world.connections.push(connection);
  world.containers.push(container);
  const { now } = world.status;
  const key = keyDetailsSchema.parse({
    summary: {
      ...world.keys[0]?.summary,
      id: sampleId('K', index),
      connectionId: connection.id,
      containerId: container.id,
      containerName: container.name,
      providerId: descriptor.id,
      providerKeyId: 'ab12CD.xY9zQ1',
      name,
      environment: descriptor.capabilities.editEnvironment ? 'production' : 'unset',
      createdAt: now - 40 * DAY_MS,
      scopeWords: scopeWords(scope),
      attention: [],
    },
    parts: parts.map((part, place) => ({
      id: sampleId('P', index * 10 + place),
      role: 'api-key',
      nature: 'secret',
      value: null,
      stub: 'ab12CD.xY9zQ1',
      custody: 'in-keychain',
      expiresAt: null,
      state: 'current',
      ...part,
    })),
    scope,
    annotations: noAnnotations,
    replaces: null,
    replacedBy: null,
  });
  world.keys.push(key);
  return key;
}

export const ablyTargets: ScopeTarget[] = [
  { kind: 'queue', resource: '[queue]ab12CD-orders', name: 'orders', publicId: null },
  { kind: 'namespace', resource: 'chat:*', name: 'chat', publicId: null },
  { kind: 'namespace', resource: 'news:*', name: 'news', publicId: null },
];

export const activitysmithTargets: ScopeTarget[] = [
  { kind: 'channel', resource: 'ops', name: 'Operations', publicId: 'ch_01' },
  { kind: 'channel', resource: 'marketing', name: 'Marketing', publicId: 'ch_02' },
  { kind: 'channel', resource: 'test-devices', name: 'Test devices', publicId: 'ch_03' },
];
