'use strict';

const log = require('./logger').child({ module: 'cache' });

const TTL = 25;

/** Keeps what `load` gives for a moment; asks only once for what is being loaded. */
module.exports = class Cache {
  #entries = new Map();

  constructor(load) {
    this.load = load;
  }

  get(key) {
    const entry = this.#entries.get(key);
    if (entry) return entry;
    const loading = this.#fill(key);
    this.#entries.set(key, loading);
    return loading;
  }

  async #fill(key) {
    try {
      const value = await this.load(key);
      log.debug({ key }, 'cache filled');
      setTimeout(() => this.#entries.delete(key), TTL);
      return value;
    } catch (err) {
      this.#entries.delete(key);
      throw err;
    }
  }
};
