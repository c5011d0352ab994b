// Prints, as JSON, what each adapter adds to a request beyond the bare server: promises, and listeners and own properties of
// request and response as the handler finds them.
import { createHook } from 'node:async_hooks';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Duplex } from 'node:stream';

import { ADAPTERS } from './adapters.js';

/** What is done once, or by Node or a framework at its first requests, is not of a request. */
const WARM_UP = 20;

let promises = 0;
const hook = createHook({ init: (_, type) => void (promises += type === 'PROMISE' ? 1 : 0) });

const counted = {};
for (const [name, serve] of Object.entries(ADAPTERS)) {
  const [bare, traced] = [await countsOf(serve, false), await countsOf(serve, true)];
  counted[name] = Object.fromEntries(Object.keys(bare).map((what) => [what, traced[what] - bare[what]]));
}
process.stdout.write(JSON.stringify(counted));
process.exit(0);

async function countsOf(serve, isTraced) {
  let messages = [];
  let found = { listeners: 0, properties: 0 };
  const server = await serve(isTraced, () => {
    found = { listeners: sum(messages, listenersOf), properties: sum(messages, (one) => Reflect.ownKeys(one).length) };
  });
  for (let request = 0; request <= WARM_UP; request++) {
    messages = newMessages();
    promises = 0;
    hook.enable();
    await respond(server, messages);
    hook.disable();
  }
  return { promises, ...found };
}

function newMessages() {
  const socket = new Duplex({ read() {}, write: (_, __, done) => done() });
  const request = new IncomingMessage(socket);
  Object.assign(request, { method: 'GET', url: '/', httpVersionMajor: 1, httpVersionMinor: 1 });
  request.headers.host = 'localhost';
  request.rawHeaders.push('Host', 'localhost');
  request.push(null);
  const response = new ServerResponse(request);
  response.assignSocket(socket);
  return [request, response];
}

function respond(server, [request, response]) {
  return new Promise((resolve) => {
    response.on('finish', () => setImmediate(resolve));
    server.emit('request', request, response);
  });
}

function listenersOf(emitter) {
  return sum(emitter.eventNames(), (event) => emitter.listenerCount(event));
}

function sum(values, of) {
  return values.reduce((total, value) => total + of(value), 0);
}
