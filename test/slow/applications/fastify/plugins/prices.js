import { setTimeout as sleep } from 'node:timers/promises';

import { Redis } from 'ioredis';

import { plugin } from './plugin.js';

/** What is kept of the prices: in Redis if there is one. */
function store(url) {
  if (url === undefined) {
    const values = new Map();
    return { get: async (key) => values.get(key), set: async (key, value) => void values.set(key, value), quit() {} };
  }
  const redis = new Redis(url, { keyPrefix: `orders-fastify:${process.pid}:` });
  return {
    get: (key) => redis.get(key),
    set: (key, value) => redis.set(key, value, 'PX', 50),
    quit: () => redis.quit(),
  };
}

export default plugin(async (app) => {
  const log = app.log.child({ module: 'prices' });
  const kept = store(process.env.REDIS_URL);
  const loading = new Map();

  async function load(sku) {
    await sleep(5);
    const price = 100 + sku.length;
    log.debug({ sku }, 'cache filled');
    await kept.set(sku, price);
    return price;
  }

  app.decorate('priceOf', async (order, sku) => {
    const known = await kept.get(sku);
    log.debug({ order, known: known ?? null }, 'cache asked');
    if (known !== undefined && known !== null) return Number(known);
    if (!loading.has(sku))
      loading.set(
        sku,
        load(sku).finally(() => loading.delete(sku)),
      );
    const price = await loading.get(sku);
    log.debug({ order, price }, 'priced');
    return price;
  });

  app.addHook('onClose', async () => {
    await kept.quit();
  });
});
