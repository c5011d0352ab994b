// A transaction of pg: for `transactional`.
import type { Pool, PoolClient } from 'pg';

/** Runs `work` in a transaction on a connection of the pool. */
export function beginIn(pool: Pool) {
  // Without a listener, a connection that breaks ends the process. Its queries reject in any case.
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));

  return async <T>(work: (client: PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const result = await work(client);
      await commit(client);
      client.release();
      return result;
    } catch (error) {
      await client.query('rollback').then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      );
      throw error;
    }
  };
}

/** If a query has failed, PostgreSQL rolls back, and reports no error. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  if (command === 'ROLLBACK') throw new Error('A query of the transaction failed: all of it was rolled back.');
}
