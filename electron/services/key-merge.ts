import { noAnnotations, type Part } from '../../shared/keys/key.ts';
import {
  keyIdSchema,
  partIdSchema,
  type ConnectionId,
  type ContainerId,
  type KeyId,
} from '../../shared/lib/ids.ts';
import type { IdSource } from './ports/id-source.ts';
import type { ProviderKey, ProviderPart } from './ports/provider-values.ts';
import type { KeyRecord } from './ports/stores.ts';

/**
 * Joins what the provider shows with what we hold. Our ids, custody, notes and lineage stay; a
 * secret we hold keeps its part as long as the provider's stub still fits it.
 */
export function mergeKey(
  shown: ProviderKey,
  context: {
    readonly known: KeyRecord | null;
    /** The id it had before its account was forgotten. */
    readonly formerId?: KeyId | undefined;
    readonly connectionId: ConnectionId;
    readonly containerId: ContainerId;
    readonly syncId: string | null;
    readonly now: number;
    /** Custody of a secret that we do not hold ourselves. */
    readonly providerCustody: 'at-provider' | 'not-held';
    readonly ids: IdSource;
  },
): KeyRecord {
  const { known, now, ids } = context;
  return {
    id: known?.id ?? context.formerId ?? keyIdSchema.parse(ids.ulid()),
    connectionId: context.connectionId,
    containerId: context.containerId,
    providerKeyId: shown.providerKeyId,
    name: shown.name,
    environment: shown.environment,
    status: shown.status,
    createdAt: shown.createdAt ?? known?.createdAt ?? null,
    firstSeenAt: known?.firstSeenAt ?? now,
    asOf: now,
    seenInSync: context.syncId ?? known?.seenInSync ?? null,
    lastRotatedAt: known?.lastRotatedAt ?? null,
    scope: shown.scope,
    parts: mergeParts(known?.parts ?? [], shown, context),
    annotations: known?.annotations ?? noAnnotations,
    replaces: known?.replaces ?? null,
    replacedBy: known?.replacedBy ?? null,
  };
}

function mergeParts(
  known: readonly Part[],
  { parts: shown, status, tellsSecrets }: ProviderKey,
  context: { readonly providerCustody: 'at-provider' | 'not-held'; readonly ids: IdSource },
): Part[] {
  const isEnded = status === 'ended';
  const state = isEnded ? 'ended' : 'current';
  const left = new Set(known);
  const merged = shown.map((part): Part => {
    const same = known.find(
      (candidate) => left.has(candidate) && isSamePart(candidate, part, isEnded),
    );
    if (same !== undefined) left.delete(same);
    return {
      id: same?.id ?? partIdSchema.parse(context.ids.ulid()),
      role: part.role,
      nature: part.nature,
      value: part.value,
      stub: part.stub ?? same?.stub ?? null,
      custody:
        same?.custody ?? (part.nature === 'secret' ? context.providerCustody : 'at-provider'),
      expiresAt: part.expiresAt === undefined ? (same?.expiresAt ?? null) : part.expiresAt,
      state: part.state ?? state,
    };
  });
  const unseen = [...left].filter((part) => part.nature === 'secret');
  if (tellsSecrets === false && !isEnded) return [...merged, ...unseen];
  // A secret we hold is never dropped because the provider stopped showing it.
  const held = unseen.filter(({ custody }) => custody === 'in-keychain' || custody === 'session');
  return [...merged, ...held.map((part): Part => ({ ...part, state: 'ended' }))];
}

function isSamePart(known: Part, shown: ProviderPart, isEnded: boolean): boolean {
  if (known.role !== shown.role || known.nature !== shown.nature) return false;
  if (shown.nature === 'identifier') return known.value === shown.value;
  if (known.stub !== null && shown.stub !== null) return known.stub === shown.stub;
  // Without stubs to compare, a secret that ended is not the one a living key shows now.
  return known.state !== 'ended' || isEnded;
}
