import type { KeysetProperties } from './keyset-properties.ts';

/** One keyset of the believable account, before ids and key strings. */
export interface KeysetSeed {
  readonly app: string;
  readonly name: string;
  readonly type: 'production' | 'testing';
  readonly ageDays: number;
  /** Days since the last change; null: never changed. */
  readonly changedDaysAgo: number | null;
  readonly properties: KeysetProperties;
  readonly isDisabled?: true;
  /** Very old keysets have none. */
  readonly hasNoSecret?: true;
  readonly vaultNames?: readonly string[];
}

/** As in the documented sample of `POST /keys`. */
const everything: KeysetProperties = {
  history: 1,
  message_storage_ttl: 30,
  lms: 1,
  multiplexing: 1,
  uls: 1,
  objects: 1,
  objects_region: 'aws-iad-1',
  objects_user_events_enabled: 1,
  objects_space_events_enabled: 1,
  objects_membership_events_enabled: 1,
  pam_objects_disallow_getallchannels: 0,
  pam_objects_disallow_getalluuids: 0,
  files_enabled: 1,
  files_s3_bucket_region: 'us-east-1',
  files_ttl_in_days: 7,
  presence: 1,
  presence_announce_max: 20,
  presence_interval: 30,
  presence_deltas: 1,
  presence_leave_on_disconnect: 1,
  presence_stream_filtering: 1,
  presence_active_notice_channel: null,
  presence_debounce: 2,
  presence_store_event_messages: 1,
  wildcardsubscribe: 1,
};

/** Server to server: Access Manager, short storage, nothing else. */
const lean: KeysetProperties = {
  ...everything,
  message_storage_ttl: 7,
  lms: 0,
  objects: 0,
  objects_user_events_enabled: 0,
  objects_space_events_enabled: 0,
  objects_membership_events_enabled: 0,
  pam_objects_disallow_getallchannels: 1,
  pam_objects_disallow_getalluuids: 1,
  files_enabled: 0,
  presence: 0,
  presence_store_event_messages: 0,
  wildcardsubscribe: 0,
};

/** A developer's keyset: open, so that everything works at once. */
const open: KeysetProperties = {
  ...everything,
  message_storage_ttl: 1,
  uls: 0,
  lms: 0,
  files_ttl_in_days: 1,
};

/** Nobody looked at this one: open to everybody, a year of messages, wildcards. */
const careless: KeysetProperties = {
  ...everything,
  uls: 0,
  message_storage_ttl: 365,
  files_ttl_in_days: 365,
};

/** Made before half of today's properties existed, in the spellings of its time. */
const ancient: KeysetProperties = {
  history: true,
  message_storage_ttl: 365,
  multiplexing: '1',
  uls: false,
  presence: '1',
  presence_announce_max: 20,
  presence_interval: 10,
  wildcardsubscribe: true,
};

/** Properties that Rekey does not manage and must leave alone; the markers make a leak visible. */
const pushProperties: KeysetProperties = {
  apns: 1,
  apns_auth_key_id: 'RKCANARYAPNSKEYID',
  apns_team_id: 'LARKSPUR01',
  apns_token_filename: 'AuthKey_Larkspur.p8',
};
const internalProperties: KeysetProperties = {
  token_key: 'RKCANARY-token-key-0f3a9c51',
  bill_by_uuid: 1,
  storage_location: 'global',
};

const eu: KeysetProperties = {
  objects_region: 'aws-fra-1',
  files_s3_bucket_region: 'eu-central-1',
};

type Row = readonly [
  name: string,
  type: 'production' | 'testing',
  ageDays: number,
  changedDaysAgo: number | null,
  properties: KeysetProperties,
  more?: Pick<KeysetSeed, 'isDisabled' | 'hasNoSecret' | 'vaultNames'>,
];

const rowsByApp: Readonly<Record<string, readonly Row[]>> = {
  Orders: [
    [
      'orders-prod',
      'production',
      214,
      31,
      { ...lean, ...internalProperties },
      { vaultNames: ['stripe_api_key', 'webhook_signing_secret'] },
    ],
    ['orders-staging', 'testing', 190, 44, lean, { vaultNames: ['stripe_api_key'] }],
    ['orders-dev', 'testing', 96, 3, open],
    ['orders-prod-eu', 'production', 187, 31, { ...lean, ...eu }, { vaultNames: ['sepa_token'] }],
    ['orders-refunds-prod', 'production', 433, 402, { ...lean, message_storage_ttl: 90 }],
    ['orders-webhooks', 'production', 64, null, lean],
    ['orders-loadtest', 'testing', 41, 12, { ...open, presence: 0 }],
    ['orders-warehouse-sync', 'production', 702, 511, { ...careless, uls: 1, presence: 0 }],
    ['orders-ci', 'testing', 12, null, open],
  ],
  Chat: [
    [
      'chat-prod',
      'production',
      408,
      75,
      { ...everything, message_storage_ttl: 365, ...pushProperties },
      { vaultNames: ['moderation_api_key', 'translate_api_key'] },
    ],
    ['chat-support-widget', 'production', 301, 280, careless],
    ['chat-staging', 'testing', 266, 75, everything],
    ['chat-dev', 'testing', 133, 1, open],
    ['chat-moderation', 'production', 121, 20, { ...everything, presence_deltas: 0 }],
    ['chat-bots', 'production', 58, 9, { ...lean, presence: 1 }],
    ['chat-internal', 'production', 497, 497, { ...everything, files_ttl_in_days: 90 }],
    ['chat-web-2023', 'production', 921, 388, careless, { isDisabled: true }],
    ['chat-demo', 'testing', 77, null, careless],
  ],
  Telemetry: [
    [
      'telemetry-ingest-prod',
      'production',
      349,
      16,
      { ...lean, message_storage_ttl: 1, ...internalProperties },
      { vaultNames: ['timeseries_write_key'] },
    ],
    ['telemetry-staging', 'testing', 349, 16, { ...lean, message_storage_ttl: 1 }],
    ['telemetry-fleet-eu', 'production', 276, 90, { ...lean, ...eu, wildcardsubscribe: 1 }],
    ['telemetry-fleet-us', 'production', 276, 90, { ...lean, wildcardsubscribe: 1 }],
    ['telemetry-dashboards', 'production', 455, 455, { ...careless, objects: 0 }],
    ['telemetry-firmware-beta', 'testing', 38, 2, { ...open, presence: 0 }],
    ['telemetry-soak-test', 'testing', 168, 150, { ...open, message_storage_ttl: 30 }],
    ['telemetry-dev', 'testing', 85, null, open],
  ],
  Storefront: [
    ['storefront-web-prod', 'production', 512, 26, { ...everything, uls: 0 }],
    ['storefront-staging', 'testing', 240, 26, everything],
    ['storefront-ios', 'production', 188, 60, { ...everything, ...pushProperties }],
    ['storefront-android', 'production', 188, 60, everything],
    ['storefront-kiosk', 'production', 399, null, { ...lean, presence: 1, presence_interval: 60 }],
    ['storefront-preview', 'testing', 27, 5, open],
    ['storefront-black-friday-2024', 'production', 688, 640, careless],
    ['storefront-recommendations', 'production', 149, 103, { ...lean, objects: 1 }],
  ],
  'Legacy mobile': [
    ['mobile-v1-prod', 'production', 2_610, null, { ...ancient, ...internalProperties }],
    [
      'mobile-v2-prod',
      'production',
      1_466,
      820,
      { ...careless, ...pushProperties },
      { vaultNames: ['push_gateway_password'] },
    ],
    ['mobile-qa', 'testing', 1_120, 700, { ...open, message_storage_ttl: 365 }],
    ['mobile-v1-push', 'production', 2_190, 1_500, { ...ancient, ...pushProperties }],
    ['mobile-beta-2016', 'testing', 3_480, null, ancient, { hasNoSecret: true }],
    ['mobile-v2-android', 'production', 1_402, 211, careless, { isDisabled: true }],
  ],
};

/** The five apps, oldest intention first. */
export const seededApps: readonly string[] = Object.keys(rowsByApp);

/** The believable account: forty keysets, taken from the apps in turn so that any number is mixed. */
export const believableKeysets: readonly KeysetSeed[] = takeInTurn(
  Object.entries(rowsByApp).map(([app, rows]) =>
    rows.map(([name, type, ageDays, changedDaysAgo, properties, more]) => ({
      app,
      name,
      type,
      ageDays,
      changedDaysAgo,
      properties: { name, ...properties },
      ...more,
    })),
  ),
);

/** Configurations for accounts larger than believable, from careful to careless. */
export const commonConfigurations: readonly KeysetProperties[] = [
  lean,
  everything,
  { ...lean, ...eu },
  open,
  careless,
];

function takeInTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, turn) =>
    lists.flatMap((list) => list.slice(turn, turn + 1)),
  ).flat();
}
