import { noAnnotations, type Part } from '../../../shared/keys/key.ts';
import {
  connectionIdSchema,
  containerIdSchema,
  keyIdSchema,
  partIdSchema,
  rotationIdSchema,
  vaultEntryIdSchema,
} from '../../../shared/lib/ids.ts';
import type { ConnectionRecord, KeyRecord } from '../../../electron/services/ports/stores.ts';
import type { NewActivity, VaultRecord } from '../../../electron/services/ports/stores.ts';
import type { Container } from '../../../shared/connections/connection.ts';

const idText = (prefix: string, number: number): string =>
  `01${prefix}${String(number).padStart(24 - prefix.length, '0')}`;

export const connectionIdOf = (number: number) => connectionIdSchema.parse(idText('C', number));
export const containerIdOf = (number: number) => containerIdSchema.parse(idText('B', number));
export const keyIdOf = (number: number) => keyIdSchema.parse(idText('K', number));
export const partIdOf = (number: number) => partIdSchema.parse(idText('P', number));
export const rotationIdOf = (number: number) => rotationIdSchema.parse(idText('R', number));
export const vaultEntryIdOf = (number: number) => vaultEntryIdSchema.parse(idText('V', number));

export function connectionRecord(
  number: number,
  changes: Partial<ConnectionRecord> = {},
): ConnectionRecord {
  return {
    id: connectionIdOf(number),
    providerId: 'pubnub-v1',
    label: `Account ${String(number)}`,
    accountId: String(number),
    accountName: `person${String(number)}@example.com`,
    baseUrl: 'https://admin.example.com/api',
    dataPlaneUrl: 'https://data.example.com',
    isSandbox: false,
    credentialId: null,
    credentialExpiresAt: null,
    credentialProven: false,
    lastSyncAt: null,
    lastSyncError: null,
    ...changes,
  };
}

export function container(number: number, changes: Partial<Container> = {}): Container {
  return {
    id: containerIdOf(number),
    connectionId: connectionIdOf(1),
    providerContainerId: String(number),
    name: `App ${String(number)}`,
    ...changes,
  };
}

export function part(number: number, changes: Partial<Part> = {}): Part {
  return {
    id: partIdOf(number),
    role: 'secret',
    nature: 'secret',
    value: null,
    stub: 'sec-c-AbCdE',
    custody: 'at-provider',
    expiresAt: null,
    state: 'current',
    ...changes,
  };
}

export function keyRecord(number: number, changes: Partial<KeyRecord> = {}): KeyRecord {
  return {
    id: keyIdOf(number),
    connectionId: connectionIdOf(1),
    containerId: containerIdOf(1),
    providerKeyId: String(number),
    name: `Key ${String(number)}`,
    environment: 'production',
    status: 'active',
    createdAt: 1_700_000_000_000,
    firstSeenAt: 1_760_000_000_000,
    asOf: 1_760_000_000_000,
    seenInSync: null,
    lastRotatedAt: null,
    scope: {
      kind: 'keyset',
      generation: 'v1',
      properties: { history: true, message_storage_ttl: 7, files_s3_bucket_region: 'us-east-1' },
      unmanaged: ['apns_certificate'],
    },
    parts: [part(number)],
    annotations: noAnnotations,
    replaces: null,
    replacedBy: null,
    ...changes,
  };
}

export function vaultRecord(number: number, changes: Partial<VaultRecord> = {}): VaultRecord {
  return {
    id: vaultEntryIdOf(number),
    keyId: keyIdOf(1),
    name: `name-${String(number)}`,
    partId: null,
    custody: 'not-held',
    fingerprint: null,
    isAtProvider: true,
    writtenAt: null,
    asOf: 1_760_000_000_000,
    ...changes,
  };
}

export function activity(subject: string, changes: Partial<NewActivity> = {}): NewActivity {
  return {
    at: 1_760_000_000_000,
    action: 'key.edited',
    outcome: 'done',
    connectionId: null,
    keyId: null,
    rotationId: null,
    subject,
    facts: {},
    ...changes,
  };
}

/** A secret as the tests have them: any place where it turns up is a leak. */
export const canarySecret = (number: number): string =>
  `sec-c-AbCdERKCANARY${number.toString(16).padStart(24, '0')}`;
