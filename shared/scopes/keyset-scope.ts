import type { KeysetScope, PropertyValue } from './keyset-scope-schema.ts';

// The page uses the table below, and its policy refuses what zod does when a schema is made.
export type { KeysetScope, PropertyValue };

export type KeysetFieldGroup =
  'Storage' | 'Access' | 'App Context' | 'Files' | 'Presence' | 'Streams';

/** One property: its type, unit, range and what depends on it. */
export interface KeysetField {
  readonly name: string;
  readonly label: string;
  readonly group: KeysetFieldGroup;
  readonly input:
    | { readonly type: 'switch'; /** The provider knows no "off". */ readonly onlyOn?: true }
    | {
        readonly type: 'integer';
        readonly unit: string;
        readonly min: number;
        readonly max: number | null;
      }
    | { readonly type: 'text'; readonly maxLength: number; readonly nullable: boolean };
  /** Has no effect while this switch is off. */
  readonly requires: string | null;
  /** Changing it may destroy data: asks for the key's name to be typed. */
  readonly danger: 'files-may-be-lost' | 'data-may-move' | null;
  /** What running clients feel when it changes, in words. */
  readonly effect: string | null;
}

const toggle = (
  name: string,
  label: string,
  group: KeysetFieldGroup,
  requires: string | null = null,
  effect: string | null = null,
): KeysetField => ({
  name,
  label,
  group,
  input: { type: 'switch' },
  requires,
  danger: null,
  effect,
});

const integer = (
  name: string,
  label: string,
  group: KeysetFieldGroup,
  range: { readonly unit: string; readonly min: number; readonly max: number | null },
  requires: string | null,
): KeysetField => ({
  name,
  label,
  group,
  input: { type: 'integer', ...range },
  requires,
  danger: null,
  effect: null,
});

/**
 * The 25 properties of a v1 keyset besides its name, with ranges from "REST APIs for Provisioning
 * Keys" (PubNub Admin API v1) and, where that text is silent, the bounds of Admin API v2.
 */
export const keysetFieldsV1: readonly KeysetField[] = [
  toggle('history', 'Message persistence', 'Storage', null, 'Off: clients get no message history.'),
  integer(
    'message_storage_ttl',
    'Keep messages',
    'Storage',
    { unit: 'days', min: 1, max: 365 },
    'history',
  ),
  toggle('lms', 'Large message storage', 'Storage', 'history'),
  toggle(
    'uls',
    'Access Manager',
    'Access',
    null,
    'On: clients without a token are refused at once. Off: everybody with the subscribe key may read and write.',
  ),
  toggle('pam_objects_disallow_getallchannels', 'Forbid listing all channels', 'Access', 'uls'),
  toggle('pam_objects_disallow_getalluuids', 'Forbid listing all users', 'Access', 'uls'),
  toggle('objects', 'App Context', 'App Context', null, 'Off: calls to App Context are refused.'),
  {
    name: 'objects_region',
    label: 'App Context region',
    group: 'App Context',
    input: { type: 'text', maxLength: 40, nullable: false },
    requires: 'objects',
    danger: 'data-may-move',
    effect: 'Data of the old region may no longer be reachable.',
  },
  toggle('objects_user_events_enabled', 'User events', 'App Context', 'objects'),
  toggle('objects_space_events_enabled', 'Channel events', 'App Context', 'objects'),
  toggle('objects_membership_events_enabled', 'Membership events', 'App Context', 'objects'),
  toggle('files_enabled', 'File sharing', 'Files', null, 'Off: uploads and downloads are refused.'),
  {
    name: 'files_s3_bucket_region',
    label: 'Files region',
    group: 'Files',
    input: { type: 'text', maxLength: 40, nullable: false },
    requires: 'files_enabled',
    danger: 'files-may-be-lost',
    effect: 'Existing files may be lost.',
  },
  integer(
    'files_ttl_in_days',
    'Keep files',
    'Files',
    { unit: 'days', min: 0, max: null },
    'files_enabled',
  ),
  toggle('presence', 'Presence', 'Presence', null, 'Off: join, leave and occupancy events stop.'),
  integer(
    'presence_announce_max',
    'Announce up to',
    'Presence',
    { unit: 'occupants', min: 1, max: 100 },
    'presence',
  ),
  integer(
    'presence_interval',
    'Interval',
    'Presence',
    { unit: 'seconds', min: 1, max: 300 },
    'presence',
  ),
  toggle('presence_deltas', 'Send deltas', 'Presence', 'presence'),
  toggle('presence_leave_on_disconnect', 'Leave on disconnect', 'Presence', 'presence'),
  toggle('presence_stream_filtering', 'Stream filtering', 'Presence', 'presence'),
  {
    name: 'presence_active_notice_channel',
    label: 'Active notice channel',
    group: 'Presence',
    input: { type: 'text', maxLength: 92, nullable: true },
    requires: 'presence',
    danger: null,
    effect: null,
  },
  integer(
    'presence_debounce',
    'Debounce',
    'Presence',
    { unit: 'seconds', min: 0, max: null },
    'presence',
  ),
  toggle('presence_store_event_messages', 'Store presence events', 'Presence', 'presence'),
  {
    name: 'multiplexing',
    label: 'Stream controller',
    group: 'Streams',
    input: { type: 'switch', onlyOn: true },
    requires: null,
    danger: null,
    effect: null,
  },
  toggle(
    'wildcardsubscribe',
    'Wildcard subscribe',
    'Streams',
    null,
    'Off: subscriptions to `name.*` are refused.',
  ),
];

const fieldsByGeneration = { v1: keysetFieldsV1 } as const;

/** The fields of a scope's generation, in the order in which they are shown. */
export function keysetFields(generation: KeysetScope['generation']): readonly KeysetField[] {
  return fieldsByGeneration[generation];
}

/** Why a value is refused for a field, in words; null when it is fine. */
export function keysetValueProblem(field: KeysetField, value: PropertyValue): string | null {
  const { input } = field;
  switch (input.type) {
    case 'switch':
      if (typeof value !== 'boolean') return `${field.label} is on or off.`;
      return input.onlyOn === true && !value ? `${field.label} cannot be turned off here.` : null;
    case 'integer': {
      if (typeof value !== 'number' || !Number.isInteger(value))
        return `${field.label} is a whole number of ${input.unit}.`;
      if (value < input.min || (input.max !== null && value > input.max)) {
        const range = input.max === null ? `${input.min} or more` : `${input.min} to ${input.max}`;
        return `${field.label}: ${range} ${input.unit}.`;
      }
      return null;
    }
    case 'text':
      if (value === null) return input.nullable ? null : `${field.label} must be filled in.`;
      if (typeof value !== 'string' || value.trim() === '')
        return `${field.label} must be filled in.`;
      return value.length > input.maxLength
        ? `${field.label}: at most ${input.maxLength} characters.`
        : null;
  }
}

/** One changed property, for the diff before saving. */
export interface PropertyChange {
  readonly field: KeysetField;
  /** Undefined: the provider did not send this property before. */
  readonly before: PropertyValue | undefined;
  readonly after: PropertyValue;
}

/** The known properties in which two configurations differ, in the order of the field table. */
export function keysetChanges(
  before: KeysetScope,
  after: Readonly<Record<string, PropertyValue>>,
): PropertyChange[] {
  const changes: PropertyChange[] = [];
  for (const field of keysetFields(before.generation)) {
    const next = after[field.name];
    const previous = before.properties[field.name];
    if (next !== undefined && next !== previous)
      changes.push({ field, before: previous, after: next });
  }
  return changes;
}

/** A value as a person reads it: "on", "30 days", "aws-iad-1", "not set". */
export function keysetValueText(field: KeysetField, value: PropertyValue | undefined): string {
  if (value === undefined) return 'not sent by the provider';
  if (value === null) return 'not set';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') {
    if (field.input.type !== 'integer') return String(value);
    const { unit } = field.input;
    // Every unit of the table is an English plural in "s".
    return `${value} ${value === 1 ? unit.slice(0, -1) : unit}`;
  }
  return value;
}

/** The scope in a few words, most telling first. */
export function keysetScopeWords(scope: KeysetScope): string[] {
  const property = (name: string): PropertyValue | undefined => scope.properties[name];
  const words: string[] = [];
  if (property('uls') === false) words.push('open access');
  if (property('uls') === true) words.push('access manager');
  if (property('history') === true) {
    const days = property('message_storage_ttl');
    words.push(typeof days === 'number' ? `history ${days} d` : 'history');
  }
  if (property('presence') === true) words.push('presence');
  if (property('objects') === true) words.push('app context');
  if (property('files_enabled') === true) words.push('files');
  if (property('wildcardsubscribe') === true) words.push('wildcards');
  return words;
}
