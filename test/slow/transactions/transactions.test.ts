// The recipe of docs/guide/transactions.md, with each of the libraries that it names.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { beginIn } from '../../../examples/transactions/begin-in-pg.js';
import { transactional } from '../../../examples/transactions/transactional.js';
import { gather, taskGroup } from '../../../src/index.js';
import { extract } from '../../../src/propagation/index.js';
import { folderOf } from '../../support/frameworks/installed.js';
import { runExample } from '../../whole/examples/run-example.js';
import { addressOf, isRequired } from '../truth/servers.js';

const isThere = await isRequired('PostgreSQL');
const lacks = isThere ? '' : ' (skipped without a PostgreSQL)';
const url = addressOf('PostgreSQL');

type Begin = <T>(work: (handle: never) => Promise<T>) => Promise<T>;

/** A database of knex, drizzle or TypeORM, which are not installed in the root: they have this in common. */
interface Database {
  transaction: Begin;
}

interface Opened<D> {
  readonly database: D;
  query(handle: unknown, text: string): Promise<readonly Record<string, string>[]>;
  close(): Promise<void>;
}

/** The rows of the docs' table, which says what `begin` is. */
const BEGIN: Readonly<Record<string, readonly [text: string, begin: (database: never) => Begin]>> = {
  pg: ['beginIn(pool)', (pool: pg.Pool) => beginIn(pool) as Begin],
  knex: ['(work) => database.transaction(work)', (database: Database) => (work) => database.transaction(work)],
  drizzle: ['(work) => database.transaction(work)', (database: Database) => (work) => database.transaction(work)],
  TypeORM: ['(work) => manager.transaction(work)', (manager: Database) => (work) => manager.transaction(work)],
};

it.each(Object.entries(BEGIN))('the guide says how %s begins a transaction', (library, [text]) => {
  const guide = readFileSync('docs/guide/transactions.md', 'utf8');
  expect(guide).toMatch(new RegExp(`\\| ${library} +\\|`));
  expect(guide).toContain(text);
});

it.skipIf(!isThere)(`the example of the guide prints what the guide says${lacks}`, async () => {
  const guide = readFileSync('docs/guide/transactions.md', 'utf8');
  const lines = await runExample('transactions');
  expect(lines.length).toBeGreaterThan(4);
  expect(guide).toContain(lines.map((line) => `    ${line}\n`).join(''));
});

describe.skipIf(!isThere).each(Object.keys(BEGIN))(`a transaction in a variable, with %s${lacks}`, (library) => {
  const table = `throughline_${library.toLowerCase()}`;
  let opened: Opened<never>;
  let db: () => unknown;
  let transaction: <T>(work: () => Promise<T>) => Promise<T>;

  beforeAll(async () => {
    const { OPEN } = (await import(pathToFileURL(`${folderOf('transactions')}/databases.js`).href)) as {
      OPEN: Record<string, (url: string) => Promise<Opened<never>>>;
    };
    opened = await (OPEN[library] as (url: string) => Promise<Opened<never>>)(url);
    ({ db, transaction } = transactional<unknown>(opened.database, BEGIN[library]?.[1](opened.database) as never));
    await opened.query(opened.database, `drop table if exists ${table}`);
    await opened.query(opened.database, `create table ${table} (name text primary key, tx text)`);
  });
  beforeEach(() => opened.query(opened.database, `delete from ${table}`));
  afterAll(async () => {
    await opened.query(opened.database, `drop table ${table}`);
    await opened.close();
  });

  const add = async (name: string): Promise<void> => {
    await opened.query(db(), `insert into ${table} values ('${name}', pg_current_xact_id()::text)`);
  };
  const names = async (): Promise<string[]> => {
    const rows = await opened.query(opened.database, `select name from ${table} order by name`);
    return rows.map(({ name }) => name as string);
  };
  const transactionsOf = async (): Promise<string[]> => {
    const rows = await opened.query(opened.database, `select distinct tx from ${table}`);
    return rows.map(({ tx }) => tx as string);
  };

  it('nested calls are one transaction, and calls after it are none', async () => {
    await transaction(async () => {
      await add('a');
      await transaction(() => add('b'));
      await gather(
        () => add('c'),
        () => transaction(() => add('d')),
      );
    });
    expect(await names()).toEqual(['a', 'b', 'c', 'd']);
    expect(await transactionsOf()).toHaveLength(1);
    expect(db()).toBe(opened.database);
    await add('e');
    expect(await transactionsOf()).toHaveLength(2);
  });

  it('40 requests at once have 40 transactions, each of its own', async () => {
    const request = (i: number): Promise<void> =>
      extract({}).run(() =>
        transaction(async () => {
          await add(`${i}-first`);
          await sleep(Math.random() * 10);
          await transaction(() => add(`${i}-second`));
          if (i % 4 === 0) throw new Error(`request ${i} fails`);
        }),
      );
    const results = await Promise.allSettled(Array.from({ length: 40 }, (_, i) => request(i)));
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    const rows = await opened.query(opened.database, `select name, tx from ${table}`);
    expect(rows).toHaveLength(60);
    const pairs = new Map<string, Set<string>>();
    for (const { name = '', tx = '' } of rows) {
      const key = name.split('-')[0] as string;
      pairs.set(key, (pairs.get(key) ?? new Set()).add(tx));
    }
    expect([...pairs.values()].every((each) => each.size === 1)).toBe(true);
    expect(new Set([...pairs.values()].flatMap((each) => [...each])).size).toBe(30);
  });

  it('what throws undoes all of it, nested calls too', async () => {
    const failing = transaction(async () => {
      await add('a');
      await transaction(() => add('b'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await names()).toEqual([]);
  });

  it('a branch of Promise.all that goes on after the failure of another one writes nothing', async () => {
    let late: Promise<unknown> = Promise.resolve();
    const branch = async (): Promise<void> => {
      for (let i = 0; i < 10; i++) {
        await sleep(2);
        await add(`late-${i}`);
      }
    };
    const failing = transaction(async () => {
      late = branch().catch((error: Error) => error.message);
      await Promise.all([late, sleep(5).then(() => Promise.reject(new Error('no')))]);
    });
    await expect(failing).rejects.toThrow('no');
    expect(await late).toBe('This transaction is over. Await all that it starts.');
    expect(await names()).toEqual([]);
  });

  it.runIf(library === 'pg')('an error that is caught within it is an error of the transaction', async () => {
    const swallowing = transaction(async () => {
      await add('a');
      await add('a').catch(() => {});
    });
    await expect(swallowing).rejects.toThrow('A query of the transaction failed');
    expect(await names()).toEqual([]);
  });

  it.runIf(library === 'pg')('a connection that is lost within it is an error of the transaction', async () => {
    const losing = transaction(async () => {
      await add('a');
      const [own] = await opened.query(db(), 'select pg_backend_pid()::text as pid');
      await opened.query(opened.database, `select pg_terminate_backend(${own?.['pid']})`);
      await sleep(50);
      await add('b');
    });
    await expect(losing).rejects.toThrow();
    expect(await names()).toEqual([]);
    await transaction(() => add('c'));
    expect(await names()).toEqual(['c']);
  });

  it('a task group waits for all of its branches', async () => {
    await transaction(() =>
      taskGroup(async (group) => {
        for (const name of ['a', 'b', 'c']) void group.createTask(() => sleep(Math.random() * 5).then(() => add(name)));
      }),
    );
    expect(await names()).toEqual(['a', 'b', 'c']);
    expect(await transactionsOf()).toHaveLength(1);
  });
});
