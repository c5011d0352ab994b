'use strict';

const tables = { orders: new Map() };

/** A pool in front of a database in memory, for development; the part of pg's that the application uses. */
module.exports = class MemoryPool {
  #free;
  #waiting = [];

  constructor({ max = 2 } = {}) {
    this.#free = max;
  }

  query(text, values, callback) {
    if (callback) return this.#acquire(text, values, callback);
    return new Promise((resolve, reject) => {
      this.#acquire(text, values, (err, result) => (err ? reject(err) : resolve(result)));
    });
  }

  end() {
    return Promise.resolve();
  }

  #acquire(text, values, callback) {
    if (this.#free === 0) return void this.#waiting.push({ text, values, callback });
    this.#free--;
    this.#execute(text, values, callback);
  }

  #execute(text, values, callback) {
    setTimeout(() => {
      const result = { rows: this.#rows(text, values) };
      const next = this.#waiting.shift();
      if (next) this.#execute(next.text, next.values, next.callback);
      else this.#free++;
      callback(null, result);
    }, 10);
  }

  #rows(text, [number, sku, quantity]) {
    if (text.startsWith('insert')) tables.orders.set(number, { number, sku, quantity });
    const row = tables.orders.get(number);
    return row ? [row] : [];
  }
};
