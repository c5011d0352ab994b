import { chmodSync, closeSync, openSync, statSync } from 'node:fs';

import { attempt } from '../../../core/attempt.js';
import { isThroughlineError, ThroughlineError } from '../../../core/throughline-error.js';
import { bytesOf } from '../apply-event.js';
import { type Database, openDatabase } from './sqlite.js';

const TABLE = 'CREATE TABLE requests (sequence INTEGER PRIMARY KEY, events TEXT NOT NULL) STRICT';

/** Higher ones are nobody's: counting on from there would not stay exact. */
const MAX_SEQUENCE = 2 ** 48;

/** A request in the file: its `sequence`, and its events as text. */
export interface KeptRow {
  readonly sequence: number;
  readonly events: string;
}

/** What is wrong, by the code of Node or the one of SQLite. Source: SQLite, "Result and Error Codes". */
const WRONG: Readonly<Record<string, string>> = {
  EACCES: 'cannot be written',
  EPERM: 'cannot be written',
  EROFS: 'cannot be written',
  ENOENT: 'is in a folder that does not exist',
  5: 'is in use by another process',
  8: 'cannot be written',
  11: 'is broken',
  13: 'has no room: the disk is full',
  26: 'is another kind of file',
};

/** A file of SQLite with one table, which this process alone has open. Nobody else may read it. */
export class RequestFile {
  readonly path: string;
  readonly #database: Database;

  /**
   * Opens the file, or makes it. Throws `TL_ERR_RUNTIME` where Node has no SQLite, and `TL_ERR_INVALID_OPTION` for a file that is broken,
   * of somebody else, in use or not to be written; that one stays as it was.
   */
  constructor(path: string) {
    this.path = path;
    openDatabase(':memory:').close();
    this.#database = this.#explained(() => {
      assertWritable(path);
      return openDatabase(path);
    });
    try {
      this.#explained(() => this.#begin());
    } catch (error) {
      attempt(() => this.#database.close());
      throw error;
    }
  }

  /** The newest requests that take about so many bytes, in the order of their start. Forgets all others. Throws for a broken file. */
  read(bytesAtMost: number): readonly KeptRow[] {
    return this.#explained(() => {
      const sizes = 'SELECT sequence, octet_length(events) AS size FROM requests WHERE sequence BETWEEN 1 AND ?';
      let first = MAX_SEQUENCE + 1;
      let bytes = 0;
      for (const row of this.#database.prepare(`${sizes} ORDER BY sequence DESC`).iterate(MAX_SEQUENCE)) {
        const { sequence, size } = row as { readonly sequence: number; readonly size: number };
        bytes += bytesOf(size);
        if (bytes > bytesAtMost) break;
        first = sequence;
      }
      this.#database.prepare('DELETE FROM requests WHERE sequence NOT BETWEEN ? AND ?').run(first, MAX_SEQUENCE);
      return this.#database.prepare('SELECT sequence, events FROM requests ORDER BY sequence').all() as KeptRow[];
    });
  }

  /** Writes these rows in place of those that were there, and takes others out, all of it or nothing. Throws in words. */
  write(rows: Iterable<KeptRow>, gone: Iterable<number>): void {
    this.#explained(() => {
      this.#database.exec('BEGIN');
      try {
        const put = this.#database.prepare('REPLACE INTO requests (sequence, events) VALUES (?, ?)');
        const drop = this.#database.prepare('DELETE FROM requests WHERE sequence = ?');
        for (const { sequence, events } of rows) put.run(sequence, events);
        for (const sequence of gone) drop.run(sequence);
        this.#database.exec('COMMIT');
      } catch (error) {
        attempt(() => this.#database.exec('ROLLBACK'));
        throw error;
      }
    });
  }

  close(): void {
    this.#database.close();
  }

  /** A file whose only table is ours is ours: nothing in it but rows can be somebody else's. */
  #begin(): void {
    const database = this.#database;
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF');
    database.exec('BEGIN EXCLUSIVE');
    const schema = database.prepare('SELECT sql FROM sqlite_schema').all() as readonly { readonly sql: unknown }[];
    if (schema.length === 0) database.exec(TABLE);
    else if (schema.length > 1 || schema[0]?.sql !== TABLE) throw this.#wrong('is a database of something else');
    chmodSync(this.path, 0o600);
    database.exec('PRAGMA user_version = 1; COMMIT'); // writes, so that a file that cannot be written is known now
  }

  #explained<R>(act: () => R): R {
    try {
      return act();
    } catch (error) {
      if (isThroughlineError(error)) throw error;
      const { code, errcode = 0 } = error as { readonly code?: string; readonly errcode?: number };
      throw this.#wrong(WRONG[errcode & 0xff] ?? WRONG[code ?? ''] ?? `cannot be used: ${code}`);
    }
  }

  #wrong(what: string): ThroughlineError {
    return new ThroughlineError('TL_ERR_INVALID_OPTION', '--keep', `a file of its own, and ${this.path} ${what}`);
  }
}

/** Makes the file where there is none, for this user alone. Closes it before SQLite opens it: its locks end with any file that closes. */
function assertWritable(path: string): void {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? true;
  if (!isFile) throw new ThroughlineError('TL_ERR_INVALID_OPTION', '--keep', `a file, and ${path} is none`);
  closeSync(openSync(path, 'a', 0o600));
}
