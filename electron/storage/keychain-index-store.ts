import type { KeychainIndexStore } from '../services/ports/stores.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';

export class SqliteKeychainIndexStore implements KeychainIndexStore {
  private readonly upsert: SqlStatement<never>;
  private readonly selectAll: SqlStatement<{ name: string }>;
  private readonly selectDoomed: SqlStatement<{ name: string }>;
  private readonly deleteOne: SqlStatement<never>;

  constructor(connection: SqlConnection) {
    this.upsert = connection.prepare(`
      INSERT INTO keychainItems (name, isDoomed) VALUES (?, ?)
      ON CONFLICT (name) DO UPDATE SET isDoomed = excluded.isDoomed`);
    this.selectAll = connection.prepare('SELECT name FROM keychainItems ORDER BY name');
    this.selectDoomed = connection.prepare(
      'SELECT name FROM keychainItems WHERE isDoomed = 1 ORDER BY name',
    );
    this.deleteOne = connection.prepare('DELETE FROM keychainItems WHERE name = ?');
  }

  intend(name: string): void {
    this.upsert.run(name, 0);
  }

  names(): readonly string[] {
    return this.selectAll.all().map((row) => row.name);
  }

  doom(name: string): void {
    this.upsert.run(name, 1);
  }

  doomed(): readonly string[] {
    return this.selectDoomed.all().map((row) => row.name);
  }

  forget(name: string): void {
    this.deleteOne.run(name);
  }
}
