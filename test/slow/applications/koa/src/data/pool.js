'use strict';

const { EventEmitter } = require('node:events');

const orders = new Map();
const released = new EventEmitter();
const SIZE = 2;
let busy = 0;

/** Runs `query` on one of the connections; a query that finds none tries again when one is released. */
function run(query, callback) {
  if (busy === SIZE) return void released.once('released', () => run(query, callback));
  busy++;
  module.exports.count++;
  setTimeout(() => {
    busy--;
    let result;
    try {
      result = query(orders);
    } catch (err) {
      released.emit('released');
      return callback(err);
    }
    released.emit('released');
    callback(null, result);
  }, 10);
}

released.setMaxListeners(0);

module.exports = { run, count: 0 };
