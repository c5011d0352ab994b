import { createServer } from 'node:http';
import pg from 'pg';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 2 });

function load(path) {
  return new Promise((resolve, reject) => {
    pool.query('select pg_sleep(0.01)', (error, result) => {
      log(`${path} is loaded`);
      if (error) reject(error);
      else resolve(result);
    });
  });
}

const listener = traced(async (request, response) => {
  await load(request.url);
  log(`${request.url} is ready`);
  response.end('done');
});

await sendAll(createServer(listener));
await pool.end();
