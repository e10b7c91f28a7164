import type { SealedStore } from '../services/ports/stores.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';

export class SqliteSealedStore implements SealedStore {
  private readonly connection: SqlConnection;
  private readonly insert: SqlStatement<never>;
  private readonly selectOne: SqlStatement<{ secretValue: string }>;
  private readonly deleteOne: SqlStatement<never>;

  constructor(connection: SqlConnection) {
    this.connection = connection;
    // A name has one value for ever: the caller reads back and sees whether it is this one.
    this.insert = connection.prepare(
      'INSERT INTO sealedSecrets (name, secretValue) VALUES (?, ?) ON CONFLICT (name) DO NOTHING',
    );
    this.selectOne = connection.prepare('SELECT secretValue FROM sealedSecrets WHERE name = ?');
    this.deleteOne = connection.prepare('DELETE FROM sealedSecrets WHERE name = ?');
  }

  put(name: string, secretValue: string): void {
    this.insert.run(name, secretValue);
  }

  find(name: string): string | null {
    return this.selectOne.get(name)?.secretValue ?? null;
  }

  remove(name: string): boolean {
    const wasThere = this.deleteOne.run(name) > 0;
    if (wasThere) this.connection.truncateLog();
    return wasThere;
  }
}
