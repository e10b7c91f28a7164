import { z } from 'zod';
import { destinationIdSchema, type RotationId } from '../../shared/lib/ids.ts';
import type { FileUndo, FileUndoStore } from '../services/ports/file-undo-store.ts';
import { sha256Hex } from './sha256-hex.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';

const rowSchema = z.object({
  destinationId: destinationIdSchema,
  path: z.string(),
  originalBytes: z.instanceof(Uint8Array),
  sha256AfterWrite: z.string(),
});

export class SqliteFileUndoStore implements FileUndoStore {
  private readonly connection: SqlConnection;
  private readonly insert: SqlStatement<never>;
  private readonly selectOf: SqlStatement<unknown>;
  private readonly deleteOf: SqlStatement<never>;

  constructor(connection: SqlConnection) {
    this.connection = connection;
    // Bytes that are our own earlier writing are not what was there first; the file holds the latest.
    this.insert = connection.prepare(`
      INSERT INTO fileUndo
        (rotationId, destinationId, path, originalBytes, sha256AfterWrite)
      VALUES (@rotationId, @destinationId, @path, @originalBytes, @sha256AfterWrite)
      ON CONFLICT (rotationId, destinationId, path) DO UPDATE SET
        originalBytes = iif(
          fileUndo.sha256AfterWrite = @originalSha256, fileUndo.originalBytes, excluded.originalBytes
        ),
        sha256AfterWrite = excluded.sha256AfterWrite`);
    this.selectOf = connection.prepare(`
      SELECT destinationId, path, originalBytes, sha256AfterWrite FROM fileUndo
      WHERE rotationId = ? ORDER BY id DESC`);
    this.deleteOf = connection.prepare('DELETE FROM fileUndo WHERE rotationId = ?');
  }

  put(rotationId: RotationId, undo: FileUndo): void {
    const { originalSecretBytes: originalBytes, ...place } = undo;
    const originalSha256 = sha256Hex(originalBytes);
    this.insert.run({ rotationId, ...place, originalBytes, originalSha256 });
  }

  of(rotationId: RotationId): readonly FileUndo[] {
    return this.selectOf.all(rotationId).map((row) => {
      const { originalBytes, ...place } = rowSchema.parse(row);
      // Without SQLite's own class round the bytes.
      return { ...place, originalSecretBytes: new Uint8Array(originalBytes) };
    });
  }

  clear(rotationId: RotationId): void {
    if (this.deleteOf.run(rotationId) > 0) this.connection.truncateLog();
  }
}
