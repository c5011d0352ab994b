'use strict';

const { table } = require('../config');
const { pool } = require('./pool');
const log = require('../logger').child({ module: 'db' });

async function insert({ order, sku, quantity }) {
  log.debug({ order }, 'inserting');
  await pool.query(`insert into ${table} values ($1, $2, $3) on conflict (number) do update set sku = excluded.sku`, [
    order,
    sku,
    quantity,
  ]);
  log.debug({ order }, 'inserted');
}

async function find(order) {
  const { rows } = await pool.query(`select * from ${table} where number = $1`, [order]);
  log.debug({ order, found: rows.length }, 'selected');
  return rows[0];
}

// From the time before promises.
function history(order, callback) {
  pool.query(`select * from ${table} where number = $1`, [order], (err, result) => {
    if (err) return callback(err);
    log.debug({ order, found: result.rows.length }, 'history read');
    callback(null, result.rows);
  });
}

module.exports = { insert, find, history };
