// Listeners of an EventTarget that are right: added at the start, or by a request that dispatches to them itself; and many that were
// called once before, or taken off.
import { createServer } from 'node:http';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const audit = new EventTarget();
audit.addEventListener('charged', ({ path }) => log(`${path} is charged`));

const listener = traced((request, response) => {
  const saw = () => log(`${request.url} saw it`);
  audit.addEventListener('once', saw, { once: true });
  audit.dispatchEvent(new Event('once'));
  audit.addEventListener('taken off', saw);
  audit.dispatchEvent(new Event('taken off'));
  audit.removeEventListener('taken off', saw);
  const own = new AbortController();
  own.signal.addEventListener('abort', saw);
  setTimeout(() => {
    audit.dispatchEvent(Object.assign(new Event('charged'), { path: request.url }));
    own.abort();
    response.end('done');
  }, 5);
});

await sendAll(createServer(listener));
