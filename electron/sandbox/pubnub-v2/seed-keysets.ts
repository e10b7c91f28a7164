import type { KeysetConfig, KeysetType } from './account-record.ts';
import { defaultConfig, mergeConfig } from './keyset-config.ts';

/** A secret key that was rotated away, before key strings. */
interface RotatedSecretSeed {
  readonly rotatedDaysAgo: number;
  /** Negative: it has expired. */
  readonly expiresInDays: number;
}

/** One keyset of the believable account, before ids and key strings. */
export interface KeysetSeed {
  readonly app: string;
  readonly name: string;
  readonly type: KeysetType;
  readonly ageDays: number;
  readonly changedDaysAgo: number;
  readonly config: KeysetConfig;
  /** Oldest first. */
  readonly rotated?: readonly RotatedSecretSeed[];
}

const configured = (...changes: readonly KeysetConfig[]): KeysetConfig =>
  changes.reduce<KeysetConfig>(mergeConfig, defaultConfig);

/** Server to server: Access Manager, a week of messages, nothing else. */
const lean = configured({ accessManager: { enabled: true, tokenRevoke: true } });

const everything = configured({
  accessManager: { enabled: true, tokenRevoke: true },
  files: { enabled: true, retention: 30, region: 'us-east-1' },
  streamController: { wildcardSubscribe: true, channelGroupLimit: 500 },
  appContext: {
    enabled: true,
    userMetadataEvents: true,
    channelMetadataEvents: true,
    membershipEvents: true,
    disallowGetAllUserMetadata: true,
    referentialIntegrity: true,
    region: 'aws-iad-1',
  },
  messagePersistence: { includePresenceEvents: true, deleteFromHistory: true, retention: 30 },
  presence: {
    enabled: true,
    deltas: true,
    generateLeaveOnDisconnect: true,
    streamFiltering: true,
    activeNoticeChannel: 'presence-notices',
    interval: 30,
  },
});

/** A developer's keyset: open, so that everything works at once. */
const open = configured({
  messagePersistence: { retention: 1 },
  presence: { enabled: true, generateLeaveOnDisconnect: true },
});

/** Nobody looked at this one: open to everybody, messages and files for ever, wildcards. */
const careless = configured(everything, {
  accessManager: { enabled: false, tokenRevoke: null },
  files: { retention: 0 },
  messagePersistence: { retention: 0 },
  appContext: { disallowGetAllUserMetadata: false },
});

const eu: KeysetConfig = {
  files: { region: 'eu-central-1' },
  appContext: { region: 'aws-fra-1' },
};

const push: KeysetConfig = {
  apns: {
    enabled: true,
    teamId: 'LARKSPUR01',
    authKeyId: 'APNS4K7Q2M',
    filename: 'AuthKey_Larkspur.p8',
  },
  fcm: { filename: 'larkspur-firebase.json' },
};

/** Sections of other editions of the API, which nobody here may write; the marker makes a leak visible. */
const newer: KeysetConfig = {
  dataSync: { enabled: true, region: 'aws-iad-1' },
  internal: { tokenKey: 'RKCANARY-token-key-51d7c09e' },
};

type Row = readonly [
  name: string,
  type: KeysetType,
  ageDays: number,
  changedDaysAgo: number,
  config: KeysetConfig,
  rotated?: readonly RotatedSecretSeed[],
];

const rowsByApp: Readonly<Record<string, readonly Row[]>> = {
  Orders: [
    [
      'orders-prod',
      'production',
      203,
      9,
      configured(lean, newer),
      [
        { rotatedDaysAgo: 95, expiresInDays: -65 },
        { rotatedDaysAgo: 9, expiresInDays: 21 },
      ],
    ],
    ['orders-staging', 'testing', 203, 40, lean],
    ['orders-dev', 'testing', 88, 2, open],
    ['orders-prod-eu', 'production', 150, 33, configured(everything, eu)],
    ['orders-warehouse-sync', 'production', 611, 590, careless],
  ],
  Chat: [
    [
      'chat-prod',
      'production',
      402,
      14,
      configured(everything, push),
      [
        { rotatedDaysAgo: 120, expiresInDays: 60 },
        { rotatedDaysAgo: 80, expiresInDays: 90 },
        { rotatedDaysAgo: 50, expiresInDays: 120 },
        { rotatedDaysAgo: 30, expiresInDays: 150 },
        { rotatedDaysAgo: 14, expiresInDays: 180 },
      ],
    ],
    ['chat-staging', 'testing', 377, 60, everything],
    ['chat-support-widget', 'production', 298, 298, careless],
    ['chat-bots', 'production', 57, 11, configured(lean, { presence: { enabled: true } })],
    ['chat-demo', 'testing', 71, 71, careless],
  ],
  Telemetry: [
    [
      'telemetry-ingest-prod',
      'production',
      341,
      1,
      configured(lean, newer, { messagePersistence: { retention: 1 } }),
      [{ rotatedDaysAgo: 1, expiresInDays: 2 }],
    ],
    ['telemetry-staging', 'testing', 341, 12, lean],
    ['telemetry-dashboards', 'production', 466, 466, configured(careless, eu)],
    [
      'telemetry-soak-test',
      'testing',
      160,
      144,
      configured(open, { messagePersistence: { enabled: false } }),
    ],
  ],
  Storefront: [
    [
      'storefront-web-prod',
      'production',
      519,
      25,
      configured(everything, { accessManager: { enabled: false } }),
    ],
    ['storefront-staging', 'testing', 236, 25, everything],
    ['storefront-ios', 'production', 181, 58, configured(everything, push)],
    ['storefront-black-friday-2025', 'production', 351, 340, careless],
    ['storefront-preview', 'testing', 24, 5, open],
  ],
};

/** The four apps, oldest intention first. */
export const seededApps: readonly string[] = Object.keys(rowsByApp);

/** The believable account: nineteen keysets, taken from the apps in turn so that any number is mixed. */
export const believableKeysets: readonly KeysetSeed[] = takeInTurn(
  Object.entries(rowsByApp).map(([app, rows]) =>
    rows.map(([name, type, ageDays, changedDaysAgo, config, rotated]) => ({
      ...{ app, name, type, ageDays, changedDaysAgo, config },
      ...(rotated !== undefined && { rotated }),
    })),
  ),
);

/** Configurations for accounts larger than believable, from careful to careless. */
export const commonConfigurations: readonly KeysetConfig[] = [
  lean,
  everything,
  configured(everything, eu),
  open,
  careless,
];

function takeInTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, turn) =>
    lists.flatMap((list) => list.slice(turn, turn + 1)),
  ).flat();
}
