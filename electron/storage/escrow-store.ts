import { z } from 'zod';
import { partRoleSchema } from '../../shared/keys/key.ts';
import { keyIdSchema, partIdSchema, type KeyId, type PartId } from '../../shared/lib/ids.ts';
import type { EscrowHolderId, EscrowStore } from '../services/ports/stores.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';

const rowSchema = z.object({ partId: partIdSchema, role: partRoleSchema, secretValue: z.string() });

export class SqliteEscrowStore implements EscrowStore {
  private readonly connection: SqlConnection;
  private readonly insert: SqlStatement<never>;
  private readonly selectOf: SqlStatement<unknown>;
  private readonly selectOne: SqlStatement<{ secretValue: string }>;
  private readonly selectPartIds: SqlStatement<{ partId: string }>;
  private readonly selectCreatedPartIds: SqlStatement<{ partId: string }>;
  private readonly selectKeyIds: SqlStatement<{ holderId: string }>;
  private readonly deleteOf: SqlStatement<never>;

  constructor(connection: SqlConnection) {
    this.connection = connection;
    // A part has one value for ever: the same one again is fine, another one must never replace it.
    this.insert = connection.prepare(`
      INSERT INTO escrow (partId, holderId, role, secretValue) VALUES (?, ?, ?, ?)
      ON CONFLICT (partId) DO UPDATE SET holderId = excluded.holderId, role = excluded.role
        WHERE secretValue = excluded.secretValue`);
    this.selectOf = connection.prepare(
      'SELECT partId, role, secretValue FROM escrow WHERE holderId = ? ORDER BY partId',
    );
    this.selectOne = connection.prepare('SELECT secretValue FROM escrow WHERE partId = ?');
    this.selectPartIds = connection.prepare('SELECT partId FROM escrow');
    this.selectCreatedPartIds = connection.prepare(
      'SELECT partId FROM escrow WHERE holderId IN (SELECT id FROM keys)',
    );
    this.selectKeyIds = connection.prepare(
      'SELECT DISTINCT holderId FROM escrow WHERE holderId IN (SELECT id FROM keys) ORDER BY holderId',
    );
    this.deleteOf = connection.prepare('DELETE FROM escrow WHERE holderId = ?');
  }

  put(...[holderId, partId, role, secretValue]: Parameters<EscrowStore['put']>): void {
    if (this.insert.run(partId, holderId, role, secretValue) === 0) {
      throw new Error('Escrow already holds another value of this part');
    }
  }

  of(holderId: EscrowHolderId): ReturnType<EscrowStore['of']> {
    return this.selectOf.all(holderId).map((row) => rowSchema.parse(row));
  }

  find(partId: PartId): string | null {
    return this.selectOne.get(partId)?.secretValue ?? null;
  }

  partIds(): ReadonlySet<PartId> {
    return idsIn(this.selectPartIds);
  }

  createdPartIds(): ReadonlySet<PartId> {
    return idsIn(this.selectCreatedPartIds);
  }

  keyIds(): readonly KeyId[] {
    return this.selectKeyIds.all().map(({ holderId }) => keyIdSchema.parse(holderId));
  }

  clear(holderId: EscrowHolderId): void {
    if (this.deleteOf.run(holderId) > 0) this.connection.truncateLog();
  }
}

const idsIn = (statement: SqlStatement<{ partId: string }>): ReadonlySet<PartId> =>
  new Set(statement.all().map(({ partId }) => partIdSchema.parse(partId)));
