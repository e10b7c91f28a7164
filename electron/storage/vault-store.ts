import { z } from 'zod';
import {
  instantSchema,
  keyIdSchema,
  partIdSchema,
  vaultEntryIdSchema,
} from '../../shared/lib/ids.ts';
import type { KeyId, PartId, VaultEntryId } from '../../shared/lib/ids.ts';
import type { VaultRecord, VaultStore } from '../services/ports/stores.ts';
import { flagSchema } from './column-schemas.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';

const rowSchema = z.object({
  id: vaultEntryIdSchema,
  keyId: keyIdSchema,
  name: z.string(),
  partId: partIdSchema.nullable(),
  custody: z.enum(['in-keychain', 'session', 'not-held']),
  fingerprint: z.string().nullable(),
  isAtProvider: flagSchema,
  writtenAt: instantSchema.nullable(),
  asOf: instantSchema,
});

const columns = Object.keys(rowSchema.shape).join(', ');

export class SqliteVaultStore implements VaultStore {
  private readonly selectOfKey: SqlStatement<unknown>;
  private readonly selectOne: SqlStatement<unknown>;
  private readonly selectNamed: SqlStatement<unknown>;
  private readonly upsert: SqlStatement<never>;
  private readonly deleteOne: SqlStatement<never>;
  private readonly insertFormer: SqlStatement<never>;
  private readonly selectFormer: SqlStatement<{ partId: string }>;
  private readonly deleteFormer: SqlStatement<never>;
  private readonly selectListedAt: SqlStatement<{ listedAt: number }>;
  private readonly upsertListedAt: SqlStatement<never>;

  constructor(connection: SqlConnection) {
    const select = `SELECT ${columns} FROM vaultEntries`;
    this.selectOfKey = connection.prepare(`${select} WHERE keyId = ? ORDER BY name`);
    this.selectOne = connection.prepare(`${select} WHERE id = ?`);
    this.selectNamed = connection.prepare(`${select} WHERE keyId = ? AND name = ?`);
    this.upsert = connection.prepare(`
      INSERT INTO vaultEntries (${columns})
      VALUES (@id, @keyId, @name, @partId, @custody, @fingerprint, @isAtProvider, @writtenAt, @asOf)
      ON CONFLICT (id) DO UPDATE SET
        keyId = @keyId, name = @name, partId = @partId, custody = @custody,
        fingerprint = @fingerprint, isAtProvider = @isAtProvider, writtenAt = @writtenAt,
        asOf = @asOf`);
    this.deleteOne = connection.prepare('DELETE FROM vaultEntries WHERE id = ?');
    this.insertFormer = connection.prepare(
      'INSERT INTO vaultFormerValues (entryId, partId) VALUES (?, ?) ON CONFLICT DO NOTHING',
    );
    this.selectFormer = connection.prepare(
      'SELECT partId FROM vaultFormerValues WHERE entryId = ? ORDER BY partId',
    );
    this.deleteFormer = connection.prepare(
      'DELETE FROM vaultFormerValues WHERE entryId = ? AND partId = ?',
    );
    this.selectListedAt = connection.prepare('SELECT listedAt FROM vaultLists WHERE keyId = ?');
    this.upsertListedAt = connection.prepare(`
      INSERT INTO vaultLists (keyId, listedAt) VALUES (?, ?)
      ON CONFLICT (keyId) DO UPDATE SET listedAt = excluded.listedAt`);
  }

  ofKey(keyId: KeyId): readonly VaultRecord[] {
    return this.selectOfKey.all(keyId).map((row) => rowSchema.parse(row));
  }

  find(id: VaultEntryId): VaultRecord | null {
    const row = this.selectOne.get(id);
    return row === undefined ? null : rowSchema.parse(row);
  }

  findByName(keyId: KeyId, name: string): VaultRecord | null {
    const row = this.selectNamed.get(keyId, name);
    return row === undefined ? null : rowSchema.parse(row);
  }

  save(record: VaultRecord): void {
    this.upsert.run({ ...record, isAtProvider: Number(record.isAtProvider) });
  }

  remove(id: VaultEntryId): void {
    this.deleteOne.run(id);
  }

  keepFormer(entryId: VaultEntryId, partId: PartId): void {
    this.insertFormer.run(entryId, partId);
  }

  formerOf(entryId: VaultEntryId): readonly PartId[] {
    return this.selectFormer.all(entryId).map((row) => partIdSchema.parse(row.partId));
  }

  dropFormer(entryId: VaultEntryId, partId: PartId): void {
    this.deleteFormer.run(entryId, partId);
  }

  listedAt(keyId: KeyId): number | null {
    return this.selectListedAt.get(keyId)?.listedAt ?? null;
  }

  setListedAt(keyId: KeyId, at: number): void {
    this.upsertListedAt.run(keyId, at);
  }
}
