/**
 * Answers in the shapes of "REST APIs for Provisioning Keys" (PubNub Admin API v1), with invented
 * values. Every secret carries the canary.
 */
export const canarySecrets = {
  session: 'sess-RKCANARY-00000000000000000001',
  password: 'RKCANARY correct horse',
  key: 'sec-c-Ab3dERKCANARY00112233445566778899aabbccddeeff',
  vaultValue: 'RKCANARY-vault-"value"',
  unmanaged: 'RKCANARY-apns-token-key',
} as const;

export const wireProperties = {
  name: 'orders-prod',
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
} as const;

export const properties = {
  history: true,
  message_storage_ttl: 30,
  lms: true,
  multiplexing: true,
  uls: true,
  objects: true,
  objects_region: 'aws-iad-1',
  objects_user_events_enabled: true,
  objects_space_events_enabled: true,
  objects_membership_events_enabled: true,
  pam_objects_disallow_getallchannels: false,
  pam_objects_disallow_getalluuids: false,
  files_enabled: true,
  files_s3_bucket_region: 'us-east-1',
  files_ttl_in_days: 7,
  presence: true,
  presence_announce_max: 20,
  presence_interval: 30,
  presence_deltas: true,
  presence_leave_on_disconnect: true,
  presence_stream_filtering: true,
  presence_active_notice_channel: null,
  presence_debounce: 2,
  presence_store_event_messages: true,
  wildcardsubscribe: true,
} as const;

export const wireKeyset = {
  id: 50012,
  app_id: 9001,
  type: 1,
  status: 1,
  publish_key: 'pub-c-11111111-1111-4111-8111-111111111111',
  subscribe_key: 'sub-c-22222222-2222-4222-8222-222222222222',
  secret_key: canarySecrets.key,
  properties: { ...wireProperties, token_key: canarySecrets.unmanaged, blocks: 1 },
  created: 1_767_225_600,
  modified: null,
  expires: null,
  product_id: 1,
} as const;

export const keysetScope = {
  kind: 'keyset',
  generation: 'v1',
  properties,
  unmanaged: ['blocks', 'token_key'],
} as const;

export const keyset = {
  providerKeyId: '50012',
  providerContainerId: '9001',
  name: 'orders-prod',
  environment: 'production',
  status: 'active',
  createdAt: 1_767_225_600_000,
  scope: keysetScope,
  parts: [
    { role: 'publish', nature: 'identifier', value: wireKeyset.publish_key, stub: null },
    { role: 'subscribe', nature: 'identifier', value: wireKeyset.subscribe_key, stub: null },
    { role: 'secret', nature: 'secret', value: null, stub: 'sec-c-Ab3dE' },
  ],
} as const;

export const wireApp = {
  id: 9001,
  name: 'Orders',
  owner_id: 4200,
  status: 1,
  created: 1_767_225_600,
  modified: null,
  properties: { stats_channel: 'EXAMPLE' },
  dates: { stats_channel: { created: 1_767_225_600, modified: null } },
} as const;

export const signInAnswer = {
  result: {
    token: canarySecrets.session,
    user_id: 7001,
    status: 1,
    role: 'user',
    user: {
      id: 7001,
      account_id: 4200,
      email: 'ops@example.test',
      created: 1_431_339_000,
      deleted: 0,
      properties: { first: 'Ada', last: 'Example' },
      status: 4,
    },
    user_roles: { roles: {} },
    created: 1_767_225_600,
    expires: 1_769_817_600,
  },
} as const;
