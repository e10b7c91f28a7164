import type { KeysetField, KeysetFieldGroup } from './keyset-field.ts';
import { keysetFieldsV2 } from './keyset-fields-v2.ts';
import type { KeysetScope, PropertyValue } from './keyset-scope-schema.ts';

export type { KeysetField, KeysetFieldGroup };
// The page uses the tables of fields, and its policy refuses what zod does when a schema is made.
export type { KeysetScope, PropertyValue };

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
    'Off: subscriptions to name.* are refused.',
  ),
];

const fieldsByGeneration = { v1: keysetFieldsV1, v2: keysetFieldsV2 } as const;

/** The fields of a scope's generation, in the order in which they are shown. */
export function keysetFields(generation: KeysetScope['generation']): readonly KeysetField[] {
  return fieldsByGeneration[generation];
}

/** Why a value is refused for a field, in words; null when it is fine. */
export function keysetValueProblem(field: KeysetField, value: PropertyValue): string | null {
  const { input } = field;
  if (field.locked === 'read-only') return `${field.label} can only be read.`;
  switch (input.type) {
    case 'switch':
      if (value === null && input.nullable === true) return null;
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
    case 'choice':
      return (typeof value === 'number' || typeof value === 'string') &&
        input.values.includes(value)
        ? null
        : `${field.label}: one of ${input.values.map((one) => choiceText(field, one)).join(', ')}.`;
    case 'text':
      if (value === null) return input.nullable ? null : `${field.label} must be filled in.`;
      if (typeof value !== 'string' || value.trim() === '')
        return `${field.label} must be filled in.`;
      return value.length > input.maxLength
        ? `${field.label}: at most ${input.maxLength} characters.`
        : null;
  }
}

/**
 * Why a field cannot be set to anything else, in words; null when it can. `shown` is what the
 * provider has: a region stays for ever once it is set (PubNub Admin API v2, "Create a new keyset").
 */
export function keysetLockReason(
  field: KeysetField,
  shown: PropertyValue | undefined,
): string | null {
  if (field.locked === 'read-only') return 'The provider sets it; it can only be read here.';
  if (field.locked !== 'once-set' || shown === null || shown === undefined) return null;
  return 'The provider does not let it be changed once it is set.';
}

/**
 * What a whole configuration lacks, in words by field: some fields need a value while their switch
 * is on. For a new keyset these are the settings that are sent, for a changed one all it will have.
 */
export function keysetRuleProblems(
  generation: KeysetScope['generation'],
  properties: Readonly<Record<string, PropertyValue>>,
): Readonly<Record<string, string>> {
  const fields = keysetFields(generation);
  const lacking = fields.filter(
    ({ name, requires, neededWhenOn }) =>
      neededWhenOn === true &&
      requires !== null &&
      properties[requires] === true &&
      (properties[name] ?? null) === null,
  );
  return Object.fromEntries(
    lacking.map(({ name, label, requires }) => {
      const owner = fields.find((other) => other.name === requires)?.label ?? requires ?? '';
      return [name, `${label} must be chosen when ${owner} is on.`];
    }),
  );
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
  return choiceText(field, value);
}

function choiceText({ input }: KeysetField, value: number | string): string {
  if (typeof value === 'string') return value;
  if (input.type === 'choice' && value === 0 && input.zeroMeans !== undefined)
    return input.zeroMeans;
  const unit = input.type === 'integer' || input.type === 'choice' ? input.unit : null;
  if (unit === null) return String(value);
  // Every unit of the tables is an English plural in "s".
  return `${value} ${value === 1 ? unit.slice(0, -1) : unit}`;
}
