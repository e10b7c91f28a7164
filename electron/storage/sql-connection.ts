import type Database from 'better-sqlite3-multiple-ciphers';
import { translated } from './sql-error.ts';

export type SqlValue = string | number | null | Uint8Array;
export type SqlParameters = readonly SqlValue[] | readonly [Readonly<Record<string, SqlValue>>];

/** A prepared statement; `Row` is what its columns are known to be. */
export interface SqlStatement<Row> {
  get(...parameters: SqlParameters): Row | undefined;
  all(...parameters: SqlParameters): Row[];
  /** Answers how many rows changed. */
  run(...parameters: SqlParameters): number;
}

/** How much room `reserveRoom` proves: far more than a rotation's row and its escrow take. */
const RESERVED_BYTES = 131_072;

/**
 * One open database. Everything thrown by SQLite for the disk's sake leaves here as a
 * `StorageFailure`; anything else that is thrown is a bug.
 */
export class SqlConnection {
  readonly fileName: string;
  private readonly database: Database.Database;
  private readonly controls = new Map<string, SqlStatement<never>>();
  private depth = 0;
  /** SQLite ended the open transaction by itself: what follows would be saved on its own. */
  private isRolledBack = false;
  private isTruncationDue = false;

  constructor(database: Database.Database, fileName: string) {
    this.database = database;
    this.fileName = fileName;
  }

  prepare<Row>(sql: string): SqlStatement<Row> {
    const statement = this.database.prepare<unknown[], Row>(sql);
    return {
      get: (...parameters) => this.guarded(() => statement.get(...parameters)),
      all: (...parameters) => this.guarded(() => statement.all(...parameters)),
      run: (...parameters) => this.guarded(() => statement.run(...parameters).changes),
    };
  }

  /** Runs statements of our own making, such as a migration. */
  exec(sql: string): void {
    this.guarded(() => this.database.exec(sql));
    this.noteEnd();
  }

  pragma(source: string): unknown {
    return this.guarded(() => this.database.pragma(source, { simple: true }));
  }

  /** Runs `action` in one immediate transaction; a throw rolls everything back. Nests. */
  transaction<T>(action: () => T): T {
    const isOutermost = this.depth === 0;
    this.control(isOutermost ? 'BEGIN IMMEDIATE' : 'SAVEPOINT nested');
    if (isOutermost) this.isRolledBack = false;
    this.depth += 1;
    let value: T;
    try {
      value = action();
      if (value instanceof Promise) throw new TypeError('A transaction cannot wait for a promise');
      this.control(isOutermost ? 'COMMIT' : 'RELEASE nested');
    } catch (cause) {
      // SQLite has already rolled everything back when the disk is full.
      if (this.database.inTransaction) {
        this.database.exec(isOutermost ? 'ROLLBACK' : 'ROLLBACK TO nested; RELEASE nested');
      }
      throw cause;
    } finally {
      this.depth -= 1;
    }
    if (isOutermost && this.isTruncationDue) this.truncateLog();
    return value;
  }

  /**
   * Moves the write-ahead log into the database and empties it, so that overwritten bytes are gone
   * from it too. Inside a transaction this happens after the commit.
   */
  truncateLog(): void {
    this.isTruncationDue = true;
    if (this.depth > 0) return;
    try {
      this.database.pragma('wal_checkpoint(TRUNCATE)');
      this.isTruncationDue = false;
    } catch (cause) {
      // The commit stands. The log is emptied after the next one, or when the database is opened.
      if (translated(cause, this.fileName) === cause) throw cause;
    }
  }

  /**
   * Proves that the next writes have room, and keeps that room: the log is written and started
   * again without giving its bytes back, and the database keeps the emptied pages.
   */
  reserveRoom(): void {
    this.transaction(() => {
      const filler = new Uint8Array(RESERVED_BYTES);
      this.prepare('INSERT INTO ballast (id, filler) VALUES (1, ?)').run(filler);
      // `secure_delete` overwrites the freed pages, so they are in the log all the same.
      this.exec('DELETE FROM ballast');
    });
    if (this.depth === 0) this.pragma('wal_checkpoint(RESTART)');
  }

  close(): void {
    if (!this.database.open) return;
    if (this.isTruncationDue) this.truncateLog();
    this.database.close();
  }

  private control(sql: string): void {
    const statement = this.controls.get(sql) ?? this.prepare<never>(sql);
    this.controls.set(sql, statement);
    statement.run();
  }

  /** Asked after what can end a transaction, not before every statement: that is slow in a sync. */
  private noteEnd(): void {
    if (this.depth > 0 && !this.database.inTransaction) this.isRolledBack = true;
  }

  private guarded<T>(action: () => T): T {
    if (this.depth > 0 && this.isRolledBack) {
      throw new Error('The transaction was rolled back by a failure inside it');
    }
    try {
      return action();
    } catch (cause) {
      this.noteEnd();
      throw translated(cause, this.fileName);
    }
  }
}
