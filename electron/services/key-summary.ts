import type { Custody, KeyDetails, KeySummary, Part } from '../../shared/keys/key.ts';
import type { DuePlan } from '../../shared/keys/due-plan.ts';
import { attentionOf } from '../../shared/keys/key-health.ts';
import { listWords } from '../../shared/keys/public-key.ts';
import { secretEndOf } from '../../shared/keys/rotation-due.ts';
import type { PartId } from '../../shared/lib/ids.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import type { FingerprintStore, KeyRecord, KeyRow } from './ports/stores.ts';

/** Which secrets were ever here, and which wait in escrow for the keychain. */
interface SecretsHere {
  readonly fingerprints: Pick<FingerprintStore, 'find'>;
  readonly inEscrow: ReadonlySet<PartId>;
  /** Of keys that were created here; an old secret waits for the end of its rotation. */
  readonly createdInEscrow: ReadonlySet<PartId>;
}

/** One list row from what is stored. */
export function summarize(
  row: KeyRow,
  settings: Settings,
  now: number,
  secrets: SecretsHere,
  plan: DuePlan,
): KeySummary {
  const { record } = row;
  const custody = custodyOf(shownParts(record.parts, secrets));
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
    scopeWords: listWords(record.scope, record.annotations),
    custody,
    attention: attentionOf(
      {
        status: record.status,
        environment: record.environment,
        createdAt: record.createdAt,
        firstSeenAt: record.firstSeenAt,
        lastRotatedAt: record.lastRotatedAt,
        secretEndsAt: secretEndOf(record.parts),
        plan,
        scope: record.scope,
        custody,
        wasHeld: custody !== 'not-held' || wasHeld(record, secrets),
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

export function detail(
  row: KeyRow,
  settings: Settings,
  now: number,
  secrets: SecretsHere,
  plan: DuePlan,
): KeyDetails {
  const { parts, scope, annotations, replaces, replacedBy } = row.record;
  return {
    summary: summarize(row, settings, now, secrets, plan),
    parts: [...shownParts(parts, secrets)],
    scope,
    annotations,
    replaces,
    replacedBy,
  };
}

/** A secret in escrow is here although the record of its part says nothing of it. */
function shownParts(
  parts: readonly Part[],
  { inEscrow, createdInEscrow }: SecretsHere,
): readonly Part[] {
  if (inEscrow.size === 0) return parts;
  const isWaiting = ({ id, custody }: Part): boolean =>
    custody === 'not-held'
      ? inEscrow.has(id)
      : custody === 'at-provider' && createdInEscrow.has(id);
  return parts.map((part) =>
    isWaiting(part) ? { ...part, custody: 'awaiting-keychain' as const } : part,
  );
}

/**
 * Where the key's current secret is; of an ended key, where its last one is. A key without a secret
 * part counts as not held.
 */
export function custodyOf(parts: readonly Part[]): Custody {
  return currentSecretPart(parts)?.custody ?? 'not-held';
}

function currentSecretPart(parts: readonly Part[]): Part | undefined {
  const secretParts = parts.filter((part) => part.nature === 'secret');
  return secretParts.find((part) => part.state !== 'ended') ?? secretParts[0];
}

/** Every secret that reaches Rekey leaves a fingerprint; a key with a predecessor came of a rotation. */
function wasHeld({ parts, replaces }: KeyRecord, { fingerprints }: SecretsHere): boolean {
  const part = currentSecretPart(parts);
  return replaces !== null || (part !== undefined && fingerprints.find(part.id) !== null);
}
