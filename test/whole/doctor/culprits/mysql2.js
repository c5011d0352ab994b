import { createServer } from 'node:http';
import mysql from 'mysql2';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const pool = mysql.createPool({ uri: process.env.MYSQL_URL, connectionLimit: 2 });

const listener = traced((request, response) => {
  pool.query('select sleep(0.01)', function done(error) {
    log(`${request.url} is ready`);
    response.end(error ? error.message : 'done');
  });
});

await sendAll(createServer(listener));
pool.end();
