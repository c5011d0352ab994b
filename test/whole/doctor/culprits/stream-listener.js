import { createServer } from 'node:http';
import { Transform } from 'node:stream';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const open = new Map();
const slowly = (path, _, done) => void setTimeout(() => done(null, path), 1);
const answers = new Transform({ objectMode: true, transform: slowly });
answers.on('data', (path) => {
  log(`${path} is done`);
  open.get(path).end('done');
});

const listener = traced((request, response) => {
  open.set(request.url, response);
  answers.write(request.url);
});

await sendAll(createServer(listener));
