import type { SyncProgress } from '../../shared/connections/connection.ts';
import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import type { DriftRow } from '../../shared/keys/drift-row.ts';
import { containerIdSchema, type ConnectionId } from '../../shared/lib/ids.ts';
import { MINUTE_MS } from '../../shared/lib/duration.ts';
import type { OpenSession } from './connection-session.ts';
import type { ProviderContainer } from './ports/provider-values.ts';
import { storageErrorOf } from './ports/storage-failure.ts';
import type { ConnectionRecord } from './ports/stores.ts';
import { SyncPageReader, type SyncDependencies, type SyncRunState } from './sync-page-reader.ts';

/** An interrupted sync older than this starts from the first page again. */
const RESUME_WINDOW_MS = 15 * MINUTE_MS;
/** At most one progress event per connection in this time; the last one is always sent. */
const PROGRESS_INTERVAL_MS = 100;

/**
 * Reads every key of an account, page by page, and saves a few pages at a time: what was read is
 * listed even if the sync is cancelled, fails or the app dies, and the next sync goes on from there.
 */
export class SyncService {
  private readonly deps: SyncDependencies;
  private readonly runs = new Map<ConnectionId, SyncRunState>();
  private readonly lastProgress = new Map<ConnectionId, SyncProgress>();
  private isStopped = false;

  constructor(deps: SyncDependencies) {
    this.deps = deps;
  }

  /**
   * Starts one connection, or all; a running sync is left alone. Answers at once. What is kept by
   * hand has nothing to read.
   */
  start(connectionId: ConnectionId | null): Result<SyncProgress[]> {
    if (this.isStopped) return fail({ kind: 'cancelled' });
    const records = this.deps.stores.connections.all();
    const named = connectionId === null ? records : records.filter(({ id }) => id === connectionId);
    if (connectionId !== null && named.length === 0)
      return fail({ kind: 'not-found', what: 'connection' });
    const chosen = named.filter((record) => !this.deps.sessions.isByHand(record));
    return ok(chosen.map((record) => this.runs.get(record.id)?.progress ?? this.begin(record)));
  }

  /** From this call on the running sync asks for nothing more. What it has read is saved. */
  cancel(connectionId: ConnectionId): void {
    this.runs.get(connectionId)?.abort.abort();
  }

  /** After a sign-in: a sync that still runs with the old session gives way; its pages are kept. */
  async restart(connectionId: ConnectionId): Promise<void> {
    this.cancel(connectionId);
    await this.settled(connectionId);
    this.start(connectionId);
  }

  /** The running or last sync of each connection since the start of the app. */
  progress(): SyncProgress[] {
    return this.deps.stores.connections
      .all()
      .flatMap(({ id }) => this.runs.get(id)?.progress ?? this.lastProgress.get(id) ?? []);
  }

  /** What syncs found changed elsewhere, by account, newest first. */
  drift(): DriftRow[] {
    return [...this.deps.stores.drift.all()];
  }

  /** A person has seen what was found until then. */
  dismissDrift(connectionId: ConnectionId, until: number): void {
    this.deps.stores.drift.dismiss(connectionId, until);
    this.deps.events.publish('keys.changed', { connectionId });
  }

  /** Resolves when no sync of this connection runs. */
  async settled(connectionId: ConnectionId): Promise<void> {
    await this.runs.get(connectionId)?.finished;
  }

  /** Ends all syncs and starts no more; what they saved stays. */
  async stop(): Promise<void> {
    this.isStopped = true;
    const running = [...this.runs.values()];
    for (const run of running) run.abort.abort();
    await Promise.all(running.map((run) => run.finished));
  }

  private begin(connection: ConnectionRecord): SyncProgress {
    const { clock, stores, ids } = this.deps;
    const now = clock.now();
    const unfinished = stores.syncRuns.find(connection.id);
    const isFresh =
      unfinished !== null &&
      now - unfinished.startedAt < RESUME_WINDOW_MS &&
      now >= unfinished.startedAt;
    const syncId = isFresh ? unfinished.syncId : ids.ulid();
    const started = Promise.withResolvers<undefined>();
    const run: SyncRunState = {
      connection,
      syncId,
      abort: new AbortController(),
      finished: started.promise
        .then(() => this.run(run))
        .catch((cause: unknown) => {
          this.finish(run, 'failed', this.errorOf(cause));
        }),
      progress: {
        connectionId: connection.id,
        state: 'running',
        pagesFetched: 0,
        pagesTotal: null,
        keysFetched: 0,
        startedAt: now,
        finishedAt: null,
        error: null,
      },
      lastPublishedMs: Number.NEGATIVE_INFINITY,
    };
    this.runs.set(connection.id, run);
    this.lastProgress.set(connection.id, run.progress);
    started.resolve(undefined);
    return run.progress;
  }

  private async run(run: SyncRunState): Promise<void> {
    const { connection, abort } = run;
    const listed = await this.deps.sessions.call(connection.id, 'listContainers', async (open) => {
      const { listContainers } = open.adapter.operations;
      if (listContainers === undefined)
        return fail({ kind: 'not-supported', operation: 'listContainers' });
      const containers = await listContainers(open.session, abort.signal);
      return containers.ok ? ok({ open, containers: containers.value }) : containers;
    });
    if (abort.signal.aborted) this.finish(run, 'cancelled', null);
    else if (listed.ok) await this.readKeys(run, listed.value.open, listed.value.containers);
    else this.finish(run, 'failed', listed.error);
  }

  private async readKeys(
    run: SyncRunState,
    open: OpenSession,
    listed: readonly ProviderContainer[],
  ): Promise<void> {
    const { stores, ids, clock } = this.deps;
    const connectionId = run.connection.id;
    const containers = stores.transaction(() =>
      listed.map((container) =>
        stores.containers.upsert({
          id: containerIdSchema.parse(ids.ulid()),
          connectionId,
          ...container,
        }),
      ),
    );
    const containerIds = new Map(
      containers.map(({ id, providerContainerId }) => [providerContainerId, id]),
    );
    const reader = new SyncPageReader(this.deps, run, open, containerIds, (force) => {
      this.publish(run, force);
    });
    const isWhole = open.adapter.rules.listing === 'account';
    const outcome = await reader.readAll(isWhole ? [''] : [...containerIds.keys()]);
    if (run.abort.signal.aborted) {
      this.finish(run, 'cancelled', null);
      return;
    }
    if (outcome.kind === 'failed') {
      this.finish(run, 'failed', outcome.error);
      return;
    }
    stores.transaction(() => {
      if (outcome.kind === 'whole') this.markGone(run, clock.now());
      stores.containers.removeEmpty(
        connectionId,
        containers.map(({ id }) => id),
      );
      stores.syncRuns.end(connectionId);
    });
    this.finish(run, 'completed', null);
  }

  private markGone({ connection, syncId }: SyncRunState, at: number): void {
    const { connections, drift, keys } = this.deps.stores;
    if ((connections.find(connection.id)?.lastSyncAt ?? null) !== null) {
      const missing = keys.missingAlive(connection.id, syncId, at);
      drift.add(
        connection.id,
        missing.map((keyId) => ({ keyId, at, kind: 'gone', details: [] })),
      );
    }
    keys.markGone(connection.id, syncId, at);
  }

  /** A full disk is the disk's fault; anything else that was thrown is ours. */
  private errorOf(cause: unknown): AppError {
    return (
      storageErrorOf(cause) ?? {
        kind: 'unexpected',
        reference: this.deps.logger.bug('sync', cause),
      }
    );
  }

  private finish(
    run: SyncRunState,
    state: 'completed' | 'cancelled' | 'failed',
    error: AppError | null,
  ): void {
    const { clock, events, logger } = this.deps;
    const { id } = run.connection;
    const { pagesFetched, pagesTotal } = run.progress;
    run.progress = {
      ...run.progress,
      state,
      pagesTotal: state === 'completed' ? pagesFetched : pagesTotal,
      finishedAt: clock.now(),
      error: state === 'failed' ? error : null,
    };
    this.runs.delete(id);
    this.lastProgress.set(id, run.progress);
    if (state !== 'cancelled') {
      try {
        this.saveOutcome(run, error);
      } catch (cause) {
        // Where even this finds no room, the progress says it, and the next sync tries again.
        if (storageErrorOf(cause) === null) throw cause;
        logger.warn('sync.outcome-not-saved');
      }
    }
    this.publish(run, true);
    events.publish('keys.changed', { connectionId: id });
    events.publish('connections.changed', {});
  }

  private saveOutcome(run: SyncRunState, error: AppError | null): void {
    const { stores, activity } = this.deps;
    const { finishedAt, keysFetched, pagesFetched } = run.progress;
    stores.transaction(() => {
      // Read now: a person may have renamed it, signed in again or forgotten it meanwhile.
      const record = stores.connections.find(run.connection.id);
      if (record === null) return;
      stores.connections.save({
        ...record,
        lastSyncAt: error === null ? finishedAt : record.lastSyncAt,
        lastSyncError: error,
      });
      const subject = {
        action: error === null ? 'sync.completed' : 'sync.failed',
        connectionId: record.id,
        subject: record.label,
        facts: { keys: keysFetched, pages: pagesFetched },
      } as const;
      if (error === null) activity.record(subject);
      else activity.recordFailure(subject, error);
    });
  }

  private publish(run: SyncRunState, force: boolean): void {
    const nowMs = this.deps.clock.monotonicMs();
    if (!force && nowMs - run.lastPublishedMs < PROGRESS_INTERVAL_MS) return;
    run.lastPublishedMs = nowMs;
    this.lastProgress.set(run.connection.id, run.progress);
    this.deps.events.publish('sync.progressed', { progress: run.progress });
  }
}
