import { createServer } from 'node:http';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const orders = new EventTarget();

class Watcher {
  constructor(path) {
    this.path = path;
  }

  handleEvent() {
    log(`${this.path} saw it`);
  }
}

const listener = traced((request, response) => {
  orders.addEventListener('placed', new Watcher(request.url), { once: true });
  if (request.url === '/19') orders.dispatchEvent(new Event('placed'));
  setTimeout(() => response.end('done'), 30);
});

await sendAll(createServer(listener));
