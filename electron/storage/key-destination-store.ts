import { z } from 'zod';
import { destinationSchema, type Destination } from '../../shared/rotations/destination.ts';
import type { KeyId } from '../../shared/lib/ids.ts';
import type { KeyDestinationStore } from '../services/ports/key-destination-store.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';

const rowSchema = z.object({ destinations: z.string() });

export class SqliteKeyDestinationStore implements KeyDestinationStore {
  private readonly select: SqlStatement<unknown>;
  private readonly upsert: SqlStatement<never>;

  constructor(connection: SqlConnection) {
    this.select = connection.prepare('SELECT destinations FROM keyDestinations WHERE keyId = ?');
    this.upsert = connection.prepare(`
      INSERT INTO keyDestinations (keyId, destinations) VALUES (?, ?)
      ON CONFLICT (keyId) DO UPDATE SET destinations = excluded.destinations`);
  }

  of(keyId: KeyId): readonly Destination[] {
    const row = this.select.get(keyId);
    if (row === undefined) return [];
    const { destinations } = rowSchema.parse(row);
    // A suggestion only: one that cannot be read is not made.
    const parsed = z.array(z.unknown()).safeParse(JSON.parse(destinations));
    return (parsed.data ?? []).flatMap((entry) => destinationSchema.safeParse(entry).data ?? []);
  }

  save(keyId: KeyId, destinations: readonly Destination[]): void {
    this.upsert.run(keyId, JSON.stringify(destinations));
  }
}
