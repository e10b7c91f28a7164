import { z } from 'zod';

/** What a property may hold on the wire; old keysets carry `true` and `"1"` where new ones have 1. */
export type PropertyValue = string | number | boolean | null;
export type KeysetProperties = Readonly<Record<string, PropertyValue>>;

const maxChannelName = 92;

/** Documented as 0 or 1; the vendor's own v1 client sends JSON booleans. Kept as 0 or 1. */
const onOff = z
  .union([z.literal([0, 1]), z.boolean()], { error: 'must be 0 or 1' })
  .transform((value) => (value === true || value === 1 ? 1 : 0));
const integer = (min: number, max?: number): z.ZodInt =>
  max === undefined ? z.int().min(min) : z.int().min(min).max(max);
const region = z.string().regex(/^[a-z]{2,}-[a-z0-9]+(-[a-z0-9]+)*$/, 'must be a region name');

/**
 * The 26 properties of "REST APIs for Provisioning Keys" (PubNub Admin API v1). Where that text
 * names no range, the bounds are those of an older edition of it (presence) or unverified.
 */
const keysetPropertiesSchema = z.strictObject({
  name: z.string().refine((name) => name.trim() !== '', 'must not be empty'),
  history: onOff,
  message_storage_ttl: integer(1, 365),
  lms: onOff,
  // The text lists "1 = enabled" only.
  multiplexing: z
    .union([z.literal(1), z.literal(true)], { error: 'must be 1' })
    .transform((): number => 1),
  uls: onOff,
  objects: onOff,
  objects_region: region,
  objects_user_events_enabled: onOff,
  objects_space_events_enabled: onOff,
  objects_membership_events_enabled: onOff,
  pam_objects_disallow_getallchannels: onOff,
  pam_objects_disallow_getalluuids: onOff,
  files_enabled: onOff,
  files_s3_bucket_region: region,
  files_ttl_in_days: integer(0),
  presence: onOff,
  presence_announce_max: integer(1, 100),
  presence_interval: integer(1, 300),
  presence_deltas: onOff,
  presence_leave_on_disconnect: onOff,
  presence_stream_filtering: onOff,
  presence_active_notice_channel: z.string().min(1).max(maxChannelName).nullable(),
  presence_debounce: integer(0),
  presence_store_event_messages: onOff,
  wildcardsubscribe: onOff,
});

/** What a new keyset gets for everything its creator left out; unverified but for storage. */
export const defaultProperties = {
  history: 1,
  message_storage_ttl: 7,
  lms: 0,
  multiplexing: 1,
  uls: 0,
  objects: 0,
  objects_region: 'aws-iad-1',
  objects_user_events_enabled: 0,
  objects_space_events_enabled: 0,
  objects_membership_events_enabled: 0,
  pam_objects_disallow_getallchannels: 0,
  pam_objects_disallow_getalluuids: 0,
  files_enabled: 0,
  files_s3_bucket_region: 'us-east-1',
  files_ttl_in_days: 7,
  presence: 0,
  presence_announce_max: 20,
  presence_interval: 10,
  presence_deltas: 0,
  presence_leave_on_disconnect: 0,
  presence_stream_filtering: 0,
  presence_active_notice_channel: null,
  presence_debounce: 2,
  presence_store_event_messages: 0,
  wildcardsubscribe: 0,
} as const satisfies Omit<z.infer<typeof keysetPropertiesSchema>, 'name'>;

/** What `POST /keys` takes: the name, and any of the others. */
export const newPropertiesSchema = keysetPropertiesSchema
  .partial()
  .required({ name: true })
  .transform(sentOnly);

/** What `PUT /keys/{id}` takes: any of them, and only those are changed. */
export const changedPropertiesSchema = keysetPropertiesSchema.partial().transform(sentOnly);

/** JSON knows no undefined, but the type of an optional property does. */
function sentOnly(
  properties: Readonly<Record<string, PropertyValue | undefined>>,
): KeysetProperties {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

/** Whether a switch is on, in any of the three spellings that real keysets carry. */
export function isOn(properties: KeysetProperties, name: string): boolean {
  const value = properties[name];
  return value === 1 || value === true || value === '1';
}
