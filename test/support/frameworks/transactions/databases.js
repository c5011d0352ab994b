// Each opens its database, and says how one query is run with a handle of it. What stands in the docs is in test/slow/transactions.
import { drizzle } from 'drizzle-orm/node-postgres';
import { sql } from 'drizzle-orm';
import knex from 'knex';
import pg from 'pg';
import { DataSource } from 'typeorm';

const MAX = 5;

export const OPEN = {
  pg: (connectionString) => {
    const pool = new pg.Pool({ connectionString, max: MAX });
    return {
      database: pool,
      query: async (handle, text) => (await handle.query(text)).rows,
      close: () => pool.end(),
    };
  },
  knex: (connection) => {
    const database = knex({ client: 'pg', connection, pool: { max: MAX } });
    return {
      database,
      query: async (handle, text) => (await handle.raw(text)).rows,
      close: () => database.destroy(),
    };
  },
  drizzle: (connectionString) => {
    const pool = new pg.Pool({ connectionString, max: MAX });
    return {
      database: drizzle(pool),
      query: async (handle, text) => (await handle.execute(sql.raw(text))).rows,
      close: () => pool.end(),
    };
  },
  TypeORM: async (url) => {
    const source = await new DataSource({ type: 'postgres', url, extra: { max: MAX } }).initialize();
    return { database: source.manager, query: (handle, text) => handle.query(text), close: () => source.destroy() };
  },
};
