import { createRequire } from 'node:module';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { commentQueries, type Queryable } from '../../../src/carriers/sqlcommenter/index.js';
import { CTX_SPAN_ID, CTX_TRACE_ID } from '../../../src/index.js';
import { extract } from '../../../src/propagation/index.js';
import { folderOf } from '../../support/frameworks/installed.js';
import { addressOf, isRequired } from '../truth/servers.js';

const isThere = await isRequired('MySQL');
const lacks = isThere ? '' : ' (skipped without a MySQL)';
const SQL = 'select info as `sql`, ? as n from information_schema.processlist where id = connection_id()';
const own = (): string => `/*traceparent='00-${CTX_TRACE_ID.get()}-${CTX_SPAN_ID.get()}-0`;

type Rows = readonly { readonly sql: string; readonly n: number }[];

/** The part of `mysql2/promise`, which is not installed in the root, that is called here. */
interface Connection extends Queryable {
  query(sql: string | object, values?: unknown): Promise<[Rows]>;
  execute(sql: string, values: unknown[]): Promise<[Rows]>;
  end(): Promise<void>;
}
interface Pool extends Connection {
  readonly pool: Queryable & {
    query(sql: string, values: unknown[], callback: (error: unknown, rows: Rows) => void): void;
  };
  getConnection(): Promise<Connection & { release(): void; readonly connection: Queryable }>;
}
const mysql = (): { createPool(options: object): Pool; createConnection(options: object): Promise<Connection> } =>
  createRequire(`${folderOf('libraries')}/`)('mysql2/promise') as never;

describe.skipIf(!isThere)(`commentQueries with mysql2${lacks}`, () => {
  const uri = addressOf('MySQL');
  let pool: Pool;
  beforeAll(() => {
    pool = mysql().createPool({ uri, connectionLimit: 1, namedPlaceholders: true });
  });
  afterAll(() => pool.end());
  const inTrace = <R>(fn: () => R): R => extract({ traceparent: '', tracestate: '' }).run(fn);

  it('each query through a pool has the trace of whoever asked for it, 40 at once on one connection', async () => {
    using _ = commentQueries(pool);
    const ask = async (n: number): Promise<void> => {
      const [rows] = await pool.query(SQL, [n]);
      expect(rows[0]).toEqual({ sql: expect.stringContaining(own()), n });
    };
    const nobody = async (n: number): Promise<void> => {
      const [rows] = await pool.query(SQL, [n]);
      expect(rows[0]?.sql).not.toContain('traceparent');
    };
    await Promise.all(Array.from({ length: 40 }, (_each, n) => (n % 4 === 3 ? nobody(n) : inTrace(() => ask(n)))));
  });

  it('so has one by callback, by an object, with named placeholders, and through a connection', async () => {
    using _ = commentQueries(pool.pool);
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await extract({ traceparent: trace, tracestate: "congo=?:n'$1" }).run(async () => {
      const called = await new Promise<Rows>((resolve, reject) => {
        pool.pool.query(SQL, [1], (error, rows) => (error ? reject(error) : resolve(rows)));
      });
      const [byObject] = await pool.query({ sql: SQL, values: [1] });
      const [named] = await pool.query(SQL.replace('?', ':n'), { n: 1 });
      const connection = await pool.getConnection();
      const [byConnection] = await connection.query(SQL, [1]);
      connection.release();
      for (const rows of [called, byObject, named, byConnection]) {
        expect(rows[0]?.n).toBe(1);
        expect(rows[0]?.sql).toContain(`${own()}1',tracestate='congo%3D%3F%3An\\'%241'*/`);
        expect(rows[0]?.sql.split('traceparent=').length).toBe(2);
      }
    });
  });

  it('prepared statements stay as they are', async () => {
    using _ = commentQueries(pool);
    const [rows] = await inTrace(() => pool.execute(SQL, [1]));
    expect(rows[0]?.sql).not.toContain('traceparent');
  });

  it('works for a connection, and puts back what was there', async () => {
    const connection = await mysql().createConnection({ uri });
    const ask = async (): Promise<string> => (await connection.query(`${SQL};`, [1]))[0][0]?.sql as string;
    {
      using _ = commentQueries(connection);
      await inTrace(async () => expect(await ask()).toContain(own()));
    }
    await inTrace(async () => expect(await ask()).not.toContain('traceparent'));
    await connection.end();
  });

  it('puts back the connections of a pool, too', async () => {
    const stop = commentQueries(pool);
    const connection = await pool.getConnection();
    const changed = [pool.pool, connection.connection];
    expect(changed.map((each) => Object.hasOwn(each, 'query'))).toEqual([true, true]);
    stop();
    expect(changed.map((each) => Object.hasOwn(each, 'query'))).toEqual([false, false]);
    connection.release();
  });
});
