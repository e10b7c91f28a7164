import { GENESIS_HASH, entryHash } from '../../shared/activity/activity-chain.ts';
import { activityEntrySchema } from '../../shared/activity/activity-entry.ts';
import type { ActivityEntry } from '../../shared/activity/activity-entry.ts';
import type { ActivityStore, NewActivity } from '../services/ports/stores.ts';
import { jsonText } from './column-schemas.ts';
import { sha256Hex } from './sha256-hex.ts';
import type { SqlConnection, SqlStatement } from './sql-connection.ts';

const rowSchema = activityEntrySchema.extend({ facts: jsonText(activityEntrySchema.shape.facts) });

/** Rows that `each` takes from the database at a time; the visitor may use the database meanwhile. */
const BATCH_LIMIT = 500;

export class SqliteActivityStore implements ActivityStore {
  private readonly connection: SqlConnection;
  private readonly selectLast: SqlStatement<{ seq: number; hash: string }>;
  private readonly insert: SqlStatement<never>;
  private readonly selectBefore: SqlStatement<unknown>;
  private readonly selectAfter: SqlStatement<ActivityEntry>;

  constructor(connection: SqlConnection) {
    this.connection = connection;
    this.selectLast = connection.prepare(
      'SELECT seq, hash FROM activity ORDER BY seq DESC LIMIT 1',
    );
    this.insert = connection.prepare(`
      INSERT INTO activity (seq, at, "action", outcome, connectionId, keyId, rotationId, subject,
        facts, hash)
      VALUES (@seq, @at, @action, @outcome, @connectionId, @keyId, @rotationId, @subject,
        @facts, @hash)`);
    this.selectBefore = connection.prepare(
      'SELECT * FROM activity WHERE seq < ? ORDER BY seq DESC LIMIT ?',
    );
    this.selectAfter = connection.prepare(
      'SELECT * FROM activity WHERE seq > ? ORDER BY seq LIMIT ?',
    );
  }

  append(entry: NewActivity): ActivityEntry {
    return this.connection.transaction(() => {
      const last = this.selectLast.get();
      const unhashed = {
        seq: (last?.seq ?? 0) + 1,
        at: entry.at,
        action: entry.action,
        outcome: entry.outcome,
        connectionId: entry.connectionId,
        keyId: entry.keyId,
        rotationId: entry.rotationId,
        // As the database will give it back: the hash is over what can be read again.
        subject: entry.subject.toWellFormed(),
        facts: entry.facts,
      };
      const hash = entryHash(last?.hash ?? GENESIS_HASH, unhashed, sha256Hex);
      this.insert.run({ ...unhashed, facts: JSON.stringify(unhashed.facts), hash });
      return { ...unhashed, hash };
    });
  }

  page(beforeSeq: number | null, limit: number): readonly ActivityEntry[] {
    const rows = this.selectBefore.all(beforeSeq ?? Number.MAX_SAFE_INTEGER, limit);
    return rows.map((row) => rowSchema.parse(row));
  }

  count(): number {
    return this.selectLast.get()?.seq ?? 0;
  }

  each(visit: (entry: ActivityEntry) => void): void {
    let lastSeq = 0;
    for (;;) {
      const rows = this.selectAfter.all(lastSeq, BATCH_LIMIT);
      for (const row of rows) {
        const parsed = rowSchema.safeParse(row);
        // A row that was changed into something unreadable still reaches the verifier, which names it.
        visit(parsed.success ? parsed.data : { ...row, facts: { unreadable: true } });
        lastSeq = row.seq;
      }
      if (rows.length < BATCH_LIMIT) return;
    }
  }
}
