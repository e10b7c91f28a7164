import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import { driftKindSchema } from '../../shared/keys/drift-row.ts';
import { driftOf } from '../../shared/keys/key-drift.ts';
import type { ConnectionId, KeyId } from '../../shared/lib/ids.ts';
import type { ConnectionSessions } from './connection-session.ts';
import { mergeKey } from './key-merge.ts';
import { withoutOwn, type OwnChange, type SentChange } from './own-changes.ts';
import type { Clock } from './ports/clock.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { IdSource } from './ports/id-source.ts';
import type { ProviderRegistry } from './ports/provider-adapter.ts';
import type { ProviderKey, ProviderKeyWithSecrets } from './ports/provider-values.ts';
import type { KeyRecord, KeyRow, Stores } from './ports/stores.ts';

interface Dependencies {
  readonly stores: Stores;
  readonly sessions: ConnectionSessions;
  readonly registry: ProviderRegistry;
  readonly events: EventPublisher;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Looks at single keys at the provider: after a change, only a fresh look tells what is true. */
export class KeyReader {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /** One key as the provider shows it now, with its secrets; nothing is saved. */
  read(connectionId: ConnectionId, providerKeyId: string): Promise<Result<ProviderKeyWithSecrets>> {
    return this.deps.sessions.call(connectionId, 'readKey', async ({ adapter, session }) => {
      const { readKey } = adapter.operations;
      if (readKey === undefined) return fail({ kind: 'not-supported', operation: 'readKey' });
      return readKey(session, providerKeyId, new AbortController().signal);
    });
  }

  /** Taken before a call of ours is sent, for the `refresh` after it. */
  ownChange(before: KeyRecord, sent: SentChange): OwnChange {
    return { sent, before, since: this.deps.clock.now() };
  }

  /**
   * After a change of ours: reads the key again and saves what the provider shows. What changed
   * without our sending it was done elsewhere, and no later sync would see it: it is noted here.
   */
  async refresh(keyId: KeyId, own?: OwnChange): Promise<Result<KeyRow>> {
    const { stores, events } = this.deps;
    const before = stores.keys.find(keyId)?.record;
    if (before === undefined) return fail({ kind: 'not-found', what: 'key' });
    const read = await this.read(before.connectionId, before.providerKeyId);
    if (!read.ok) return read;
    const current = stores.keys.find(keyId)?.record;
    if (current === undefined) return fail({ kind: 'not-found', what: 'key' });
    const record = this.merged(read.value.key, current, current);
    stores.transaction(() => {
      stores.keys.save(record);
      this.noteDrift(current, record, own ?? null);
    });
    events.publish('keys.changed', { connectionId: before.connectionId });
    const row = stores.keys.find(keyId);
    return row === null ? fail({ kind: 'not-found', what: 'key' }) : ok(row);
  }

  private noteDrift(current: KeyRecord, shown: KeyRecord, own: OwnChange | null): void {
    const { connections, drift } = this.deps.stores;
    const { id: keyId, connectionId } = current;
    // To the first sync everything is new.
    if ((connections.find(connectionId)?.lastSyncAt ?? null) === null) return;
    // A sync beside our call mixed what it sent with what was done elsewhere: told apart again here.
    const isMixed = own !== null && drift.dropOwn(keyId, own.since, driftKindSchema.options);
    const known = isMixed ? own.before : current;
    const changes = driftOf(own === null ? known : withoutOwn(known, own.sent, shown), shown);
    drift.add(
      connectionId,
      changes.map((change) => ({ ...change, keyId, at: shown.asOf })),
    );
  }

  /** What the provider shows, joined with what we hold; null `known` for a key that is new to us. */
  merged(
    shown: ProviderKey,
    place: Pick<KeyRecord, 'connectionId' | 'containerId'>,
    known: KeyRecord | null,
  ): KeyRecord {
    const { stores, registry, clock, ids } = this.deps;
    const { connectionId, containerId } = place;
    const providerId = stores.connections.find(connectionId)?.providerId ?? '';
    const canReadAgain = registry.find(providerId)?.descriptor.capabilities.readSecretAgain;
    return mergeKey(shown, {
      known,
      connectionId,
      containerId,
      syncId: null,
      now: clock.now(),
      providerCustody: canReadAgain === true ? 'at-provider' : 'not-held',
      ids,
    });
  }
}
