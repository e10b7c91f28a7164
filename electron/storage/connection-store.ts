import { z } from 'zod';
import { appErrorSchema } from '../../shared/errors/app-error.ts';
import { connectionIdSchema, credentialIdSchema, instantSchema } from '../../shared/lib/ids.ts';
import type { ConnectionId } from '../../shared/lib/ids.ts';
import type { ConnectionRecord, ConnectionStore } from '../services/ports/stores.ts';
import { sortOrderOf } from './sort-order.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';
import { flagSchema, jsonText } from './column-schemas.ts';

const rowSchema = z.object({
  id: connectionIdSchema,
  providerId: z.string(),
  label: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  baseUrl: z.string(),
  dataPlaneUrl: z.string(),
  isSandbox: flagSchema,
  credentialId: credentialIdSchema.nullable(),
  credentialExpiresAt: instantSchema.nullable(),
  credentialProven: flagSchema,
  lastSyncAt: instantSchema.nullable(),
  // An error that is no longer known is not worth refusing the connection for.
  lastSyncError: jsonText(appErrorSchema).nullable().catch(null),
});

const columns = Object.keys(rowSchema.shape).join(', ');

/**
 * Removes what hangs on the connection, children first; activity, rotations and their escrow stay. The
 * ids of a real account are kept; a simulated one never comes back, only another with the same numbers.
 */
const removals = [
  `INSERT INTO formerConnections (providerId, baseUrl, accountId, connectionId)
     SELECT providerId, baseUrl, accountId, id FROM connections WHERE id = @id AND isSandbox = 0
     ON CONFLICT DO UPDATE SET connectionId = excluded.connectionId`,
  `INSERT INTO formerKeys (connectionId, providerKeyId, keyId)
     SELECT connectionId, providerKeyId, keys.id FROM keys
       JOIN connections ON connections.id = connectionId AND isSandbox = 0
     WHERE connectionId = @id
     ON CONFLICT DO UPDATE SET keyId = excluded.keyId`,
  `DELETE FROM fingerprints WHERE partId IN (
     SELECT partId FROM keyParts JOIN keys ON keys.id = keyParts.keyId WHERE connectionId = @id
     UNION ALL
     SELECT partId FROM vaultEntries JOIN keys ON keys.id = vaultEntries.keyId
       WHERE connectionId = @id AND partId IS NOT NULL)`,
  'DELETE FROM escrow WHERE holderId IN (SELECT id FROM keys WHERE connectionId = @id)',
  'DELETE FROM keyParts WHERE keyId IN (SELECT id FROM keys WHERE connectionId = @id)',
  'DELETE FROM keys WHERE connectionId = @id',
  'DELETE FROM containers WHERE connectionId = @id',
  'DELETE FROM connections WHERE id = @id',
];

export class SqliteConnectionStore implements ConnectionStore {
  private readonly connection: SqlConnection;
  private readonly selectAll: SqlStatement<unknown>;
  private readonly selectOne: SqlStatement<unknown>;
  private readonly selectAccount: SqlStatement<unknown>;
  private readonly selectFormer: SqlStatement<{ connectionId: string }>;
  private readonly upsert: SqlStatement<never>;
  private readonly removals: readonly SqlStatement<never>[];

  constructor(connection: SqlConnection) {
    this.connection = connection;
    const select = `SELECT ${columns} FROM connections`;
    this.selectAll = connection.prepare(`${select} ORDER BY labelOrder, id`);
    this.selectOne = connection.prepare(`${select} WHERE id = ?`);
    this.selectAccount = connection.prepare(
      `${select} WHERE providerId = ? AND baseUrl = ? AND accountId = ?`,
    );
    this.selectFormer = connection.prepare(`
      SELECT connectionId FROM formerConnections
      WHERE providerId = ? AND baseUrl = ? AND accountId = ?`);
    this.upsert = connection.prepare(`
      INSERT INTO connections (${columns}, labelOrder)
      VALUES (@id, @providerId, @label, @accountId, @accountName, @baseUrl, @dataPlaneUrl,
        @isSandbox, @credentialId, @credentialExpiresAt, @credentialProven, @lastSyncAt,
        @lastSyncError, @labelOrder)
      ON CONFLICT (id) DO UPDATE SET
        providerId = @providerId, label = @label, labelOrder = @labelOrder, accountId = @accountId,
        accountName = @accountName, baseUrl = @baseUrl, dataPlaneUrl = @dataPlaneUrl,
        isSandbox = @isSandbox, credentialId = @credentialId,
        credentialExpiresAt = @credentialExpiresAt, credentialProven = @credentialProven,
        lastSyncAt = @lastSyncAt, lastSyncError = @lastSyncError`);
    this.removals = removals.map((sql) => connection.prepare(sql));
  }

  all(): readonly ConnectionRecord[] {
    return this.selectAll.all().map((row) => rowSchema.parse(row));
  }

  find(id: ConnectionId): ConnectionRecord | null {
    const row = this.selectOne.get(id);
    return row === undefined ? null : rowSchema.parse(row);
  }

  findAccount(providerId: string, baseUrl: string, accountId: string): ConnectionRecord | null {
    const row = this.selectAccount.get(providerId, baseUrl, accountId);
    return row === undefined ? null : rowSchema.parse(row);
  }

  formerIdOf(...account: Parameters<ConnectionStore['formerIdOf']>): ConnectionId | null {
    const row = this.selectFormer.get(...account);
    return row === undefined ? null : connectionIdSchema.parse(row.connectionId);
  }

  save(record: ConnectionRecord): void {
    this.upsert.run({
      ...record,
      labelOrder: sortOrderOf(record.label),
      isSandbox: Number(record.isSandbox),
      credentialProven: Number(record.credentialProven),
      lastSyncError: record.lastSyncError === null ? null : JSON.stringify(record.lastSyncError),
    });
  }

  remove(id: ConnectionId): void {
    this.connection.transaction(() => {
      for (const removal of this.removals) removal.run({ id });
    });
  }
}
