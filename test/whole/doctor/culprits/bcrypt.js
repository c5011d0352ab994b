import { createServer } from 'node:http';
import bcrypt from 'bcrypt';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const listener = traced((request, response) => {
  bcrypt.hash('secret', 4, (error, hash) => {
    log(`${request.url} is hashed`);
    response.end(error ? error.message : hash);
  });
});

await sendAll(createServer(listener));
