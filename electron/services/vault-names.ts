import { fail, type Result } from '../../shared/errors/app-error.ts';
import { vaultEntryIdSchema, type KeyId } from '../../shared/lib/ids.ts';
import type { ConnectionSessions, OpenSession } from './connection-session.ts';
import type { Clock } from './ports/clock.ts';
import type { IdSource } from './ports/id-source.ts';
import type { ProviderOperations } from './ports/provider-operations.ts';
import type { KeyRecord, Stores } from './ports/stores.ts';

interface Dependencies {
  readonly stores: Stores;
  readonly sessions: ConnectionSessions;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** The provider's side of a vault: which names are there. */
export class VaultNames {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /** Reads the names at the provider and saves which are there. */
  async read(keyId: KeyId): Promise<Result<readonly string[]>> {
    const { stores, clock, ids } = this.deps;
    const key = stores.keys.find(keyId)?.record;
    if (key === undefined) return fail({ kind: 'not-found', what: 'key' });
    const names = await this.call(key, 'vault.list', (vault, { session }, subscribeKey) =>
      vault.list(session, subscribeKey, new AbortController().signal),
    );
    if (!names.ok) return names;
    const now = clock.now();
    const isListed = stores.transaction(() => {
      // Forgotten while the provider was asked.
      if (stores.keys.find(keyId) === null) return false;
      const known = new Map(stores.vault.ofKey(keyId).map((entry) => [entry.name, entry]));
      for (const name of names.value) {
        const entry = known.get(name);
        stores.vault.save(
          entry === undefined
            ? {
                id: vaultEntryIdSchema.parse(ids.ulid()),
                keyId,
                name,
                partId: null,
                custody: 'not-held',
                fingerprint: null,
                isAtProvider: true,
                writtenAt: null,
                asOf: now,
              }
            : { ...entry, isAtProvider: true, asOf: now },
        );
        known.delete(name);
      }
      // What vanished there: a value we hold stays, a bare name goes.
      for (const entry of known.values()) {
        if (entry.partId === null) stores.vault.remove(entry.id);
        else stores.vault.save({ ...entry, isAtProvider: false, asOf: now });
      }
      stores.vault.setListedAt(keyId, now);
      return true;
    });
    return isListed ? names : fail({ kind: 'not-found', what: 'key' });
  }

  /** Runs one vault call of a key's account; `not-supported` where there is no vault. */
  call<T>(
    key: KeyRecord,
    operation: string,
    run: (
      vault: NonNullable<ProviderOperations['vault']>,
      open: OpenSession,
      subscribeKey: string,
    ) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    return this.deps.sessions.call(key.connectionId, operation, async (open) => {
      const { vault } = open.adapter.operations;
      const subscribeKey = key.parts.find(({ role }) => role === 'subscribe')?.value;
      if (vault === undefined || subscribeKey == null)
        return fail({ kind: 'not-supported', operation: 'vault' });
      return run(vault, open, subscribeKey);
    });
  }
}
