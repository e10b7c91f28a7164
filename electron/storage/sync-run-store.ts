import { z } from 'zod';
import { connectionIdSchema, instantSchema } from '../../shared/lib/ids.ts';
import type { ConnectionId } from '../../shared/lib/ids.ts';
import type { SyncRun, SyncRunStore } from '../services/ports/stores.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';

const runSchema = z.object({
  syncId: z.string(),
  connectionId: connectionIdSchema,
  startedAt: instantSchema,
  pageLimit: z.number().int(),
});

const pageSchema = z.object({
  providerContainerId: z.string(),
  page: z.number().int(),
  keyCount: z.number().int(),
});

export class SqliteSyncRunStore implements SyncRunStore {
  private readonly connection: SqlConnection;
  private readonly selectRun: SqlStatement<unknown>;
  private readonly selectPages: SqlStatement<unknown>;
  private readonly insertRun: SqlStatement<never>;
  private readonly insertPage: SqlStatement<never>;
  private readonly deleteRun: SqlStatement<never>;

  constructor(connection: SqlConnection) {
    this.connection = connection;
    this.selectRun = connection.prepare(
      'SELECT syncId, connectionId, startedAt, pageLimit FROM syncRuns WHERE connectionId = ?',
    );
    this.selectPages = connection.prepare(
      'SELECT providerContainerId, page, keyCount FROM syncPages WHERE connectionId = ?',
    );
    this.insertRun = connection.prepare(`
      INSERT INTO syncRuns (connectionId, syncId, startedAt, pageLimit)
      VALUES (@connectionId, @syncId, @startedAt, @pageLimit)`);
    this.insertPage = connection.prepare(`
      INSERT INTO syncPages (connectionId, providerContainerId, page, keyCount)
      VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET keyCount = excluded.keyCount`);
    this.deleteRun = connection.prepare('DELETE FROM syncRuns WHERE connectionId = ?');
  }

  find(connectionId: ConnectionId): SyncRun | null {
    const row = this.selectRun.get(connectionId);
    if (row === undefined) return null;
    const pagesDone = this.selectPages.all(connectionId).map((page) => pageSchema.parse(page));
    return { ...runSchema.parse(row), pagesDone };
  }

  begin(run: Omit<SyncRun, 'pagesDone'>): void {
    this.connection.transaction(() => {
      this.deleteRun.run(run.connectionId);
      this.insertRun.run({
        connectionId: run.connectionId,
        syncId: run.syncId,
        startedAt: run.startedAt,
        pageLimit: run.pageLimit,
      });
    });
  }

  pageDone(connectionId: ConnectionId, page: SyncRun['pagesDone'][number]): void {
    this.insertPage.run(connectionId, page.providerContainerId, page.page, page.keyCount);
  }

  end(connectionId: ConnectionId): void {
    this.deleteRun.run(connectionId);
  }
}
