import type { SyncProgress } from '../../shared/connections/connection.ts';
import { fail, type AppError, type Result } from '../../shared/errors/app-error.ts';
import type { ContainerId } from '../../shared/lib/ids.ts';
import type { ActivityService } from './activity-service.ts';
import type { ConnectionSessions, OpenSession } from './connection-session.ts';
import type { Clock } from './ports/clock.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { IdSource } from './ports/id-source.ts';
import type { Logger } from './ports/logger.ts';
import type { KeyPage } from './ports/provider-values.ts';
import type { ConnectionRecord, Stores } from './ports/stores.ts';
import { SyncPageSaver, type PageTask } from './sync-page-saver.ts';

/** A provider that shows more pages than this is not believed. */
const MAX_PAGES = 20_000;

export interface SyncDependencies {
  readonly stores: Stores;
  readonly sessions: ConnectionSessions;
  readonly activity: ActivityService;
  readonly events: EventPublisher;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly logger: Logger;
}

/** One sync while it runs. */
export interface SyncRunState {
  readonly connection: ConnectionRecord;
  readonly syncId: string;
  readonly abort: AbortController;
  readonly finished: Promise<void>;
  progress: SyncProgress;
  lastPublishedMs: number;
}

export type ReadOutcome =
  /** Everything the provider has was shown: what was not shown is gone. */
  | { readonly kind: 'whole' }
  /** The list changed while it was read, so what was not shown may only have changed its place. */
  | { readonly kind: 'shifted' }
  | { readonly kind: 'failed'; readonly error: AppError };

/** What is known of one container's list. */
interface Reading {
  /** Null until the first page, and where the provider does not say. */
  total: number | null;
  hasAnswered: boolean;
  /** Whether every page told the same total. */
  isSteady: boolean;
  rowCount: number;
}

interface QueuedPage extends PageTask {
  /** Read a second time, because the list grew behind it. */
  readonly isAgain: boolean;
}

/** The page queue of one sync: several calls in flight, what they answer goes to disk at once. */
export class SyncPageReader {
  private readonly deps: SyncDependencies;
  private readonly run: SyncRunState;
  private readonly open: OpenSession;
  private readonly report: (force: boolean) => void;
  private readonly saver: SyncPageSaver;
  private readonly queue: QueuedPage[] = [];
  /** Pages that an interrupted sync has left on disk, with their number of keys. */
  private readonly pagesOnDisk: ReadonlyMap<string, number>;
  private readonly readings = new Map<string, Reading>();
  private readonly seen = new Set<string>();
  private inFlight = 0;
  private isSaving = false;
  private error: AppError | null = null;
  private readonly thrown: unknown[] = [];

  constructor(
    deps: SyncDependencies,
    run: SyncRunState,
    open: OpenSession,
    containerIds: ReadonlyMap<string, ContainerId>,
    report: (force: boolean) => void,
  ) {
    this.deps = deps;
    this.run = run;
    this.open = open;
    this.report = report;
    this.saver = new SyncPageSaver(deps, open, run.syncId, containerIds);
    this.pagesOnDisk = this.resumeOrBegin();
  }

  /** Reads and saves every page of these lists; after a failure, what was read is saved too. */
  async readAll(providerContainerIds: readonly string[]): Promise<ReadOutcome> {
    for (const providerContainerId of providerContainerIds) {
      const reading = { total: null, hasAnswered: false, isSteady: true, rowCount: 0 };
      this.readings.set(providerContainerId, reading);
      this.queue.push({ providerContainerId, page: 1, isAgain: false });
    }
    await this.drain();
    if (this.thrown.length > 0) throw this.thrown[0];
    if (this.error !== null) return { kind: 'failed', error: this.error };
    this.countTotal();
    return this.run.abort.signal.aborted ? { kind: 'shifted' } : this.verdict();
  }

  private resumeOrBegin(): ReadonlyMap<string, number> {
    const { syncRuns } = this.deps.stores;
    const { syncId, connection, progress } = this.run;
    const { pageLimit } = this.open.adapter.rules;
    const unfinished = syncRuns.find(connection.id);
    if (unfinished?.syncId !== syncId || unfinished.pageLimit !== pageLimit) {
      const { startedAt } = progress;
      syncRuns.begin({ syncId, connectionId: connection.id, startedAt, pageLimit });
      return new Map();
    }
    return new Map(
      unfinished.pagesDone.map(({ providerContainerId, page, keyCount }) => [
        pageId(providerContainerId, page),
        keyCount,
      ]),
    );
  }

  /** Resolves when nothing is in flight, nothing waits for the disk, and nothing is to be asked for. */
  private drain(): Promise<void> {
    return new Promise((resolve) => {
      const go = (work: Promise<void>): void => {
        work.catch((cause: unknown) => this.thrown.push(cause)).finally(pump);
      };
      const pump = (): void => {
        while (this.inFlight < this.open.adapter.rules.concurrency && this.shouldAsk()) {
          const task = this.queue.shift();
          if (task === undefined) break;
          this.inFlight += 1;
          go(this.read(task));
        }
        const isLast = this.inFlight === 0 && !this.saver.isEmpty;
        if (!this.isSaving && this.thrown.length === 0 && (this.saver.isFull || isLast)) {
          this.isSaving = true;
          go(this.save());
        }
        if (this.inFlight === 0 && !this.isSaving) resolve();
      };
      pump();
    });
  }

  private shouldAsk(): boolean {
    return (
      this.error === null &&
      this.thrown.length === 0 &&
      !this.saver.isBehind &&
      !this.run.abort.signal.aborted
    );
  }

  /** In a turn of its own, so that the requests just made are on their way before the disk is busy. */
  private async save(): Promise<void> {
    try {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      this.saver.saveSome();
    } finally {
      this.isSaving = false;
    }
  }

  private async read(task: QueuedPage): Promise<void> {
    const askedAt = this.deps.clock.now();
    let page: Result<KeyPage>;
    try {
      page = await this.ask(task);
    } finally {
      this.inFlight -= 1;
    }
    if (page.ok) this.take(task, page.value, askedAt);
    else if (!this.run.abort.signal.aborted) this.error ??= page.error;
  }

  private ask(task: QueuedPage): Promise<Result<KeyPage>> {
    const { adapter } = this.open;
    return this.deps.sessions.callWith(this.open, 'listKeys', async ({ session }) => {
      const { listKeys } = adapter.operations;
      if (listKeys === undefined) return fail({ kind: 'not-supported', operation: 'listKeys' });
      const asked = { page: task.page, limit: adapter.rules.pageLimit };
      return listKeys(session, task.providerContainerId, asked, this.run.abort.signal);
    });
  }

  private take(task: QueuedPage, page: KeyPage, askedAt: number): void {
    const fresh = page.keys.filter((key) => !this.seen.has(key.providerKeyId));
    for (const key of fresh) this.seen.add(key.providerKeyId);
    // A page that holds only keys of other pages would be followed by more of its kind for ever.
    if (task.page > 1 && !task.isAgain && page.keys.length > 0 && fresh.length === 0) {
      this.error ??= this.unbelievable(`Page ${String(task.page)} repeats keys of earlier pages.`);
      return;
    }
    if (this.run.progress.pagesFetched >= MAX_PAGES) {
      this.error ??= this.unbelievable(
        `The list of keys does not end after ${String(MAX_PAGES)} pages.`,
      );
      return;
    }
    this.saver.add(task, page.keys, askedAt);
    this.countPages(1, fresh.length);
    this.queueFollowing(task, page);
    this.countTotal();
    this.report(false);
  }

  private unbelievable(issue: string): AppError {
    return {
      kind: 'provider-changed',
      providerId: this.run.connection.providerId,
      issues: [issue],
    };
  }

  private queueFollowing(task: QueuedPage, page: KeyPage): void {
    const reading = this.readings.get(task.providerContainerId);
    if (reading === undefined) return;
    const { total: before, hasAnswered } = reading;
    const { total } = page;
    reading.hasAnswered = true;
    reading.total = total;
    reading.rowCount += task.isAgain ? 0 : page.keys.length;
    if (total === null) {
      if (page.keys.length > 0) this.queuePages(task, task.page + 1, task.page + 1);
    } else if (!hasAnswered) {
      this.queuePages(task, 2, this.pageCount(total));
    } else if (before !== null && total !== before) {
      reading.isSteady = false;
      const lastPage = this.pageCount(before);
      if (total > before) this.readAgain(task, lastPage);
      this.queuePages(task, lastPage + 1, this.pageCount(total));
    }
  }

  /** Queues what is not on disk yet; pages of an interrupted sync count as fetched. */
  private queuePages(task: QueuedPage, from: number, to: number): void {
    for (let page = from; page <= Math.min(to, MAX_PAGES); page += 1) {
      const onDisk = this.pagesOnDisk.get(pageId(task.providerContainerId, page));
      if (onDisk === undefined) this.queue.push({ ...task, page, isAgain: false });
      else this.countPages(1, onDisk);
    }
  }

  /** The list grew: what is new may be on the page that was the last one and was not full. */
  private readAgain(task: QueuedPage, page: number): void {
    const isWaiting = this.queue.some(
      (queued) => queued.page === page && queued.providerContainerId === task.providerContainerId,
    );
    if (!isWaiting) this.queue.push({ ...task, page, isAgain: true });
  }

  private pageCount(total: number): number {
    return Math.max(1, Math.ceil(total / this.open.adapter.rules.pageLimit));
  }

  private countPages(pages: number, keys: number): void {
    const { progress } = this.run;
    this.run.progress = {
      ...progress,
      pagesFetched: progress.pagesFetched + pages,
      keysFetched: progress.keysFetched + keys,
    };
  }

  /** The total is known when every container has told its own, and only then it is shown. */
  private countTotal(): void {
    const isKnown = [...this.readings.values()].every(({ total }) => total !== null);
    const { pagesFetched } = this.run.progress;
    const pagesTotal = isKnown ? pagesFetched + this.queue.length + this.inFlight : null;
    this.run.progress = { ...this.run.progress, pagesTotal };
  }

  /**
   * What may be concluded from what did not come. Pages read at different times, or while the list
   * changed, may have missed a key that moved from one to the other.
   */
  private verdict(): ReadOutcome {
    const readings = [...this.readings.values()];
    const hasShifted = this.saver.hasStrangers || readings.some(({ isSteady }) => !isSteady);
    if (this.pagesOnDisk.size > 0 || hasShifted) return { kind: 'shifted' };
    const short = readings.find(({ rowCount, total }) => total !== null && rowCount < total);
    if (short === undefined) return { kind: 'whole' };
    // The next sync reads all of it again.
    this.deps.stores.syncRuns.end(this.run.connection.id);
    const { rowCount, total } = short;
    return {
      kind: 'failed',
      error: this.unbelievable(
        `A list of keys ended after ${String(rowCount)} of ${String(total)}.`,
      ),
    };
  }
}

const pageId = (providerContainerId: string, page: number): string =>
  `${providerContainerId} ${String(page)}`;
