import {
  driftDetailsSchema,
  driftRowSchema,
  type DriftKind,
  type DriftRow,
} from '../../shared/keys/drift-row.ts';
import type { ConnectionId, KeyId } from '../../shared/lib/ids.ts';
import type { DriftStore, NewDrift } from '../services/ports/drift-store.ts';
import { jsonText } from './column-schemas.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';

const MAX_ROWS = 2_000;

const rowSchema = driftRowSchema.extend({ details: jsonText(driftDetailsSchema) });

export class SqliteDriftStore implements DriftStore {
  private readonly connection: SqlConnection;
  private readonly insert: SqlStatement<never>;
  private readonly trim: SqlStatement<never>;
  private readonly selectAll: SqlStatement<unknown>;
  private readonly deleteSeen: SqlStatement<never>;
  private readonly deleteOwn: SqlStatement<unknown>;

  constructor(connection: SqlConnection) {
    this.connection = connection;
    this.insert = connection.prepare(
      'INSERT INTO drift (connectionId, keyId, at, kind, details) VALUES (?, ?, ?, ?, ?)',
    );
    this.trim = connection.prepare(`
      DELETE FROM drift WHERE connectionId = @connectionId AND id <= (
        SELECT id FROM drift WHERE connectionId = @connectionId
        ORDER BY id DESC LIMIT 1 OFFSET @maxRows)`);
    this.selectAll = connection.prepare(`
      SELECT drift.connectionId, drift.keyId, keys.name AS keyName,
        containers.name AS containerName, drift.at, drift.kind, drift.details
      FROM connections
      CROSS JOIN drift ON drift.connectionId = connections.id
      CROSS JOIN keys ON keys.id = drift.keyId
      CROSS JOIN containers ON containers.id = keys.containerId
      ORDER BY connections.labelOrder, connections.id, drift.id DESC`);
    this.deleteSeen = connection.prepare('DELETE FROM drift WHERE connectionId = ? AND at <= ?');
    this.deleteOwn = connection.prepare(`
      DELETE FROM drift WHERE keyId = ? AND at > ? AND kind IN (SELECT value FROM json_each(?))
      RETURNING id`);
  }

  add(connectionId: ConnectionId, found: readonly NewDrift[]): void {
    if (found.length === 0) return;
    this.connection.transaction(() => {
      for (const { keyId, at, kind, details } of found.slice(-MAX_ROWS))
        this.insert.run(connectionId, keyId, at, kind, JSON.stringify(details));
      this.trim.run({ connectionId, maxRows: MAX_ROWS });
    });
  }

  all(): readonly DriftRow[] {
    return this.selectAll.all().map((row) => rowSchema.parse(row));
  }

  dismiss(connectionId: ConnectionId, until: number): void {
    this.deleteSeen.run(connectionId, until);
  }

  dropOwn(keyId: KeyId, since: number, kinds: readonly DriftKind[]): boolean {
    return this.deleteOwn.all(keyId, since, JSON.stringify(kinds)).length > 0;
  }
}
