import type { DriftKind } from '../../shared/keys/drift-row.ts';
import type { DriftingKey } from '../../shared/keys/key-drift.ts';
import type { Environment } from '../../shared/keys/key.ts';
import { MINUTE_MS } from '../../shared/lib/duration.ts';
import type { KeyId } from '../../shared/lib/ids.ts';
import type { KeyScope, ScopeInput } from '../../shared/scopes/key-scope.ts';
import { keysetFields } from '../../shared/scopes/keyset-scope.ts';
import type { Clock } from './ports/clock.ts';
import type { KeyRecord, Stores } from './ports/stores.ts';

/** Longer than a call of ours takes, with its waiting and the look afterwards. */
const OWN_CALL_MS = 3 * MINUTE_MS;

/** What making and ending a key looks like to a sync. */
const lifecycleKinds: readonly DriftKind[] = ['created', 'status', 'gone'];

/** What a call of ours sends; null and absent: it stays. */
export interface SentChange {
  readonly name?: string | null;
  readonly environment?: Environment | null;
  readonly scope?: ScopeInput | null;
  readonly status?: 'ended';
}

/** A call of ours: what it sends, and the key as we knew it when the call began. */
export interface OwnChange {
  readonly sent: SentChange;
  readonly before: KeyRecord;
  readonly since: number;
}

/**
 * A sync that ran beside our own call, which made or ended this key, may have seen what it did
 * before we saved it: that was not done elsewhere.
 */
export function dropOwnDrift(
  { stores, clock }: { readonly stores: Stores; readonly clock: Clock },
  keyId: KeyId,
  since = clock.now() - OWN_CALL_MS,
): void {
  stores.drift.dropOwn(keyId, since, lifecycleKinds);
}

/** What we knew of a key, with what our call sent as the provider shows it now: the rest is foreign. */
export function withoutOwn(known: DriftingKey, sent: SentChange, shown: DriftingKey): DriftingKey {
  const isSent = (value: unknown): boolean => value !== null && value !== undefined;
  return {
    name: isSent(sent.name) ? shown.name : known.name,
    environment: isSent(sent.environment) ? shown.environment : known.environment,
    status: isSent(sent.status) ? shown.status : known.status,
    scope: scopeWithoutOwn(known.scope, sent.scope ?? null, shown.scope),
  };
}

function scopeWithoutOwn(known: KeyScope, sent: ScopeInput | null, shown: KeyScope): KeyScope {
  if (sent === null) return known;
  if (sent.kind !== 'keyset' || known.kind !== 'keyset' || shown.kind !== 'keyset') return shown;
  // A switch takes its details with it.
  const names = keysetFields(known.generation)
    .filter(
      ({ name, requires }) =>
        name in sent.properties || (requires !== null && requires in sent.properties),
    )
    .map(({ name }) => name);
  const own = Object.entries(shown.properties).filter(([name]) => names.includes(name));
  return { ...known, properties: { ...known.properties, ...Object.fromEntries(own) } };
}
