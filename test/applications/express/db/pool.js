'use strict';

const pg = require('pg');
const config = require('../config');
const MemoryPool = require('./memory-pool');

const pool = config.databaseUrl ? new pg.Pool({ connectionString: config.databaseUrl, max: 4 }) : new MemoryPool();

async function prepare() {
  if (!config.databaseUrl) return;
  await pool.query('drop table if exists express_orders', []); // a demonstration begins with no orders
  await pool.query('create table express_orders (number text primary key, sku text, quantity int)', []);
}

module.exports = { pool, prepare };
