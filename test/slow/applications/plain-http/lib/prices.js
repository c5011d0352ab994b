import { setTimeout as sleep } from 'node:timers/promises';

import { log } from './log.js';

const cache = new Map();

async function load(sku) {
  await sleep(5);
  log.debug('cache filled', { sku });
  return 100 + sku.length;
}

export async function priceOf(order, sku) {
  if (!cache.has(sku)) {
    cache.set(sku, load(sku));
    setTimeout(() => cache.delete(sku), 25);
  }
  const price = await cache.get(sku);
  log.debug('priced', { order, price });
  return price;
}
