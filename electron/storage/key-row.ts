import { z } from 'zod';
import { environmentSchema, keyStatusSchema, partSchema } from '../../shared/keys/key.ts';
import {
  connectionIdSchema,
  containerIdSchema,
  instantSchema,
  keyIdSchema,
  rotationIdSchema,
} from '../../shared/lib/ids.ts';
import type { RotationId } from '../../shared/lib/ids.ts';
import { keyScopeSchema } from '../../shared/scopes/key-scope.ts';
import type { KeyRecord, KeyRow } from '../services/ports/stores.ts';
import { readParts } from './part-text.ts';
import type { ScopeText } from './scope-text.ts';

/** A row of `keys` joined with its sighting: the record, flat, with parts and scope as text. */
export interface KeyColumns extends Omit<KeyRecord, 'scope' | 'parts' | 'annotations'> {
  readonly owner: string;
  readonly purpose: string;
  readonly notes: string;
  readonly isPublic: number;
  readonly parts: string;
  readonly scope: string;
}

/** The row with what the list joins to it. */
export interface KeyRowColumns extends KeyColumns {
  readonly containerName: string;
  readonly providerId: string;
  readonly openRotationId: RotationId | null;
}

const recordSchema: z.ZodType<KeyRecord> = z.object({
  id: keyIdSchema,
  connectionId: connectionIdSchema,
  containerId: containerIdSchema,
  providerKeyId: z.string(),
  name: z.string(),
  environment: environmentSchema,
  status: keyStatusSchema,
  createdAt: instantSchema.nullable(),
  firstSeenAt: instantSchema,
  asOf: instantSchema,
  seenInSync: z.string().nullable(),
  lastRotatedAt: instantSchema.nullable(),
  scope: keyScopeSchema,
  parts: z.array(partSchema),
  annotations: z.object({
    notes: z.string(),
    owner: z.string(),
    purpose: z.string(),
    isPublic: z.boolean(),
  }),
  replaces: keyIdSchema.nullable(),
  replacedBy: keyIdSchema.nullable(),
});

const rowSchema: z.ZodType<KeyRow> = z.object({
  record: recordSchema,
  containerName: z.string(),
  providerId: z.string(),
  openRotationId: rotationIdSchema.nullable(),
});

/** One key, parsed by schema; null for no row. */
export function parsedKeyRowOf(
  columns: KeyRowColumns | undefined,
  scopes: ScopeText,
): KeyRow | null {
  return columns === undefined ? null : rowSchema.parse(keyRowOf(columns, scopes));
}

/**
 * A row of a long list. Not parsed by schema, which takes longer than all the rest: only the key
 * store writes these rows, and the database refuses a page that was changed outside.
 */
export function keyRowOf(columns: KeyRowColumns, scopes: ScopeText): KeyRow {
  const { containerName, providerId, openRotationId } = columns;
  return { record: keyRecordOf(columns, scopes), containerName, providerId, openRotationId };
}

/** A record of a long list; see `keyRowOf`. */
export function keyRecordOf(columns: KeyColumns, scopes: ScopeText): KeyRecord {
  return {
    id: columns.id,
    connectionId: columns.connectionId,
    containerId: columns.containerId,
    providerKeyId: columns.providerKeyId,
    name: columns.name,
    environment: columns.environment,
    status: columns.status,
    createdAt: columns.createdAt,
    firstSeenAt: columns.firstSeenAt,
    asOf: columns.asOf,
    seenInSync: columns.seenInSync,
    lastRotatedAt: columns.lastRotatedAt,
    scope: scopes.read(columns.scope),
    parts: readParts(columns.parts),
    annotations: {
      notes: columns.notes,
      owner: columns.owner,
      purpose: columns.purpose,
      isPublic: columns.isPublic === 1,
    },
    replaces: columns.replaces,
    replacedBy: columns.replacedBy,
  };
}
