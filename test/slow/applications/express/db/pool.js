'use strict';

const pg = require('pg');
const config = require('../config');
const MemoryPool = require('./memory-pool');

const pool = config.databaseUrl ? new pg.Pool({ connectionString: config.databaseUrl, max: 4 }) : new MemoryPool();

/** A demonstration: its table begins empty, and is gone at the end. */
async function open() {
  if (!config.databaseUrl) return;
  await pool.query(`create table ${config.table} (number text primary key, sku text, quantity int)`, []);
}

async function close() {
  if (config.databaseUrl) await pool.query(`drop table ${config.table}`, []);
  await pool.end();
}

module.exports = { pool, open, close };
