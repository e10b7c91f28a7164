import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createChainVerifier } from '../../../shared/activity/activity-chain.ts';
import type { ActivityEntry } from '../../../shared/activity/activity-entry.ts';
import type { Stores } from '../../../electron/services/ports/stores.ts';
import { openMemoryDatabase } from '../../../electron/storage/database.ts';
import type { SqlConnection } from '../../../electron/storage/sql-connection.ts';
import { storesOver } from '../../../electron/storage/sqlite-stores.ts';
import { activity, connectionRecord } from './sample-records.ts';

let connection: SqlConnection;
let stores: Stores;
beforeEach(() => {
  connection = openMemoryDatabase();
  stores = storesOver(connection, new Uint8Array(32));
});
afterEach(() => {
  stores.close();
});

function verify(): { entryCount: number; brokenAtSeq: number | null } {
  const verifier = createChainVerifier((text) => createHash('sha256').update(text).digest('hex'));
  stores.activity.each((entry) => {
    verifier.next(entry);
  });
  return verifier.verdict();
}

describe('the activity log', () => {
  it('counts from 1, pages newest first and visits oldest first', () => {
    for (let number = 1; number <= 1_201; number += 1) {
      stores.activity.append(activity(`subject ${String(number)}`));
    }
    expect(stores.activity.count()).toBe(1_201);
    expect(stores.activity.page(null, 3).map(({ seq }) => seq)).toEqual([1_201, 1_200, 1_199]);
    expect(stores.activity.page(3, 10).map(({ seq }) => seq)).toEqual([2, 1]);
    const visited: ActivityEntry[] = [];
    stores.activity.each((entry) => visited.push(entry));
    expect(visited.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 1_201 }, (_, index) => index + 1),
    );
    expect(verify()).toEqual({ entryCount: 1_201, brokenAtSeq: null });
  });

  it('answers the entry as it will be read', () => {
    const appended = stores.activity.append(
      activity('half a pair \ud800 and \u0000', {
        outcome: 'failed',
        facts: { zebra: 1, ant: 'half \udfff', flag: true },
      }),
    );
    expect(stores.activity.page(null, 1)).toEqual([appended]);
    expect(verify().brokenAtSeq).toBeNull();
  });

  it('loses its entry when the transaction around it is rolled back, and goes on without a gap', () => {
    stores.activity.append(activity('kept'));
    expect(() => {
      stores.transaction(() => {
        stores.activity.append(activity('lost'));
        throw new Error('stop');
      });
    }).toThrow('stop');
    stores.activity.append(activity('next'));
    expect(stores.activity.page(null, 9).map(({ seq, subject }) => [seq, subject])).toEqual([
      [2, 'next'],
      [1, 'kept'],
    ]);
    expect(verify()).toEqual({ entryCount: 2, brokenAtSeq: null });
  });

  it('may be written to while it is visited', () => {
    stores.activity.append(activity('one'));
    stores.activity.each(({ subject }) => {
      stores.connections.save(connectionRecord(1, { label: subject }));
    });
    expect(stores.connections.all()[0]?.label).toBe('one');
  });

  it.each([
    `UPDATE activity SET subject = 'changed' WHERE seq = 1`,
    'DELETE FROM activity WHERE seq = 1',
    'DELETE FROM activity',
    'INSERT OR REPLACE INTO activity SELECT * FROM activity WHERE seq = 1',
    `INSERT INTO activity SELECT 9, at, "action", outcome, connectionId, keyId, rotationId, subject,
      facts, hash FROM activity WHERE seq = 1`,
  ])('is append-only in the database itself: %s', (sql) => {
    stores.activity.append(activity('one'));
    stores.activity.append(activity('two'));
    expect(() => {
      connection.exec(sql);
    }).toThrow('append-only');
    expect(verify()).toEqual({ entryCount: 2, brokenAtSeq: null });
  });

  it('names the entry that somebody with the key changed, also into nonsense', () => {
    for (const subject of ['one', 'two', 'three', 'four']) {
      stores.activity.append(activity(subject));
    }
    connection.exec('DROP TRIGGER activityIsNeverChanged');
    connection.exec(`UPDATE activity SET subject = 'Three' WHERE seq = 3`);
    expect(verify()).toEqual({ entryCount: 4, brokenAtSeq: 3 });
    connection.exec(`UPDATE activity SET facts = 'no json', "action" = 'nonsense' WHERE seq = 2`);
    expect(verify()).toEqual({ entryCount: 4, brokenAtSeq: 2 });
    connection.exec('DROP TRIGGER activityIsNeverDeleted');
    connection.exec('DELETE FROM activity WHERE seq = 1');
    expect(verify().brokenAtSeq).toBe(2);
  });
});
