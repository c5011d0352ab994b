'use strict';

const { setTimeout: sleep } = require('node:timers/promises');

const prices = new Map();

async function load(sku) {
  await sleep(5);
  console.debug('prices: loaded %s', sku);
  setTimeout(() => {
    prices.delete(sku);
    console.debug('prices: dropped %s', sku);
  }, 20);
  return 100 + sku.length;
}

exports.priceOf = async (order, sku) => {
  if (!prices.has(sku)) prices.set(sku, load(sku));
  const price = await prices.get(sku);
  console.debug('prices: %s for %s', price, order);
  return price;
};
