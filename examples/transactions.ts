// Nested calls share the transaction of their request. What throws undoes it all, also from a branch that goes on.
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

/** A transaction of its own, or a part of that of whoever calls it. */
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

// PostgreSQL commits nothing after a query that failed, also where its error is caught.
await transaction(async () => {
  await addOrder('d');
  await addOrder('a').catch(() => {});
}).catch((error: Error) => console.log(error.message));

async function addLater(order: string): Promise<void> {
  await sleep(20);
  await addOrder(order);
}

// Promise.all gives up at the first failure, and does not wait for the other branches: they go on as the transaction is over. What
// they write then is refused, for it would be written outside of it.
const branch = (): Promise<void> => addLater('e').catch((error: Error) => console.log(error.message));
await transaction(() => Promise.all([addOrder('a'), branch()])).catch((error: Error) => console.log(error.message));
await sleep(40);

// A task group waits for all of its tasks: then the transaction ends.
await transaction(() =>
  taskGroup(async (group) => {
    void group.createTask(() => addLater('f'));
    void group.createTask(() => addLater('g'));
  }),
);
await show('in a group');
await pool.query('drop table orders');
await pool.end();
