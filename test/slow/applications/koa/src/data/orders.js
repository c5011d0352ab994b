'use strict';

const { promisify } = require('node:util');
const pool = require('./pool');

const run = promisify(pool.run);

exports.insert = async (order) => {
  await run((orders) => orders.set(order.order, order));
  console.debug('db: inserted', order.order);
};

exports.find = async (number) => {
  const order = await run((orders) => orders.get(number));
  console.debug('db: selected', number, order ?? 'nothing');
  return order;
};

exports.history = (number, callback) => {
  pool.run(
    (orders) => [...orders.values()].filter(({ order }) => order === number),
    (err, rows) => {
      console.debug('db: history of', number, rows);
      callback(err, rows);
    },
  );
};
