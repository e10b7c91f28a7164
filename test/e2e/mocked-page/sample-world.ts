import type {
  Connection,
  Container,
  SyncProgress,
} from '../../../shared/connections/connection.ts';
import { noDuePlan } from '../../../shared/keys/due-plan.ts';
import { attentionOf } from '../../../shared/keys/key-health.ts';
import {
  keyDetailsSchema,
  noAnnotations,
  type KeyDetails,
  type KeyStatus,
} from '../../../shared/keys/key.ts';
import type { AppStatus } from '../../../shared/ipc/contract.ts';
import { connectionIdSchema, containerIdSchema } from '../../../shared/lib/ids.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/lib/duration.ts';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import type { PropertyValue } from '../../../shared/scopes/keyset-scope.ts';
import { keysetScopeWords } from '../../../shared/scopes/keyset-words.ts';
import { defaultSettings, type Settings } from '../../../shared/settings/settings.ts';
import { pubnubDescriptor } from './sample-descriptor.ts';
import { sampleId } from './sample-id.ts';

/** Everything the mocked main process knows. Commands change it. */
export interface SampleWorld {
  status: AppStatus;
  providers: ProviderDescriptor[];
  connections: Connection[];
  containers: Container[];
  keys: KeyDetails[];
  syncs: SyncProgress[];
  settings: Settings;
}

interface KeySeed {
  readonly name: string;
  readonly environment: 'production' | 'testing';
  readonly ageDays: number;
  readonly status?: KeyStatus;
  readonly properties: Readonly<Record<string, PropertyValue>>;
}

const guarded = { uls: true, history: true, message_storage_ttl: 30, presence: true };
const open = { uls: false, history: true, message_storage_ttl: 365, wildcardsubscribe: true };
const small = { uls: true, history: false, presence: false };

const seedApps: readonly { readonly name: string; readonly keys: readonly KeySeed[] }[] = [
  {
    name: 'Orders',
    keys: [
      { name: 'orders-production', environment: 'production', ageDays: 412, properties: guarded },
      { name: 'orders-staging', environment: 'testing', ageDays: 188, properties: guarded },
      { name: 'orders-development', environment: 'testing', ageDays: 12, properties: small },
      {
        name: 'orders-load-test-2024',
        environment: 'testing',
        ageDays: 540,
        status: 'ended',
        properties: open,
      },
    ],
  },
  {
    name: 'Chat',
    keys: [
      { name: 'chat-web', environment: 'production', ageDays: 61, properties: open },
      { name: 'chat-mobile', environment: 'production', ageDays: 61, properties: guarded },
      { name: 'chat-moderation', environment: 'production', ageDays: 20, properties: small },
      { name: 'chat-demo-berlin', environment: 'testing', ageDays: 733, properties: open },
      { name: 'chat-playground', environment: 'testing', ageDays: 3, properties: small },
    ],
  },
  {
    name: 'Delivery tracking',
    keys: [
      { name: 'couriers-eu', environment: 'production', ageDays: 88, properties: guarded },
      { name: 'couriers-us', environment: 'production', ageDays: 88, properties: guarded },
      { name: 'couriers-apac', environment: 'production', ageDays: 251, properties: guarded },
      { name: 'tracking-widget', environment: 'production', ageDays: 30, properties: open },
      { name: 'tracking-test', environment: 'testing', ageDays: 95, properties: small },
      {
        name: 'couriers-latam',
        environment: 'production',
        ageDays: 300,
        status: 'gone',
        properties: guarded,
      },
    ],
  },
  {
    name: 'Internal tools',
    keys: [
      { name: 'dashboards', environment: 'production', ageDays: 45, properties: small },
      { name: 'ci', environment: 'testing', ageDays: 7, properties: small },
      {
        name: '<img src=x onerror=alert(1)>',
        environment: 'testing',
        ageDays: 7,
        properties: small,
      },
      { name: 'evil\u202Egnp.sdrow', environment: 'testing', ageDays: 5, properties: small },
    ],
  },
];

export function sampleWorld(options: {
  readonly now: number;
  readonly keyCount?: number;
}): SampleWorld {
  const { now, keyCount = 40 } = options;
  const connection = sampleConnection(now);
  const world: SampleWorld = {
    status: {
      version: '0.1.0',
      host: 'browser',
      platform: 'linux',
      custody: { mode: 'keychain' },
      database: { state: 'open' },
      clipboard: true,
      now,
    },
    providers: [pubnubDescriptor],
    connections: [connection],
    containers: [],
    keys: [],
    syncs: [],
    settings: defaultSettings,
  };
  let index = 0;
  for (const app of appsFor(keyCount)) {
    const container: Container = {
      id: containerIdSchema.parse(sampleId('C', world.containers.length)),
      connectionId: connection.id,
      providerContainerId: (9_000 + world.containers.length).toString(),
      name: app.name,
    };
    world.containers.push(container);
    for (const seed of app.keys) world.keys.push(sampleKey(world, container, seed, index++, now));
  }
  connection.keyCount = world.keys.length;
  return world;
}

/** The believable ones first, then as many numbered ones as are asked for. */
function appsFor(keyCount: number) {
  const apps = seedApps.map((app) => ({ name: app.name, keys: [...app.keys] }));
  let count = apps.reduce((sum, app) => sum + app.keys.length, 0);
  for (let number = 1; count < keyCount; number++) {
    const keys: KeySeed[] = [];
    for (let member = 0; member < 21 && count < keyCount; member++, count++) {
      keys.push({
        name: `region-${number.toString().padStart(3, '0')}-${['web', 'mobile', 'server'][member % 3] ?? ''}-${member.toString()}`,
        environment: member % 3 === 0 ? 'production' : 'testing',
        ageDays: (number * 13 + member * 7) % 700,
        properties: [guarded, small, open][(number + member) % 3] ?? small,
      });
    }
    apps.push({ name: `Region ${number.toString().padStart(3, '0')}`, keys });
  }
  return apps;
}

function sampleConnection(now: number): Connection {
  return {
    id: connectionIdSchema.parse(sampleId('A', 0)),
    providerId: pubnubDescriptor.id,
    label: 'PubNub sandbox',
    accountName: 'dev@example.com',
    baseUrl: 'https://pubnub-v1.sandbox.invalid/api',
    dataPlaneUrl: 'https://data.pubnub-v1.sandbox.invalid',
    isSandbox: true,
    signIn: 'signed-in',
    credentialExpiresAt: now + 20 * DAY_MS,
    lastSyncAt: now - 3 * HOUR_MS,
    lastSyncError: null,
    keyCount: 0,
  };
}

export function sampleKey(
  world: SampleWorld,
  container: Container,
  seed: KeySeed,
  index: number,
  now: number,
): KeyDetails {
  const scope = {
    kind: 'keyset' as const,
    generation: 'v1' as const,
    properties: {
      lms: false,
      multiplexing: true,
      objects: false,
      files_enabled: false,
      presence: false,
      wildcardsubscribe: false,
      ...seed.properties,
    },
    unmanaged: index % 5 === 0 ? ['apns_team_id', 'blocks', 'wildcardgrant'] : [],
  };
  const createdAt = now - seed.ageDays * DAY_MS;
  const judged = {
    status: seed.status ?? ('active' as const),
    environment: seed.environment,
    createdAt,
    firstSeenAt: Math.max(createdAt, now - 90 * DAY_MS),
    lastRotatedAt: null,
    scope,
    custody: 'at-provider' as const,
    secretEndsAt: null,
    plan: noDuePlan,
  };
  const hex = ((index + 7) * 2_654_435_761).toString(16).padStart(8, '0').slice(-8);
  const uuid = `${hex}-5b1c-4e0f-9d37-${hex}c04d`;
  return keyDetailsSchema.parse({
    summary: {
      id: sampleId('K', index),
      connectionId: container.connectionId,
      containerId: container.id,
      containerName: container.name,
      providerId: pubnubDescriptor.id,
      providerKeyId: (50_000 + index).toString(),
      name: seed.name,
      environment: seed.environment,
      status: judged.status,
      createdAt: judged.createdAt,
      firstSeenAt: judged.firstSeenAt,
      asOf: now - 3 * HOUR_MS,
      lastRotatedAt: null,
      scopeWords: keysetScopeWords(scope),
      custody: judged.custody,
      attention: attentionOf(
        { ...judged, wasHeld: true, openRotation: false },
        world.settings,
        now,
      ),
      openRotationId: null,
      owner: index % 7 === 0 ? 'Platform team' : '',
      purpose: '',
    },
    parts: [
      { role: 'publish', nature: 'identifier', value: `pub-c-${uuid}`, stub: null },
      { role: 'subscribe', nature: 'identifier', value: `sub-c-${uuid}`, stub: null },
      { role: 'secret', nature: 'secret', value: null, stub: `sec-c-${hex.slice(0, 5)}` },
    ].map((part, place) => ({
      ...part,
      id: sampleId('P', index * 3 + place),
      custody: judged.custody,
      expiresAt: null,
      state: 'current',
    })),
    scope,
    annotations: { ...noAnnotations, owner: index % 7 === 0 ? 'Platform team' : '' },
    replaces: null,
    replacedBy: null,
  });
}
