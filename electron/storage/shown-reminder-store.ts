import type { ShownReminderStore } from '../services/ports/due-stores.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';

export class SqliteShownReminderStore implements ShownReminderStore {
  private readonly connection: SqlConnection;
  private readonly insert: SqlStatement<never>;

  constructor(connection: SqlConnection) {
    this.connection = connection;
    this.insert = connection.prepare(
      'INSERT INTO shownReminders (id, shownAt) VALUES (?, ?) ON CONFLICT (id) DO NOTHING',
    );
  }

  claim(ids: readonly string[], at: number): ReadonlySet<string> {
    if (ids.length === 0) return new Set();
    return this.connection.transaction(
      () => new Set(ids.filter((id) => this.insert.run(id, at) === 1)),
    );
  }
}
