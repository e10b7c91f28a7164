import {
  fullKeyOf,
  type AccessTokenRecord,
  type AppRecord,
  type KeyRecord,
} from './account-record.ts';
import type { AccountStore } from './account-store.ts';
import type { Tuning } from './tuning.ts';

type Wire = Readonly<Record<string, unknown>>;

const isoOrNull = (milliseconds: number | null): string | null =>
  milliseconds === null ? null : new Date(milliseconds).toISOString();

/** The answer of `GET /me`: the only place where a time is text. */
export function identityOnWire(token: AccessTokenRecord, { account, user }: AccountStore): Wire {
  return {
    token: {
      id: token.id,
      name: token.name,
      capabilities: token.capabilities,
      expires_at: isoOrNull(token.expiresAt),
      last_used_at: isoOrNull(token.lastUsedAt),
    },
    user,
    account,
  };
}

/** The status of an app is a word, that of a key a number. */
export function appOnWire(app: AppRecord, accountId: string): Wire {
  return {
    accountId,
    id: app.id,
    name: app.name,
    status: app.status,
    tlsOnly: app.tlsOnly,
    apnsUsesCertificate: false,
    apnsUseSandboxEndpoint: false,
    fcmProjectId: null,
    created: app.createdAt,
    modified: app.modifiedAt,
  };
}

export function keyOnWire(
  key: KeyRecord,
  shows: { readonly secret: boolean },
  tuning: Tuning,
): Wire {
  return {
    appId: key.appId,
    id: key.id,
    name: key.name,
    ...(!tuning.omitsKeyStatus && { status: key.status }),
    ...(shows.secret && { key: fullKeyOf(key) }),
    capability: key.capability,
    revocableTokens: key.revocableTokens,
    created: key.createdAt,
    modified: key.modifiedAt,
  };
}

export function queuesOnWire({ id: appId, queues }: AppRecord): readonly Wire[] {
  return queues.map(({ name, region, ttlSeconds, maxLength }) => ({
    id: `${appId}:${region}:${name}`,
    appId,
    name,
    region,
    amqp: { uri: `amqps://${region}-queue.ably.io:5671/shared`, queueName: `${appId}-${name}` },
    stomp: {
      uri: `stomp://${region}-queue.ably.io:61614`,
      host: 'shared',
      destination: `/amqqueue/${appId}-${name}`,
    },
    state: 'Running',
    messages: { ready: 0, unacknowledged: 0, total: 0 },
    stats: { publishRate: null, deliveryRate: null, acknowledgementRate: null },
    ttl: ttlSeconds,
    maxLength,
    deadletter: false,
    deadletterId: null,
  }));
}

export function namespacesOnWire({ id: appId, namespaces }: AppRecord): readonly Wire[] {
  return namespaces.map(({ id, persisted, pushEnabled, createdAt }) => ({
    id,
    appId,
    authenticated: false,
    persisted,
    persistLast: false,
    pushEnabled,
    tlsOnly: false,
    exposeTimeserial: false,
    created: createdAt,
    modified: createdAt,
  }));
}
