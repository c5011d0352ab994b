import { nodeBuiltin } from '../../../core/runtime/node-builtin.js';
import { ThroughlineError } from '../../../core/throughline-error.js';

/** What is used of `node:sqlite`. */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

interface Statement {
  run(...values: readonly (number | string)[]): unknown;
  all(): readonly unknown[];
  iterate(...values: readonly number[]): Iterable<unknown>;
}

/** Opens a file by `node:sqlite`. Throws `TL_ERR_RUNTIME` where Node does not have it, and what that throws. */
export function openDatabase(path: string): Database {
  const sqlite = nodeBuiltin('node:sqlite') as { DatabaseSync: new (path: string) => Database } | undefined;
  if (sqlite !== undefined) return new sqlite.DatabaseSync(path);
  throw new ThroughlineError(
    'TL_ERR_RUNTIME',
    `--keep needs node:sqlite, which Node ${process.versions.node} does not have`,
    'Use Node 22.13 or later, or run without --keep',
  );
}
