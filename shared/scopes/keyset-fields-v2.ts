import type { KeysetField, KeysetFieldGroup } from './keyset-field.ts';

type Rest = Partial<Pick<KeysetField, 'effect' | 'locked' | 'neededWhenOn'>>;

function field(
  name: string,
  label: string,
  group: KeysetFieldGroup,
  input: KeysetField['input'],
  rest: Rest = {},
): KeysetField {
  const section = name.slice(0, name.indexOf('.'));
  const isSwitchOfSection = name === `${section}.enabled`;
  return {
    ...{ name, label, group, input },
    // `fcm` has no switch.
    requires: isSwitchOfSection || section === 'fcm' ? null : `${section}.enabled`,
    danger: null,
    effect: null,
    ...rest,
  };
}

const toggle = { type: 'switch' } as const;
const text = (maxLength: number) => ({ type: 'text', maxLength, nullable: false }) as const;
const integer = (unit: string, min: number, max: number | null) =>
  ({ type: 'integer', unit, min, max }) as const;
const region = (...values: readonly string[]) => ({ type: 'choice', values, unit: null }) as const;
const retention = {
  type: 'choice',
  values: [1, 7, 30, 90, 180, 365, 0],
  unit: 'days',
  zeroMeans: 'unlimited',
} as const;

/**
 * The settings of a v2 keyset as dotted names of its nested configuration, with the enumerations and
 * ranges of "Create a new keyset" (PubNub Admin API v2). Which values a plan includes is left to the
 * server.
 */
export const keysetFieldsV2: readonly KeysetField[] = [
  field('messagePersistence.enabled', 'Message persistence', 'Storage', toggle, {
    effect: 'Off: clients get no message history.',
  }),
  field('messagePersistence.retention', 'Keep messages', 'Storage', retention, {
    neededWhenOn: true,
  }),
  field('messagePersistence.deleteFromHistory', 'Delete from history', 'Storage', toggle),
  field('messagePersistence.includePresenceEvents', 'Store presence events', 'Storage', toggle),
  field('accessManager.enabled', 'Access Manager', 'Access', toggle, {
    effect:
      'On: clients without a token are refused at once. Off: everybody with the subscribe key may read and write.',
  }),
  field('accessManager.tokenRevoke', 'Token revocation', 'Access', { ...toggle, nullable: true }),
  field('appContext.enabled', 'App Context', 'App Context', toggle, {
    effect: 'Off: calls to App Context are refused.',
  }),
  field(
    'appContext.region',
    'App Context region',
    'App Context',
    region('aws-iad-1', 'aws-pdx-1', 'aws-fra-1', 'aws-bom-1', 'aws-hnd-1'),
    { locked: 'once-set', neededWhenOn: true },
  ),
  field('appContext.userMetadataEvents', 'User events', 'App Context', toggle),
  field('appContext.channelMetadataEvents', 'Channel events', 'App Context', toggle),
  field('appContext.membershipEvents', 'Membership events', 'App Context', toggle),
  field(
    'appContext.disallowGetAllChannelMetadata',
    'Forbid listing all channels',
    'App Context',
    toggle,
  ),
  field('appContext.disallowGetAllUserMetadata', 'Forbid listing all users', 'App Context', toggle),
  field('appContext.referentialIntegrity', 'Referential integrity', 'App Context', toggle),
  field('files.enabled', 'File sharing', 'Files', toggle, {
    effect: 'Off: uploads and downloads are refused.',
  }),
  field(
    'files.region',
    'Files region',
    'Files',
    region('us-east-1', 'us-west-1', 'eu-central-1', 'ap-south-1', 'ap-northeast-1'),
    { locked: 'once-set', neededWhenOn: true },
  ),
  field('files.retention', 'Keep files', 'Files', retention, { neededWhenOn: true }),
  field('presence.enabled', 'Presence', 'Presence', toggle, {
    effect: 'Off: join, leave and occupancy events stop.',
  }),
  field('presence.announceMax', 'Announce up to', 'Presence', integer('occupants', 0, 100)),
  field('presence.interval', 'Interval', 'Presence', integer('seconds', 10, null)),
  field('presence.deltas', 'Send deltas', 'Presence', toggle),
  field('presence.generateLeaveOnDisconnect', 'Leave on disconnect', 'Presence', toggle),
  field('presence.streamFiltering', 'Stream filtering', 'Presence', toggle),
  field('presence.activeNoticeChannel', 'Active notice channel', 'Presence', text(92)),
  field('presence.debounce', 'Debounce', 'Presence', integer('seconds', 0, null)),
  field('streamController.enabled', 'Stream controller', 'Streams', toggle),
  field('streamController.wildcardSubscribe', 'Wildcard subscribe', 'Streams', toggle, {
    effect: 'Off: subscriptions to name.* are refused.',
  }),
  field(
    'streamController.channelGroupLimit',
    'Channels in a group',
    'Streams',
    integer('channels', 1, 2_000),
  ),
  field('apns.enabled', 'Apple push', 'Push', toggle, {
    effect: 'Off: Apple devices get no push messages.',
  }),
  field('apns.teamId', 'Apple team', 'Push', text(100)),
  field('apns.authKeyId', 'Apple key id', 'Push', text(100)),
  field('apns.filename', 'Apple key file', 'Push', text(500), { locked: 'read-only' }),
  field('fcm.filename', 'Firebase key file', 'Push', text(500), { locked: 'read-only' }),
];
