import Database from 'better-sqlite3-multiple-ciphers';
import { expect, it } from 'vitest';
import { FORMAT_VERSION, formatVersionOf, migrate } from '../../../electron/storage/migrate.ts';
import { firstTables } from '../../../electron/storage/migrations/0001-first-tables.ts';
import { SqlConnection } from '../../../electron/storage/sql-connection.ts';

it('keeps the keys of a first profile, and none of them is public', () => {
  const connection = new SqlConnection(new Database(':memory:'), 'memory');
  connection.exec(firstTables.sql);
  connection.exec(`
    PRAGMA user_version = 1;
    INSERT INTO connections VALUES ('c', 'ably', '', '', '', '', '', '', 0, NULL, NULL, 0, NULL, NULL);
    INSERT INTO containers VALUES ('a', 'c', '1', '', '');
    INSERT INTO keys (id, connectionId, containerId, providerKeyId, connectionOrder, containerOrder,
      nameOrder, name, environment, status, firstSeenAt, owner, purpose, notes, parts, scope)
    VALUES ('k', 'c', 'a', '2', '', '', '', 'orders server', 'unset', 'active', 1, 'Mia', '', '', '', '');
  `);

  migrate(connection);
  migrate(connection);

  expect(formatVersionOf(connection)).toBe(FORMAT_VERSION);
  expect(connection.prepare('SELECT name, owner, isPublic FROM keys').get()).toEqual({
    name: 'orders server',
    owner: 'Mia',
    isPublic: 0,
  });
  expect(() => {
    connection.exec('UPDATE keys SET isPublic = 2');
  }).toThrow(/constraint/iu);
});
