import type { SandboxStateStore } from '../services/ports/stores.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';

export class SqliteSandboxStateStore implements SandboxStateStore {
  private readonly selectOne: SqlStatement<{ snapshot: string }>;
  private readonly upsert: SqlStatement<never>;
  private readonly deleteOne: SqlStatement<never>;

  constructor(connection: SqlConnection) {
    this.selectOne = connection.prepare('SELECT snapshot FROM sandboxStates WHERE providerId = ?');
    this.upsert = connection.prepare(`
      INSERT INTO sandboxStates (providerId, snapshot) VALUES (?, ?)
      ON CONFLICT (providerId) DO UPDATE SET snapshot = excluded.snapshot`);
    this.deleteOne = connection.prepare('DELETE FROM sandboxStates WHERE providerId = ?');
  }

  load(providerId: string): string | null {
    return this.selectOne.get(providerId)?.snapshot ?? null;
  }

  save(providerId: string, snapshot: string): void {
    this.upsert.run(providerId, snapshot);
  }

  remove(providerId: string): void {
    this.deleteOne.run(providerId);
  }
}
