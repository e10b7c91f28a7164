import { keyIdSchema } from '../../shared/lib/ids.ts';
import type { ConnectionId, KeyId, PartId } from '../../shared/lib/ids.ts';
import type { KeyRecord, KeyRow, KeyStore } from '../services/ports/stores.ts';
import { keyRecordOf, keyRowOf, parsedKeyRowOf } from './key-row.ts';
import type { KeyColumns, KeyRowColumns } from './key-row.ts';
import { KeyWriter } from './key-writer.ts';
import { ScopeText } from './scope-text.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';

const recordColumns = `
  keys.id, keys.connectionId, keys.containerId, keys.providerKeyId, keys.name, keys.environment,
  keys.status, keys.createdAt, keys.firstSeenAt, keySightings.asOf, keySightings.seenInSync,
  keys.lastRotatedAt, keys.owner, keys.purpose, keys.notes, keys.isPublic, keys.replaces,
  keys.replacedBy, keys.parts, keys.scope`;

const selectRecords = `
  SELECT ${recordColumns} FROM keys JOIN keySightings ON keySightings.keyId = keys.id`;

const selectRows = `
  SELECT ${recordColumns}, containers.name AS containerName, connections.providerId AS providerId,
    rotations.id AS openRotationId
  FROM keys
  CROSS JOIN keySightings ON keySightings.keyId = keys.id
  CROSS JOIN containers ON containers.id = keys.containerId
  CROSS JOIN connections ON connections.id = keys.connectionId
  LEFT JOIN rotations ON rotations.keyId = keys.id AND rotations.isOpen = 1`;

/**
 * A key that another call showed after the sync began (one just created) is not missing; one that
 * had ended is no longer expected.
 */
const isMissing = `
  connectionId = @connectionId AND status NOT IN ('gone', 'ended') AND EXISTS (
    SELECT 1 FROM keySightings
    WHERE keyId = keys.id AND seenInSync IS NOT @syncId AND asOf <= coalesce(
      (SELECT startedAt FROM syncRuns WHERE connectionId = @connectionId AND syncId = @syncId),
      @at))`;

const place = 'keys.connectionOrder, keys.containerOrder, keys.nameOrder, keys.id';

interface Place {
  readonly connectionOrder: string;
  readonly containerOrder: string;
  readonly nameOrder: string;
  readonly id: string;
}

export class SqliteKeyStore implements KeyStore {
  private readonly connection: SqlConnection;
  private readonly scopes: ScopeText;
  private readonly writer: KeyWriter;
  private readonly countAll: SqlStatement<{ count: number }>;
  private readonly countConnection: SqlStatement<{ count: number }>;
  private readonly selectPlace: SqlStatement<Place>;
  private readonly selectPage: SqlStatement<KeyRowColumns>;
  private readonly selectOne: SqlStatement<KeyRowColumns>;
  private readonly selectByProviderId: SqlStatement<KeyRowColumns>;
  private readonly selectKnown: SqlStatement<KeyColumns>;
  private readonly selectByPart: SqlStatement<KeyRowColumns>;
  private readonly selectConnection: SqlStatement<KeyColumns>;
  private readonly selectProviderIds: SqlStatement<{ providerKeyId: string }>;
  private readonly selectFormer: SqlStatement<{ providerKeyId: string; keyId: string }>;
  private readonly selectMissing: SqlStatement<{ id: string }>;
  private readonly updateGone: SqlStatement<{ id: string }>;

  constructor(connection: SqlConnection) {
    this.connection = connection;
    this.scopes = new ScopeText(connection);
    this.writer = new KeyWriter(connection, this.scopes);
    this.countAll = connection.prepare('SELECT count(*) AS count FROM keys');
    this.countConnection = connection.prepare(
      'SELECT count(*) AS count FROM keys WHERE connectionId = ?',
    );
    // Skips in the index alone; `OFFSET` on the joined rows would read every one of them.
    this.selectPlace = connection.prepare(
      `SELECT ${place} FROM keys ORDER BY ${place} LIMIT 1 OFFSET ?`,
    );
    this.selectPage = connection.prepare(
      `${selectRows} WHERE (${place}) >= (?, ?, ?, ?) ORDER BY ${place} LIMIT ?`,
    );
    this.selectOne = connection.prepare(`${selectRows} WHERE keys.id = ?`);
    this.selectByProviderId = connection.prepare(
      `${selectRows} WHERE keys.connectionId = ? AND keys.providerKeyId = ?`,
    );
    this.selectKnown = connection.prepare(`${selectRecords}
      WHERE keys.connectionId = ? AND keys.providerKeyId IN (SELECT value FROM json_each(?))`);
    this.selectByPart = connection.prepare(
      `${selectRows} WHERE keys.id = (SELECT keyId FROM keyParts WHERE partId = ?)`,
    );
    this.selectConnection = connection.prepare(
      `${selectRecords} WHERE keys.connectionId = ? ORDER BY keys.id`,
    );
    this.selectProviderIds = connection.prepare(
      'SELECT providerKeyId FROM keys WHERE connectionId = ?',
    );
    this.selectFormer = connection.prepare(
      'SELECT providerKeyId, keyId FROM formerKeys WHERE connectionId = ?',
    );
    this.selectMissing = connection.prepare(`SELECT id FROM keys WHERE ${isMissing} ORDER BY id`);
    this.updateGone = connection.prepare(
      `UPDATE keys SET status = 'gone' WHERE ${isMissing} RETURNING id`,
    );
  }

  count(): number {
    return this.countAll.get()?.count ?? 0;
  }

  countOf(connectionId: ConnectionId): number {
    return this.countConnection.get(connectionId)?.count ?? 0;
  }

  page(offset: number, limit: number): readonly KeyRow[] {
    const first = this.selectPlace.get(offset);
    if (first === undefined) return [];
    const { connectionOrder, containerOrder, nameOrder, id } = first;
    const rows = this.selectPage.all(connectionOrder, containerOrder, nameOrder, id, limit);
    return rows.map((row) => keyRowOf(row, this.scopes));
  }

  find(id: KeyId): KeyRow | null {
    return parsedKeyRowOf(this.selectOne.get(id), this.scopes);
  }

  findByProviderId(connectionId: ConnectionId, providerKeyId: string): KeyRow | null {
    return parsedKeyRowOf(this.selectByProviderId.get(connectionId, providerKeyId), this.scopes);
  }

  known(
    connectionId: ConnectionId,
    providerKeyIds: readonly string[],
  ): ReadonlyMap<string, KeyRecord> {
    const rows = this.selectKnown.all(connectionId, JSON.stringify(providerKeyIds));
    return new Map(rows.map((row) => [row.providerKeyId, keyRecordOf(row, this.scopes)]));
  }

  findByPart(partId: PartId): KeyRow | null {
    return parsedKeyRowOf(this.selectByPart.get(partId), this.scopes);
  }

  ofConnection(connectionId: ConnectionId): readonly KeyRecord[] {
    const rows = this.selectConnection.all(connectionId);
    return rows.map((row) => keyRecordOf(row, this.scopes));
  }

  providerIds(connectionId: ConnectionId): ReadonlySet<string> {
    const rows = this.selectProviderIds.all(connectionId);
    return new Set(rows.map(({ providerKeyId }) => providerKeyId));
  }

  formerIds(connectionId: ConnectionId): ReadonlyMap<string, KeyId> {
    const rows = this.selectFormer.all(connectionId);
    return new Map(rows.map((row) => [row.providerKeyId, keyIdSchema.parse(row.keyId)]));
  }

  save(record: KeyRecord): void {
    this.saveAll([record]);
  }

  saveAll(records: readonly KeyRecord[]): void {
    this.connection.transaction(() => {
      this.writer.writeAll(records);
    });
  }

  missingAlive(connectionId: ConnectionId, syncId: string, at: number): readonly KeyId[] {
    const rows = this.selectMissing.all({ connectionId, syncId, at });
    return rows.map((row) => keyIdSchema.parse(row.id));
  }

  markGone(connectionId: ConnectionId, syncId: string, at: number): readonly KeyId[] {
    const rows = this.updateGone.all({ connectionId, syncId, at });
    return rows.map((row) => keyIdSchema.parse(row.id)).sort();
  }
}
