import { driftOf } from '../../shared/keys/key-drift.ts';
import type { ContainerId, KeyId } from '../../shared/lib/ids.ts';
import type { OpenSession } from './connection-session.ts';
import { mergeKey } from './key-merge.ts';
import type { Clock } from './ports/clock.ts';
import type { NewDrift } from './ports/drift-store.ts';
import type { IdSource } from './ports/id-source.ts';
import type { ProviderKey } from './ports/provider-values.ts';
import type { KeyRecord, Stores } from './ports/stores.ts';

/**
 * Pages of one transaction. A commit writes every touched page of the indexes anew, so four pages
 * together cost little more than one; more of them would hold up the event loop.
 */
const PAGES_PER_COMMIT = 4;

export interface PageTask {
  /** Empty for a list of the whole account. */
  readonly providerContainerId: string;
  readonly page: number;
}

interface FetchedPage {
  readonly task: PageTask;
  readonly keys: readonly ProviderKey[];
  /** When it was asked for. */
  readonly askedAt: number;
}

/** Puts fetched pages on disk, a few at a time, each together with the note that it is there. */
export class SyncPageSaver {
  private readonly deps: { readonly stores: Stores; readonly clock: Clock; readonly ids: IdSource };
  private readonly open: OpenSession;
  private readonly syncId: string;
  private readonly formerIds: ReadonlyMap<string, KeyId>;
  private readonly containerIds: ReadonlyMap<string, ContainerId>;
  /** Keys of a container that was made after the containers were listed: they come with the next sync. */
  hasStrangers = false;
  private readonly pending: FetchedPage[] = [];

  constructor(
    deps: SyncPageSaver['deps'],
    open: OpenSession,
    syncId: string,
    containerIds: ReadonlyMap<string, ContainerId>,
  ) {
    this.deps = deps;
    this.open = open;
    this.syncId = syncId;
    this.containerIds = containerIds;
    this.formerIds = deps.stores.keys.formerIds(open.connection.id);
  }

  /** Costs nothing: saving takes as long as an answer, and the next request should go out first. */
  add(task: PageTask, keys: readonly ProviderKey[], askedAt: number): void {
    if (!keys.every((key) => this.containerIds.has(key.providerContainerId)))
      this.hasStrangers = true;
    this.pending.push({ task, keys, askedAt });
  }

  /** Whether a transaction's worth of pages waits. */
  get isFull(): boolean {
    return this.pending.length >= PAGES_PER_COMMIT;
  }

  /** Whether so much waits that nothing more should be asked for. */
  get isBehind(): boolean {
    return this.pending.length >= 3 * PAGES_PER_COMMIT;
  }

  get isEmpty(): boolean {
    return this.pending.length === 0;
  }

  /** Saves the pages of one transaction, unless the account was forgotten meanwhile. */
  saveSome(): void {
    const pages = this.pending.splice(0, PAGES_PER_COMMIT);
    const { stores } = this.deps;
    const { id } = this.open.connection;
    const connection = stores.connections.find(id);
    if (pages.length === 0 || connection === null) return;
    const { records, drift } = this.joined(pages);
    stores.transaction(() => {
      stores.keys.saveAll(records);
      // To the first sync everything is new.
      if (connection.lastSyncAt !== null) stores.drift.add(id, drift);
      for (const { task, keys } of pages) {
        const { providerContainerId, page } = task;
        stores.syncRuns.pageDone(id, { providerContainerId, page, keyCount: keys.length });
      }
    });
  }

  /** With what is known now, not at the start: a person may have edited notes meanwhile. */
  private joined(pages: readonly FetchedPage[]): {
    readonly records: readonly KeyRecord[];
    readonly drift: readonly NewDrift[];
  } {
    const { stores, clock, ids } = this.deps;
    const { connection, adapter } = this.open;
    // By id: a key that moved to another page while the list was read is shown twice.
    const shown = new Map(
      pages.flatMap(({ keys, askedAt }) =>
        keys.flatMap((key) => {
          const containerId = this.containerIds.get(key.providerContainerId);
          return containerId === undefined
            ? []
            : [[key.providerKeyId, { key, containerId, askedAt }] as const];
        }),
      ),
    );
    const knownKeys = stores.keys.known(connection.id, [...shown.keys()]);
    const now = clock.now();
    const canReadAgain = adapter.descriptor.capabilities.readSecretAgain;
    const drift: NewDrift[] = [];
    const records = [...shown.values()].map(({ key, containerId, askedAt }) => {
      const known = knownKeys.get(key.providerKeyId) ?? null;
      // Looked at again after this page was asked for, because we changed it: the page is older.
      if (known !== null && known.asOf > askedAt && known.asOf <= now)
        return { ...known, seenInSync: this.syncId };
      const record = mergeKey(key, {
        known,
        formerId: this.formerIds.get(key.providerKeyId),
        connectionId: connection.id,
        containerId,
        syncId: this.syncId,
        now,
        providerCustody: canReadAgain ? 'at-provider' : 'not-held',
        ids,
      });
      for (const change of driftOf(known, record))
        drift.push({ ...change, keyId: record.id, at: now });
      return record;
    });
    return { records, drift };
  }
}
