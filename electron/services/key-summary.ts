import type { Custody, KeyDetails, KeySummary, Part } from '../../shared/keys/key.ts';
import { attentionOf } from '../../shared/keys/key-health.ts';
import { scopeWords } from '../../shared/scopes/scope-words.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import type { KeyRow } from './ports/stores.ts';

/** One list row from what is stored. */
export function summarize(row: KeyRow, settings: Settings, now: number): KeySummary {
  const { record } = row;
  const custody = custodyOf(record.parts);
  return {
    id: record.id,
    connectionId: record.connectionId,
    containerId: record.containerId,
    containerName: row.containerName,
    providerId: row.providerId,
    providerKeyId: record.providerKeyId,
    name: record.name,
    environment: record.environment,
    status: record.status,
    createdAt: record.createdAt,
    firstSeenAt: record.firstSeenAt,
    asOf: record.asOf,
    lastRotatedAt: record.lastRotatedAt,
    scopeWords: scopeWords(record.scope),
    custody,
    attention: attentionOf(
      {
        status: record.status,
        environment: record.environment,
        createdAt: record.createdAt,
        firstSeenAt: record.firstSeenAt,
        lastRotatedAt: record.lastRotatedAt,
        scope: record.scope,
        custody,
        openRotation: row.openRotationId !== null,
      },
      settings,
      now,
    ),
    openRotationId: row.openRotationId,
    owner: record.annotations.owner,
    purpose: record.annotations.purpose,
  };
}

export function detail(row: KeyRow, settings: Settings, now: number): KeyDetails {
  const { parts, scope, annotations, replaces, replacedBy } = row.record;
  return {
    summary: summarize(row, settings, now),
    parts: [...parts],
    scope,
    annotations,
    replaces,
    replacedBy,
  };
}

/**
 * Where the key's current secret is; of an ended key, where its last one is. A key without a secret
 * part counts as not held.
 */
export function custodyOf(parts: readonly Part[]): Custody {
  const secretParts = parts.filter((part) => part.nature === 'secret');
  const current = secretParts.find((part) => part.state !== 'ended') ?? secretParts[0];
  return current?.custody ?? 'not-held';
}
