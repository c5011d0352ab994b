// Nested calls share the transaction of their request. An error undoes all of it. What a branch writes later is refused.
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { taskGroup } from 'throughline';
import { beginIn } from './transactions/begin-in-pg.js';
import { transactional } from './transactions/transactional.js';

const pool = new Pool({
  connectionString: process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres',
});

const { db, transaction } = transactional<Pick<Pool, 'query'>>(pool, beginIn(pool));

async function addOrder(order: string): Promise<void> {
  await db().query('insert into orders values ($1)', [order]);
}

/** Runs in its own transaction, or in the transaction of its caller. */
async function addOrders(...orders: string[]): Promise<void> {
  await transaction(async () => {
    for (const order of orders) await addOrder(order);
  });
}

async function show(what: string): Promise<void> {
  const { rows } = await db().query<{ name: string }>('select name from orders order by name');
  console.log(`${what}: ${rows.map(({ name }) => name).join(', ')}`);
}

await pool.query('drop table if exists orders; create table orders (name text primary key)');
await transaction(async () => {
  await addOrders('a', 'b');
  await addOrders('c');
});
await show('nested');

await addOrders('d', 'a').catch((error: Error) => console.log(error.message));
await show('rolled back');

// PostgreSQL commits nothing after a query that failed, even if you catch the error.
await transaction(async () => {
  await addOrder('d');
  await addOrder('a').catch(() => {});
}).catch((error: Error) => console.log(error.message));

async function addLater(order: string): Promise<void> {
  await sleep(20);
  await addOrder(order);
}

// Promise.all rejects at the first failure, and does not wait for the other branches. They go on when the transaction is over.
// `db()` refuses their queries then, because they would run outside of the transaction.
const branch = (): Promise<void> => addLater('e').catch((error: Error) => console.log(error.message));
await transaction(() => Promise.all([addOrder('a'), branch()])).catch((error: Error) => console.log(error.message));
await sleep(40);

// A task group waits for all of its tasks. The transaction ends after that.
await transaction(() =>
  taskGroup(async (group) => {
    void group.createTask(() => addLater('f'));
    void group.createTask(() => addLater('g'));
  }),
);
await show('in a group');
await pool.query('drop table orders');
await pool.end();
