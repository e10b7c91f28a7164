import type { KeyRecord } from '../services/ports/stores.ts';
import { readParts, writeParts } from './part-text.ts';
import type { ScopeText } from './scope-text.ts';
import { sortOrderOf } from './sort-order.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';

/** The columns of `keys` that come from a record, in the order in which they are bound. */
const columns = [
  'id',
  'connectionId',
  'containerId',
  'providerKeyId',
  'name',
  'nameOrder',
  'environment',
  'status',
  'createdAt',
  'firstSeenAt',
  'lastRotatedAt',
  'owner',
  'purpose',
  'notes',
  'isPublic',
  'replaces',
  'replacedBy',
  'parts',
  'scope',
];

const changing = [...columns.slice(1), 'connectionOrder', 'containerOrder'];
const list = (names: readonly string[], prefix: string): string =>
  names.map((name) => `${prefix}${name}`).join(', ');

/** An unchanged row is not written again: a sync shows mostly what is known. */
const upsertKey = `
  INSERT INTO keys (${columns.join(', ')}, connectionOrder, containerOrder)
  VALUES (${columns.map(() => '?').join(', ')},
    (SELECT labelOrder FROM connections WHERE id = ?),
    (SELECT nameOrder FROM containers WHERE id = ?))
  ON CONFLICT (id) DO UPDATE SET
    ${changing.map((name) => `${name} = excluded.${name}`).join(', ')}
  WHERE (${list(changing, 'keys.')}) IS NOT (${list(changing, 'excluded.')})`;

/** Writes key records; the caller gives the transaction. Values are bound by place, which is faster. */
export class KeyWriter {
  private readonly scopes: ScopeText;
  private readonly selectParts: SqlStatement<{ parts: string }>;
  private readonly upsert: SqlStatement<never>;
  private readonly upsertSighting: SqlStatement<never>;
  private readonly deletePart: SqlStatement<never>;
  private readonly insertPart: SqlStatement<never>;

  constructor(connection: SqlConnection, scopes: ScopeText) {
    this.scopes = scopes;
    this.selectParts = connection.prepare('SELECT parts FROM keys WHERE id = ?');
    this.upsert = connection.prepare(upsertKey);
    this.upsertSighting = connection.prepare(`
      INSERT INTO keySightings (keyId, asOf, seenInSync) VALUES (?, ?, ?)
      ON CONFLICT (keyId) DO UPDATE SET asOf = excluded.asOf, seenInSync = excluded.seenInSync`);
    this.deletePart = connection.prepare('DELETE FROM keyParts WHERE partId = ?');
    this.insertPart = connection.prepare('INSERT INTO keyParts (partId, keyId) VALUES (?, ?)');
  }

  writeAll(records: readonly KeyRecord[]): void {
    const savedNames = new Set<string>();
    for (const record of records) this.write(record, savedNames);
  }

  private write(record: KeyRecord, savedNames: Set<string>): void {
    const parts = writeParts(record.parts);
    const partsBefore = this.selectParts.get(record.id)?.parts ?? '[]';
    this.upsert.run(
      record.id,
      record.connectionId,
      record.containerId,
      record.providerKeyId,
      record.name,
      sortOrderOf(record.name),
      record.environment,
      record.status,
      record.createdAt,
      record.firstSeenAt,
      record.lastRotatedAt,
      record.annotations.owner,
      record.annotations.purpose,
      record.annotations.notes,
      Number(record.annotations.isPublic),
      record.replaces,
      record.replacedBy,
      parts,
      this.scopes.write(record.scope, savedNames),
      record.connectionId,
      record.containerId,
    );
    this.upsertSighting.run(record.id, record.asOf, record.seenInSync);
    if (partsBefore === parts) return;
    for (const part of readParts(partsBefore)) this.deletePart.run(part.id);
    for (const part of record.parts) this.insertPart.run(part.id, record.id);
  }
}
