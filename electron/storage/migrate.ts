import { firstTables } from './migrations/0001-first-tables.ts';
import { publicKeys } from './migrations/0002-public-keys.ts';
import { dueDates } from './migrations/0003-due-dates.ts';
import { fileUndo } from './migrations/0004-file-undo.ts';
import { keyDestinations } from './migrations/0005-key-destinations.ts';
import type { SqlConnection } from './sql-connection.ts';

/** In order, one for each format version, from 1. A released migration never changes. */
const migrations: readonly { readonly version: number; readonly sql: string }[] = [
  firstTables,
  publicKeys,
  dueDates,
  fileUndo,
  keyDestinations,
];

/** The format this Rekey writes; a database of a newer one is not opened. */
export const FORMAT_VERSION = migrations.length;

export const formatVersionOf = (connection: SqlConnection): number =>
  Number(connection.pragma('user_version'));

/** Brings a database up to `FORMAT_VERSION`, each step with its version number in one transaction. */
export function migrate(connection: SqlConnection): void {
  const fromVersion = formatVersionOf(connection);
  for (const { version, sql } of migrations) {
    if (version <= fromVersion) continue;
    connection.transaction(() => {
      connection.exec(sql);
      connection.exec(`PRAGMA user_version = ${version}`);
    });
  }
}
