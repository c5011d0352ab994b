import { chmodSync, closeSync, openSync, statSync, truncateSync } from 'node:fs';
import { resolve } from 'node:path';

import { attempt } from '../../../core/attempt.js';
import { isThroughlineError, ThroughlineError } from '../../../core/throughline-error.js';
import { bytesOf } from '../apply-event.js';
import { type Database, openDatabase } from './sqlite.js';

const TABLE = 'CREATE TABLE requests (sequence INTEGER PRIMARY KEY, events TEXT NOT NULL) STRICT';

/** Higher ones are nobody's: counting on from there would not stay exact. */
const MAX_SEQUENCE = 2 ** 48;

/** Of requests for which the memory of a run has no room, too. */
const MOST_BYTES = 2 ** 30;

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
  10: 'cannot be read and written: the disk fails',
  11: 'is broken',
  13: 'has no room: the disk is full',
  14: 'cannot be written',
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
    this.path = resolve(path); // SQLite has a meaning of its own for some names, such as `:memory:`
    openDatabase(':memory:').close();
    this.#database = this.#explained(() => {
      assertWritable(this.path);
      return openDatabase(this.path);
    });
    try {
      this.#explained(() => this.#begin());
    } catch (error) {
      attempt(() => this.#database.close());
      throw error;
    }
  }

  /**
   * The newest requests that take about so many bytes, in the order of their start. Older ones stay, for a run with more room, within a
   * bound of their own. Throws for a broken file.
   */
  read(bytesAtMost: number): readonly KeptRow[] {
    return this.#explained(() => {
      const kept = this.#firstWithin(Math.max(bytesAtMost, MOST_BYTES));
      this.#database.prepare('DELETE FROM requests WHERE sequence NOT BETWEEN ? AND ?').run(kept, MAX_SEQUENCE);
      const wanted = 'SELECT sequence, events FROM requests WHERE sequence >= ? ORDER BY sequence';
      return [...this.#database.prepare(wanted).iterate(this.#firstWithin(bytesAtMost))] as KeptRow[];
    });
  }

  /** The highest sequence, 0 where there is none. */
  last(): number {
    return this.#explained(() => {
      const highest = 'SELECT max(sequence) AS last FROM requests WHERE sequence <= ?';
      const [row] = this.#database.prepare(highest).iterate(MAX_SEQUENCE) as Iterable<{ last: number | null }>;
      return row?.last ?? 0;
    });
  }

  /** The sequence from which on requests take about so many bytes. */
  #firstWithin(bytesAtMost: number): number {
    const sizes = 'SELECT sequence, octet_length(events) AS size FROM requests WHERE sequence BETWEEN 1 AND ?';
    let first = MAX_SEQUENCE + 1;
    let bytes = 0;
    for (const row of this.#database.prepare(`${sizes} ORDER BY sequence DESC`).iterate(MAX_SEQUENCE)) {
      const { sequence, size } = row as { readonly sequence: number; readonly size: number };
      bytes += bytesOf(size);
      if (bytes > bytesAtMost) break;
      first = sequence;
    }
    return first;
  }

  /** Writes these rows in place of those that were there, and takes others out, all of it or nothing. Throws in words. */
  write(rows: Iterable<KeptRow>, gone: Iterable<number>): void {
    this.#inWords(() => {
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

  /** Takes all out, also where SQLite cannot, as on a disk that is full: then nothing more can be written. Throws in words where neither works. */
  empty(): void {
    if (attempt(() => this.#database.exec('DELETE FROM requests') ?? true) === true) return;
    this.#inWords(() => {
      attempt(() => this.#database.close());
      truncateSync(this.path);
    });
  }

  close(): void {
    attempt(() => this.#database.close());
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
      throw this.#wrong(wrongIn(error));
    }
  }

  /** Throws what is wrong with a file that was right when it was opened. */
  #inWords(act: () => void): void {
    try {
      act();
    } catch (error) {
      throw new Error(`${this.path} ${wrongIn(error)}`, { cause: error });
    }
  }

  #wrong(what: string): ThroughlineError {
    return new ThroughlineError('TL_ERR_INVALID_OPTION', '--keep', `a file of its own, and ${this.path} ${what}`);
  }
}

function wrongIn(error: unknown): string {
  const { code, errcode = 0 } = error as { readonly code?: string; readonly errcode?: number };
  return WRONG[errcode & 0xff] ?? WRONG[code ?? ''] ?? `cannot be used: ${code}`;
}

/** Makes the file where there is none, for this user alone. Closes it before SQLite opens it: its locks end with any file that closes. */
function assertWritable(path: string): void {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? true;
  if (!isFile) throw new ThroughlineError('TL_ERR_INVALID_OPTION', '--keep', `a file, and ${path} is not one`);
  closeSync(openSync(path, 'a', 0o600));
}
