import { z } from 'zod';
import type { ConfigValue, KeysetConfig } from './account-record.ts';

const days = z.literal([0, 1, 7, 30, 90, 180, 365]);
const maxChannelName = 92;

/**
 * The sections and fields of "Create a new keyset" (PubNub Admin API v2) with the enumerations and
 * ranges of that page. `filename` of the two push services is left out: it can only be read.
 */
export const configSchema = z
  .strictObject({
    accessManager: z.strictObject({
      enabled: z.boolean().optional(),
      tokenRevoke: z.boolean().nullable().optional(),
    }),
    files: z.strictObject({
      enabled: z.boolean().optional(),
      /** 0 is unlimited. */
      retention: days.optional(),
      region: z
        .enum(['us-east-1', 'us-west-1', 'eu-central-1', 'ap-south-1', 'ap-northeast-1'])
        .optional(),
    }),
    streamController: z.strictObject({
      enabled: z.boolean().optional(),
      wildcardSubscribe: z.boolean().optional(),
      channelGroupLimit: z.int().min(1).max(2_000).optional(),
    }),
    appContext: z.strictObject({
      enabled: z.boolean().optional(),
      userMetadataEvents: z.boolean().optional(),
      channelMetadataEvents: z.boolean().optional(),
      membershipEvents: z.boolean().optional(),
      disallowGetAllChannelMetadata: z.boolean().optional(),
      disallowGetAllUserMetadata: z.boolean().optional(),
      referentialIntegrity: z.boolean().optional(),
      region: z.enum(['aws-iad-1', 'aws-pdx-1', 'aws-fra-1', 'aws-bom-1', 'aws-hnd-1']).optional(),
    }),
    apns: z.strictObject({
      enabled: z.boolean().optional(),
      teamId: z.string().optional(),
      authKeyId: z.string().optional(),
    }),
    messagePersistence: z.strictObject({
      enabled: z.boolean().optional(),
      includePresenceEvents: z.boolean().optional(),
      deleteFromHistory: z.boolean().optional(),
      /** 0 is unlimited. */
      retention: days.optional(),
    }),
    presence: z.strictObject({
      enabled: z.boolean().optional(),
      deltas: z.boolean().optional(),
      generateLeaveOnDisconnect: z.boolean().optional(),
      streamFiltering: z.boolean().optional(),
      activeNoticeChannel: z.string().max(maxChannelName).optional(),
      announceMax: z.int().min(0).max(100).optional(),
      interval: z.int().min(10).optional(),
      debounce: z.int().min(0).optional(),
    }),
  })
  .partial()
  .transform(sentOnly);

/** JSON knows no undefined, but the type of an optional field does. */
function sentOnly(
  config: Readonly<Record<string, Readonly<Record<string, ConfigValue | undefined>> | undefined>>,
): KeysetConfig {
  const sent: Record<string, Record<string, ConfigValue>> = {};
  for (const [section, fields] of Object.entries(config)) {
    if (fields === undefined) continue;
    sent[section] = Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as const],
      ),
    );
  }
  return sent;
}

/** What a new keyset gets for everything its creator left out; unverified but for storage and presence. */
export const defaultConfig = {
  accessManager: { enabled: false, tokenRevoke: null },
  files: { enabled: false, retention: null, region: null },
  streamController: { enabled: true, wildcardSubscribe: false, channelGroupLimit: 100 },
  appContext: {
    enabled: false,
    userMetadataEvents: false,
    channelMetadataEvents: false,
    membershipEvents: false,
    disallowGetAllChannelMetadata: false,
    disallowGetAllUserMetadata: false,
    referentialIntegrity: false,
    region: null,
  },
  apns: { enabled: false, teamId: null, authKeyId: null, filename: null },
  fcm: { filename: null },
  messagePersistence: {
    enabled: true,
    includePresenceEvents: false,
    deleteFromHistory: false,
    retention: 7,
  },
  presence: {
    enabled: false,
    deltas: false,
    generateLeaveOnDisconnect: false,
    streamFiltering: false,
    activeNoticeChannel: null,
    announceMax: 20,
    interval: 10,
    debounce: 2,
  },
} as const satisfies KeysetConfig;

/** Field by field: what the change does not name stays, also sections this server lets nobody write. */
export function mergeConfig(before: KeysetConfig, change: KeysetConfig): KeysetConfig {
  const merged: Record<string, Readonly<Record<string, ConfigValue>>> = { ...before };
  for (const [section, fields] of Object.entries(change)) {
    merged[section] = { ...before[section], ...fields };
  }
  return merged;
}

/** Whether a section's switch is on. */
export const isOn = (config: KeysetConfig, section: string): boolean =>
  config[section]?.['enabled'] === true;

const requiredWhenEnabled: readonly (readonly [section: string, field: string])[] = [
  ['files', 'region'],
  ['files', 'retention'],
  ['appContext', 'region'],
  ['messagePersistence', 'retention'],
];
const fixedOnceSet: readonly (readonly [section: string, field: string])[] = [
  ['files', 'region'],
  ['appContext', 'region'],
];

/**
 * Rules over several fields. `before` is null while creating: then what a section needs when it is
 * turned on must be sent with it, whatever the default would be.
 */
export function configProblems(before: KeysetConfig | null, change: KeysetConfig): string[] {
  const known = (section: string, field: string): ConfigValue => before?.[section]?.[field] ?? null;
  const absent = requiredWhenEnabled
    .filter(
      ([section, field]) =>
        change[section]?.['enabled'] === true &&
        (change[section][field] ?? known(section, field)) === null,
    )
    .map(([section, field]) => `config.${section}.${field} is required when enabled is true`);
  const moved = fixedOnceSet
    .filter(([section, field]) => {
      const wanted = change[section]?.[field];
      const set = known(section, field);
      return wanted !== undefined && set !== null && wanted !== set;
    })
    .map(([section, field]) => `config.${section}.${field} cannot be changed once it is set`);
  return [...absent, ...moved];
}

const freeRetentionDays: readonly ConfigValue[] = [1, 7];
const freeChannelGroupLimit = 100;

/** Settings of this change that the free plan does not include. */
export function paidSettings(change: KeysetConfig): string[] {
  const limit = change['streamController']?.['channelGroupLimit'];
  return [
    ...['files', 'messagePersistence'].filter((section) => {
      const retention = change[section]?.['retention'];
      return retention !== undefined && !freeRetentionDays.includes(retention);
    }),
    ...(typeof limit === 'number' && limit > freeChannelGroupLimit ? ['streamController'] : []),
  ];
}
