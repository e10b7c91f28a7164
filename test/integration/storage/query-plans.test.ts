import { describe, expect, it } from 'vitest';
import { openMemoryDatabase } from '../../../electron/storage/database.ts';
import type { SqlConnection } from '../../../electron/storage/sql-connection.ts';
import { storesOver } from '../../../electron/storage/sqlite-stores.ts';

/** Records what the stores prepare, and asks SQLite how it would run it. */
function plansOf(connection: SqlConnection): Map<string, string> {
  const prepared: string[] = [];
  const prepare = connection.prepare.bind(connection);
  connection.prepare = (sql) => {
    prepared.push(sql);
    return prepare(sql);
  };
  storesOver(connection, new Uint8Array(32));
  return new Map(
    prepared.map((sql) => {
      const parameterCount = sql.split('?').length - 1;
      const named = Object.fromEntries(
        [...sql.matchAll(/@(\w+)/g)].map(([, name = '']) => [name, null]),
      );
      const explain = connection.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
      const rows =
        Object.keys(named).length > 0
          ? explain.all(named)
          : explain.all(...Array.from({ length: parameterCount }, () => null));
      return [sql, rows.map(({ detail }) => detail).join('\n')];
    }),
  );
}

/** What is read whole on purpose: short tables, counts, and the parts when an account is forgotten. */
const wholeTables =
  /SCAN (connections|containers|rotations|activity|keychainItems|keyParts|duePlans|escrow|json_each|keys USING COVERING INDEX)/;

describe('how the stores read', () => {
  const connection = openMemoryDatabase();
  const plans = plansOf(connection);

  it('pages come from the index in order, without sorting', () => {
    const page = [...plans].filter(
      ([sql]) => sql.includes('LIMIT ?') && sql.includes('containerName'),
    );
    expect(page).toHaveLength(1);
    expect(page[0]?.[1]).toContain('keysInOrder');
    expect(page[0]?.[1]).not.toContain('TEMP B-TREE');
    const place = [...plans].filter(([sql]) => sql.includes('OFFSET'));
    expect(place[0]?.[1]).toBe('SCAN keys USING COVERING INDEX keysInOrder');
  });

  it('no statement reads a long table from end to end unless everything is wanted', () => {
    const scans = [...plans].flatMap(([sql, plan]) =>
      plan
        .split('\n')
        .filter((line) => line.startsWith('SCAN') && !wholeTables.test(line))
        .map((line) => `${line} in ${sql}`),
    );
    expect(scans).toEqual([]);
    expect(plans.size).toBeGreaterThan(50);
  });
});
