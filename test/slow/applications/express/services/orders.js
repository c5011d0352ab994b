'use strict';

const bus = require('../bus');
const orders = require('../db/orders');
const { HttpError } = require('../errors');
const log = require('../logger').child({ module: 'orders' });
const priceOf = require('./prices');
const ratesFor = require('./rates');

async function place({ order, sku, quantity, note }) {
  const price = await priceOf(order, sku);
  await orders.insert({ order, sku, quantity });
  log.info({ order, total: price * quantity, note }, 'order placed');
  bus.emit('order:placed', { order });
  return { order, total: price * quantity };
}

async function quote(order) {
  const [rates, price] = await Promise.all([ratesFor(order), priceOf(order, 'quote')]);
  log.info({ order }, 'quoted');
  return { order, euro: price * rates.euro };
}

async function cancel(order, how) {
  if (how === 'async') {
    await orders.find(order);
    throw new HttpError(500, `cannot cancel ${order}`);
  }
  await new Promise((resolve, reject) => {
    bus.emit('order:cancel', { order, done: (err) => (err ? reject(err) : resolve()) });
  });
}

module.exports = { place, quote, cancel };
