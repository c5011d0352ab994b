'use strict';

const Cache = require('../cache');
const log = require('../logger').child({ module: 'prices' });

const prices = new Cache(async (sku) => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return 100 + sku.length;
});

module.exports = async function priceOf(order, sku) {
  const price = await prices.get(sku);
  log.debug({ order, price }, 'priced');
  return price;
};
