import { createServer } from 'node:http';
import { Transform } from 'node:stream';
import { bind, CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const open = new Map();
const slowly = (path, _, done) => void setTimeout(() => done(null, path), 1);
const answers = new Transform({ objectMode: true, transform: slowly });
answers.on('data', (path) => open.get(path)());

const listener = traced((request, response) => {
  const done = () => {
    log(`${request.url} is done`);
    response.end('done');
  };
  open.set(request.url, bind(done));
  answers.write(request.url);
});

await sendAll(createServer(listener));
