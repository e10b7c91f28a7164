import { keysetEffects } from './keyset-effects.ts';
import type { KeysetField, KeysetFieldGroup } from './keyset-field.ts';

type Rest = Partial<
  Pick<KeysetField, 'effect' | 'locked' | 'neededWhenOn' | 'isNeverCleared' | 'planNote'>
>;

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
 * ranges of "Create a new keyset" (PubNub Admin API v2). Which values a plan includes is said, and
 * left to the server.
 */
export const keysetFieldsV2: readonly KeysetField[] = [
  field('messagePersistence.enabled', 'Message persistence', 'Storage', toggle, {
    effect: keysetEffects.history,
  }),
  field('messagePersistence.retention', 'Keep messages', 'Storage', retention, {
    effect: keysetEffects.historyDays,
    planNote: 'More than 7 days needs a paid plan, 365 days and unlimited the largest.',
    neededWhenOn: true,
  }),
  field('messagePersistence.deleteFromHistory', 'Delete from history', 'Storage', toggle, {
    effect: 'Off: no call can delete messages from the history.',
  }),
  field('messagePersistence.includePresenceEvents', 'Store presence events', 'Storage', toggle, {
    effect: keysetEffects.storedPresence,
  }),
  field('accessManager.enabled', 'Access Manager', 'Access', toggle, {
    effect: keysetEffects.accessManager,
  }),
  field(
    'accessManager.tokenRevoke',
    'Token revocation',
    'Access',
    { ...toggle, nullable: true },
    {
      effect:
        'On: tokens can be revoked, and checking them may make calls slower. Off: a token is good until it ends.',
    },
  ),
  field('appContext.enabled', 'App Context', 'App Context', toggle, {
    effect: keysetEffects.appContext,
  }),
  field(
    'appContext.region',
    'App Context region',
    'App Context',
    region('aws-iad-1', 'aws-pdx-1', 'aws-fra-1', 'aws-bom-1', 'aws-hnd-1'),
    { locked: 'once-set', neededWhenOn: true },
  ),
  field('appContext.userMetadataEvents', 'User events', 'App Context', toggle, {
    effect: keysetEffects.userEvents,
  }),
  field('appContext.channelMetadataEvents', 'Channel events', 'App Context', toggle, {
    effect: keysetEffects.channelEvents,
  }),
  field('appContext.membershipEvents', 'Membership events', 'App Context', toggle, {
    effect: keysetEffects.membershipEvents,
  }),
  field(
    'appContext.disallowGetAllChannelMetadata',
    'Forbid listing all channels',
    'App Context',
    toggle,
    { effect: keysetEffects.listingChannels },
  ),
  field(
    'appContext.disallowGetAllUserMetadata',
    'Forbid listing all users',
    'App Context',
    toggle,
    {
      effect: keysetEffects.listingUsers,
    },
  ),
  field('appContext.referentialIntegrity', 'Referential integrity', 'App Context', toggle, {
    effect:
      'On: a membership is refused unless its user and its channel have data, and goes when one of them is deleted.',
  }),
  field('files.enabled', 'File sharing', 'Files', toggle, {
    effect: keysetEffects.files,
  }),
  field(
    'files.region',
    'Files region',
    'Files',
    region('us-east-1', 'us-west-1', 'eu-central-1', 'ap-south-1', 'ap-northeast-1'),
    { locked: 'once-set', neededWhenOn: true },
  ),
  field('files.retention', 'Keep files', 'Files', retention, {
    effect: keysetEffects.fileDays,
    planNote: 'More than 7 days needs a paid plan, unlimited the largest.',
    neededWhenOn: true,
  }),
  field('presence.enabled', 'Presence', 'Presence', toggle, { effect: keysetEffects.presence }),
  field('presence.announceMax', 'Announce up to', 'Presence', integer('occupants', 0, 100), {
    effect: keysetEffects.announceMax,
  }),
  field('presence.interval', 'Interval', 'Presence', integer('seconds', 10, null), {
    effect: keysetEffects.presenceInterval,
  }),
  field('presence.deltas', 'Send deltas', 'Presence', toggle, {
    effect: keysetEffects.presenceDeltas,
  }),
  field('presence.generateLeaveOnDisconnect', 'Leave on disconnect', 'Presence', toggle, {
    effect: keysetEffects.leaveOnDisconnect,
  }),
  field('presence.streamFiltering', 'Stream filtering', 'Presence', toggle),
  field('presence.activeNoticeChannel', 'Active notice channel', 'Presence', text(92), {
    isNeverCleared: true,
  }),
  field('presence.debounce', 'Debounce', 'Presence', integer('seconds', 0, null)),
  field('streamController.enabled', 'Stream controller', 'Streams', toggle, {
    effect: keysetEffects.streamController,
  }),
  field('streamController.wildcardSubscribe', 'Wildcard subscribe', 'Streams', toggle, {
    effect: keysetEffects.wildcards,
  }),
  field(
    'streamController.channelGroupLimit',
    'Channels in a group',
    'Streams',
    integer('channels', 1, 2_000),
    { planNote: 'More than 100 channels needs a paid plan.' },
  ),
  field('apns.enabled', 'Apple push', 'Push', toggle, {
    effect: 'Off: Apple devices get no push messages.',
  }),
  field('apns.teamId', 'Apple team', 'Push', text(100), { isNeverCleared: true }),
  field('apns.authKeyId', 'Apple key id', 'Push', text(100), { isNeverCleared: true }),
  field('apns.filename', 'Apple key file', 'Push', text(500), { locked: 'read-only' }),
  field('fcm.filename', 'Firebase key file', 'Push', text(500), { locked: 'read-only' }),
];
