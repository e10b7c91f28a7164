import { z } from 'zod';
import { partRoleSchema } from '../../shared/keys/key.ts';
import { partIdSchema } from '../../shared/lib/ids.ts';
import type { PartId, RotationId } from '../../shared/lib/ids.ts';
import type { EscrowStore } from '../services/ports/stores.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';

const rowSchema = z.object({ partId: partIdSchema, role: partRoleSchema, secretValue: z.string() });

export class SqliteEscrowStore implements EscrowStore {
  private readonly connection: SqlConnection;
  private readonly insert: SqlStatement<never>;
  private readonly selectOf: SqlStatement<unknown>;
  private readonly selectOne: SqlStatement<{ secretValue: string }>;
  private readonly deleteOf: SqlStatement<never>;

  constructor(connection: SqlConnection) {
    this.connection = connection;
    // A part has one value for ever: the same one again is fine, another one must never replace it.
    this.insert = connection.prepare(`
      INSERT INTO escrow (partId, rotationId, role, secretValue) VALUES (?, ?, ?, ?)
      ON CONFLICT (partId) DO UPDATE SET rotationId = excluded.rotationId, role = excluded.role
        WHERE secretValue = excluded.secretValue`);
    this.selectOf = connection.prepare(
      'SELECT partId, role, secretValue FROM escrow WHERE rotationId = ? ORDER BY partId',
    );
    this.selectOne = connection.prepare('SELECT secretValue FROM escrow WHERE partId = ?');
    this.deleteOf = connection.prepare('DELETE FROM escrow WHERE rotationId = ?');
  }

  put(...[rotationId, partId, role, secretValue]: Parameters<EscrowStore['put']>): void {
    if (this.insert.run(partId, rotationId, role, secretValue) === 0) {
      throw new Error('Escrow already holds another value of this part');
    }
  }

  of(rotationId: RotationId): ReturnType<EscrowStore['of']> {
    return this.selectOf.all(rotationId).map((row) => rowSchema.parse(row));
  }

  find(partId: PartId): string | null {
    return this.selectOne.get(partId)?.secretValue ?? null;
  }

  clear(rotationId: RotationId): void {
    if (this.deleteOf.run(rotationId) > 0) this.connection.truncateLog();
  }
}
