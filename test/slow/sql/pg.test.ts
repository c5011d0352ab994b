import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { commentQueries, type StopCommenting } from '../../../src/carriers/sqlcommenter/index.js';
import { CTX_SPAN_ID, CTX_TRACE_ID, gather } from '../../../src/index.js';
import { extract } from '../../../src/propagation/index.js';
import { collectGarbage } from '../../whole/matrix/collect-garbage.js';
import { addressOf, isRequired } from '../truth/servers.js';

const isThere = await isRequired('PostgreSQL');
const lacks = isThere ? '' : ' (skipped without a PostgreSQL)';
const SQL = 'select current_query() as sql, $1::int as n';
const own = (): string => `traceparent='00-${CTX_TRACE_ID.get()}-${CTX_SPAN_ID.get()}-0`;

type Row = { readonly sql: string; readonly n: number };

describe.skipIf(!isThere)(`commentQueries with pg${lacks}`, () => {
  const connectionString = addressOf('PostgreSQL');
  let pool: pg.Pool;
  let stop: StopCommenting | undefined;

  beforeAll(() => {
    pool = new pg.Pool({ connectionString, max: 1 });
  });
  afterEach(() => stop?.());
  afterAll(() => pool.end());

  const inTrace = <R>(fn: () => R): R => extract({}).run(fn);
  const shown = (sql: string): number => sql.split('traceparent=').length - 1;

  it('each query through a pool has the trace of whoever asked for it, 40 at once on one connection', async () => {
    stop = commentQueries(pool);
    const ask = async (n: number): Promise<void> => {
      const { rows } = await pool.query<Row>(SQL, [n]);
      expect(rows[0]).toEqual({ sql: expect.stringContaining(own()), n });
      expect(shown(rows[0]?.sql as string)).toBe(1);
    };
    const nobody = async (n: number): Promise<void> => {
      const { rows } = await pool.query<Row>(SQL, [n]);
      expect(rows[0]).toEqual({ sql: SQL, n }); // waits in the pool, and is run as that of another ends
    };
    await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 4 === 3 ? nobody(n) : inTrace(() => ask(n)))));
  });

  it('so has one by callback, by an object, and through a connection of the pool', async () => {
    stop = commentQueries(pool);
    await inTrace(async () => {
      const called = await new Promise<string>((resolve, reject) => {
        pool.query<Row>('select current_query() as sql', (error, result) =>
          error ? reject(error) : resolve((result.rows[0] as Row).sql),
        );
      });
      const config = Object.freeze<pg.QueryConfig>({ text: SQL, values: [1] });
      const { rows: byObject } = await pool.query<Row>(config);
      const client = await pool.connect();
      const { rows: byClient } = await client.query<Row>(SQL, [1]);
      const { rows: byClientAndObject } = await client.query<Row>({
        text: SQL,
        values: [1],
      });
      client.release();
      for (const sql of [called, byObject[0]?.sql, byClient[0]?.sql, byClientAndObject[0]?.sql]) {
        expect(sql).toContain(own());
        expect(shown(sql as string)).toBe(1);
      }
    });
  });

  it('a connection that is used by two requests, one after the other, has the trace of each', async () => {
    stop = commentQueries(pool);
    const client = await pool.connect();
    const seen = await gather(
      ...[1, 2].map(
        (n) => () => inTrace(async () => [(await client.query<Row>(SQL, [n])).rows[0]?.sql, own()] as const),
      ),
    );
    client.release();
    for (const [sql, expected] of seen) expect(sql).toContain(expected);
  });

  it('two that comment on one pool can stop in any order, also where somebody else has wrapped it since', async () => {
    const shared = new pg.Pool({ connectionString, max: 1 });
    const [first, second] = [commentQueries(shared), commentQueries(shared)];
    const { query } = shared;
    shared.query = ((...args: unknown[]): unknown => Reflect.apply(query, shared, args)) as never;
    const sql = async (): Promise<string> => (await shared.query<Row>(SQL, [1])).rows[0]?.sql as string;
    await inTrace(async () => {
      first();
      expect(shown(await sql())).toBe(1);
      second();
      expect(await sql()).toBe(SQL);
    });
    await shared.end();
  });

  it('can be told so each time that a connection is taken from its pool', async () => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    for (let i = 0; i < 20_000; i++) commentQueries(client);
    await inTrace(async () => expect(shown((await client.query<Row>(SQL, [1])).rows[0]?.sql as string)).toBe(1));
    await client.end();
  });

  it('statements with a name, cursors and queries with a comment stay as they are', async () => {
    stop = commentQueries(pool);
    await inTrace(async () => {
      const named = { name: 'shows-itself', text: SQL, values: [1] };
      const query = new pg.Query<Row, [number]>(SQL, [1]);
      const byPool = (await pool.query<Row>(named)).rows[0]?.sql;
      const client = await pool.connect();
      const texts = [
        byPool,
        (await client.query<Row>(named)).rows[0]?.sql,
        (await client.query<Row>(`/* mine */ ${SQL}`, [1])).rows[0]?.sql,
        await new Promise((resolve, reject) => {
          query.on('row', (row) => resolve(row.sql));
          query.on('error', reject);
          client.query(query);
        }),
      ];
      client.release();
      expect(texts).toEqual([SQL, SQL, `/* mine */ ${SQL}`, SQL]);
    });
  });

  it('works for a client, and puts back what was there', async () => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    const ask = async (): Promise<string> =>
      (await client.query<Row>('select current_query() as sql;')).rows[0]?.sql as string;
    {
      using _ = commentQueries(client);
      expect(Object.hasOwn(client, 'query')).toBe(true);
      await inTrace(async () => expect(await ask()).toContain(own()));
    }
    expect(Object.hasOwn(client, 'query')).toBe(false);
    await inTrace(async () => expect(await ask()).not.toContain('traceparent'));
    await client.end();
  });

  it('puts back the connections of a pool, too', async () => {
    const before = pool.listenerCount('acquire');
    const stopNow = commentQueries(pool);
    const client = await pool.connect();
    expect([pool, client].map((each) => Object.hasOwn(each, 'query'))).toEqual([true, true]);
    stopNow();
    stopNow();
    expect([pool, client].map((each) => Object.hasOwn(each, 'query'))).toEqual([false, false]);
    expect(pool.listenerCount('acquire')).toBe(before);
    client.release();
  });

  it('keeps no connection that is gone, and no request that is over', async () => {
    const short = new pg.Pool({ connectionString, max: 1, maxUses: 1 });
    using _ = commentQueries(short);
    const references: WeakRef<object>[] = [];
    for (let i = 0; i < 5; i++) {
      const context = extract({});
      references.push(new WeakRef(context));
      await context.run(async () => {
        const client = await short.connect();
        references.push(new WeakRef(client));
        await client.query(SQL, [i]);
        client.release();
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    await collectGarbage();
    expect(references.slice(0, -2).filter((each) => each.deref() !== undefined)).toEqual([]);
    await short.end();
  });

  it('refuses what has no queries', () => {
    for (const wrong of [undefined, null, 'pool', {}, pg])
      expect(() => commentQueries(wrong as never)).toThrow(
        expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }),
      );
  });
});
