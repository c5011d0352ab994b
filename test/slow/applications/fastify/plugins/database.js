import { setTimeout as sleep } from 'node:timers/promises';

import { plugin } from './plugin.js';

/** A connection to a database in memory: one query after the other. */
class Connection {
  constructor(tables) {
    this.tables = tables;
  }

  async query(run) {
    await sleep(1);
    return run(this.tables);
  }
}

class Pool {
  #idle;
  #waiting = [];

  constructor(size) {
    const tables = { orders: new Map() };
    this.#idle = Array.from({ length: size }, () => new Connection(tables));
  }

  async use(work) {
    const connection = this.#idle.pop() ?? (await new Promise((resolve) => this.#waiting.push(resolve)));
    try {
      return await work(connection);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(connection);
      else this.#idle.push(connection);
    }
  }
}

export default plugin(async (app) => {
  const pool = new Pool(4);
  const log = app.log.child({ module: 'database' });

  app.decorate('orders', {
    insert: (order) =>
      pool.use(async (connection) => {
        log.debug({ order: order.order }, 'inserting');
        await connection.query(({ orders }) => orders.set(order.order, order));
        log.debug({ order: order.order }, 'inserted');
      }),
    find: (number) =>
      pool.use(async (connection) => {
        const found = await connection.query(({ orders }) => orders.get(number));
        log.debug({ order: number, found: found !== undefined }, 'selected');
        return found;
      }),
    history: (number) =>
      pool.use(async (connection) => {
        const found = await connection.query(({ orders }) =>
          [...orders.values()].filter(({ order }) => order === number),
        );
        log.debug({ order: number, found: found.length }, 'history read');
        return found;
      }),
  });
});
