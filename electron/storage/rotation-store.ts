import { z } from 'zod';
import { keyIdSchema, rotationIdSchema } from '../../shared/lib/ids.ts';
import type { ConnectionId, KeyId, RotationId } from '../../shared/lib/ids.ts';
import type { RotationStore } from '../services/ports/stores.ts';
import { flagSchema } from './column-schemas.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';

const rowSchema = z.object({
  id: rotationIdSchema,
  keyId: keyIdSchema,
  isOpen: flagSchema,
  // Not parsed here: a row that this Rekey cannot read is kept byte for byte.
  json: z.string(),
});

const columns = Object.keys(rowSchema.shape).join(', ');

export class SqliteRotationStore implements RotationStore {
  private readonly selectAll: SqlStatement<unknown>;
  private readonly selectOne: SqlStatement<unknown>;
  private readonly selectOpen: SqlStatement<{ id: string }>;
  private readonly upsert: SqlStatement<never>;
  private readonly countOpen: SqlStatement<{ count: number }>;

  constructor(connection: SqlConnection) {
    this.selectAll = connection.prepare(`SELECT ${columns} FROM rotations ORDER BY id`);
    this.selectOne = connection.prepare(`SELECT ${columns} FROM rotations WHERE id = ?`);
    this.selectOpen = connection.prepare('SELECT id FROM rotations WHERE keyId = ? AND isOpen = 1');
    this.upsert = connection.prepare(`
      INSERT INTO rotations (id, keyId, connectionId, isOpen, updatedAt, json)
      VALUES (@id, @keyId, @connectionId, @isOpen, @updatedAt, @json)
      ON CONFLICT (id) DO UPDATE SET
        keyId = @keyId, connectionId = @connectionId, isOpen = @isOpen, updatedAt = @updatedAt,
        json = @json`);
    this.countOpen = connection.prepare(
      'SELECT count(*) AS count FROM rotations WHERE connectionId = ? AND isOpen = 1',
    );
  }

  all(): ReturnType<RotationStore['all']> {
    return this.selectAll.all().map((row) => rowSchema.parse(row));
  }

  find(id: RotationId): ReturnType<RotationStore['find']> {
    const row = this.selectOne.get(id);
    return row === undefined ? null : rowSchema.omit({ id: true }).parse(row);
  }

  openOf(keyId: KeyId): RotationId | null {
    const row = this.selectOpen.get(keyId);
    return row === undefined ? null : rotationIdSchema.parse(row.id);
  }

  save(row: Parameters<RotationStore['save']>[0]): void {
    this.upsert.run({ ...row, isOpen: Number(row.isOpen) });
  }

  openCountOf(connectionId: ConnectionId): number {
    return this.countOpen.get(connectionId)?.count ?? 0;
  }
}
