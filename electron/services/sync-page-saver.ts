import type { ContainerId, KeyId } from '../../shared/lib/ids.ts';
import type { OpenSession } from './connection-session.ts';
import { mergeKey } from './key-merge.ts';
import type { Clock } from './ports/clock.ts';
import type { IdSource } from './ports/id-source.ts';
import type { ProviderKey } from './ports/provider-adapter.ts';
import type { KeyRecord, Stores } from './ports/stores.ts';

/**
 * Pages of one transaction. A commit writes every touched page of the indexes anew, so four pages
 * together cost little more than one; more of them would hold up the event loop.
 */
const PAGES_PER_COMMIT = 4;

export interface PageTask {
  readonly containerId: ContainerId;
  readonly providerContainerId: string;
  readonly page: number;
}

interface FetchedPage {
  readonly task: PageTask;
  readonly keys: readonly ProviderKey[];
}

/** Puts fetched pages on disk, a few at a time, each together with the note that it is there. */
export class SyncPageSaver {
  private readonly deps: { readonly stores: Stores; readonly clock: Clock; readonly ids: IdSource };
  private readonly open: OpenSession;
  private readonly syncId: string;
  private readonly formerIds: ReadonlyMap<string, KeyId>;
  private readonly pending: FetchedPage[] = [];

  constructor(deps: SyncPageSaver['deps'], open: OpenSession, syncId: string) {
    this.deps = deps;
    this.open = open;
    this.syncId = syncId;
    this.formerIds = deps.stores.keys.formerIds(open.connection.id);
  }

  /** Costs nothing: saving takes as long as an answer, and the next request should go out first. */
  add(task: PageTask, keys: readonly ProviderKey[]): void {
    this.pending.push({ task, keys });
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
    if (pages.length === 0 || stores.connections.find(id) === null) return;
    const records = this.recordsOf(pages);
    stores.transaction(() => {
      stores.keys.saveAll(records);
      for (const { task, keys } of pages) {
        const { providerContainerId, page } = task;
        stores.syncRuns.pageDone(id, { providerContainerId, page, keyCount: keys.length });
      }
    });
  }

  /** Joined with what is known now, not at the start: a person may have edited notes meanwhile. */
  private recordsOf(pages: readonly FetchedPage[]): KeyRecord[] {
    const { stores, clock, ids } = this.deps;
    const { connection, adapter } = this.open;
    // By id: a key that moved to another page while the list was read is shown twice.
    const shown = new Map(
      pages.flatMap(({ task, keys }) =>
        keys.map((key) => [key.providerKeyId, { key, containerId: task.containerId }] as const),
      ),
    );
    const known = stores.keys.known(connection.id, [...shown.keys()]);
    const now = clock.now();
    const canReadAgain = adapter.descriptor.capabilities.readSecretAgain;
    return [...shown.values()].map(({ key, containerId }) =>
      mergeKey(key, {
        known: known.get(key.providerKeyId) ?? null,
        formerId: this.formerIds.get(key.providerKeyId),
        connectionId: connection.id,
        containerId,
        syncId: this.syncId,
        now,
        providerCustody: canReadAgain ? 'at-provider' : 'not-held',
        ids,
      }),
    );
  }
}
