// Run by changes.test.ts, with and without what changes the process. Prints what the process is made of, as JSON: a signature for each
// property of the builtins, of the globals, of packages, and of the objects of a request that was served.
'use strict';

const { once } = require('node:events');
const { writeFileSync } = require('node:fs');
const { builtinModules, createRequire } = require('node:module');
const { types } = require('node:util');

const project = createRequire(`${process.env.PROJECT}/package.json`);

// What is found under a name of its own comes first: each object is looked at once.
const http = require('node:http');
const net = require('node:net');
const samples = {};
const prototypes = () => {
  const dispatcher = globalThis[Symbol.for('undici.globalDispatcher.1')];
  const [agent, base, abstract] = chain(dispatcher);
  return {
    'Module.prototype': require('node:module').prototype,
    'net.Server.prototype': net.Server.prototype,
    'http.IncomingMessage.prototype': http.IncomingMessage.prototype,
    'http.ServerResponse.prototype': http.ServerResponse.prototype,
    'http.OutgoingMessage.prototype': http.OutgoingMessage.prototype,
    'http.ClientRequest.prototype': http.ClientRequest.prototype,
    'http.Agent.prototype': http.Agent.prototype,
    'undici.Agent.prototype': agent,
    'undici.DispatcherBase.prototype': base,
    'undici.Dispatcher.prototype': abstract,
    console,
    process,
    'process.stdout': process.stdout,
    'process.stderr': process.stderr,
  };
};

function chain(object) {
  const found = [];
  for (let at = Object.getPrototypeOf(object); at !== Object.prototype; at = Object.getPrototypeOf(at)) found.push(at);
  return found;
}

async function main() {
  void [globalThis.Request, globalThis.Response]; // loads undici
  const channels = require('node:diagnostics_channel');
  channels.subscribe('undici:request:create', ({ request }) => {
    samples['undici request'] = request;
    samples['undici.Request.prototype'] ??= Object.getPrototypeOf(request);
  });
  channels.subscribe('undici:client:connected', ({ socket }) => {
    const key = Object.getOwnPropertySymbols(socket).find(({ description }) => description === 'client');
    samples['undici.Client.prototype'] ??= Object.getPrototypeOf(socket[key]);
  });
  const inContext = ACTS[process.env.ACT]();
  loadPackages();
  await serve(inContext);
  samples['console streams'] = { _stdout: Reflect.get(console, '_stdout'), _stderr: Reflect.get(console, '_stderr') };
  const [signatures, known] = [new Map(), new Set()];
  walk({ ...prototypes(), globalThis, ...builtins() }, signatures, known);
  walk(samples, signatures, known);
  const { ARGUMENTS, NODE_OPTIONS } = JSON.parse(process.env.GIVEN);
  if (process.execArgv.join() !== ARGUMENTS.join()) signatures.set('process.execArgv', 'changed');
  if (process.env.NODE_OPTIONS !== NODE_OPTIONS) signatures.set('process.env.NODE_OPTIONS', 'changed');
  return Object.fromEntries(signatures);
}

function loadPackages() {
  const packages = {};
  for (const name of ['pino', 'pino-http', 'winston', 'bunyan', 'ws', 'tslog', 'undici']) {
    packages[name] = project(name);
  }
  samples['winston.Logger.prototype'] = project('winston/lib/winston/logger.js').prototype;
  samples['bunyan.prototype'] = packages.bunyan.prototype;
  samples['ws.WebSocketServer.prototype'] = packages.ws.WebSocketServer.prototype;
  samples['tslog.BaseLogger.prototype'] = packages.tslog.BaseLogger.prototype;
  const { ConsoleLogger } = project('@nestjs/common');
  samples['nest.ConsoleLogger.prototype'] = ConsoleLogger.prototype;
  const sink = { write() {} };
  const stream = new (require('node:stream').Writable)({ write: (_chunk, _encoding, done) => done() });
  const transport = new packages.winston.transports.Stream({ stream });
  samples['winston logger'] = packages.winston.createLogger({ transports: [transport] });
  samples['winston transport'] = transport;
  samples['pino logger'] = packages.pino({}, sink);
  samples.packages = packages;
}

let trace = (listener) => listener;

/** Each has its effect, and gives what calls the client. */
const ACTS = {
  nothing: () => (call) => call(),
  import() {
    project('throughline');
    return (call) => call();
  },
  traced() {
    trace = project('throughline/node-http').traced;
    return (call) => call();
  },
  fetch() {
    void project('throughline/fetch').traced(() => new Response('done'))(new Request('http://localhost/'));
    return (call) => call();
  },
  installConsole() {
    project('throughline/console').installConsole();
    return (call) => call();
  },
  propagate() {
    const { extract, propagate } = project('throughline/propagation');
    propagate({ to: () => true });
    return (call) => extract({ 'x-request-id': 'abc' }).run(call);
  },
};

async function serve(inContext) {
  const server = http.createServer(
    trace((request, response) => {
      Object.assign(samples, { request, response, socket: request.socket });
      console.log('a line');
      response.end('done');
    }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  samples.server = server;
  const url = `http://127.0.0.1:${server.address().port}/`;
  await inContext(async () => (await fetch(url)).text());
  const request = inContext(() => http.get(url, { agent: new http.Agent() }));
  samples['client request'] = request;
  const [response] = await once(request, 'response');
  response.resume();
  await once(response, 'end');
  server.close();
  server.closeAllConnections();
}

function builtins() {
  const modules = builtinModules.filter(
    (name) => !name.startsWith('_') && !/^(punycode|sys|wasi|trace_events|inspector|repl|test)/.test(name),
  );
  return Object.fromEntries(modules.map((name) => [`node:${name}`, require(`node:${name}`)]));
}

/** Breadth first, so that an object has its shortest path. */
function walk(roots, signatures, known) {
  let level = Object.entries(roots).filter(([, value]) => isObject(value) && !known.has(value) && known.add(value));
  for (let depth = 0; depth < 4; depth++) {
    const next = [];
    for (const [path, object] of level) {
      for (const [name, value] of look(path, object, signatures)) {
        if (!isObject(value) || known.has(value)) continue;
        known.add(value);
        next.push([name, value]);
      }
    }
    level = next;
  }
}

/** Puts the signatures of all properties of an object there, and gives those that are objects. */
function look(path, object, signatures) {
  if (types.isProxy(object)) return [];
  const found = [];
  for (const key of Reflect.ownKeys(object)) {
    if (isNoise(key, object)) continue;
    const name = typeof key === 'symbol' ? `${path}[${key.description}]` : `${path}.${key}`;
    const property = Object.getOwnPropertyDescriptor(object, key);
    signatures.set(name, `${attributes(property)} ${signatureOf(property.value ?? property.get)}`);
    if (isFollowed(object, key)) found.push([name, property.value]);
  }
  return found;
}

/** Data: elements, listeners, caches, headers, addresses. */
const NOISE =
  /^(\d.*|_events|_cache|_pathCache|_peername|kHeaders|kOutHeaders|kResourceStore|name|length|arguments|caller|constructor)$/;

function isNoise(key, object) {
  return ArrayBuffer.isView(object) || Array.isArray(object) || NOISE.test(key.description ?? key);
}

function isFollowed(object, key) {
  return object !== process.env && !['env', 'cache', 'sockets', 'children', 'parent'].includes(key);
}

function signatureOf(value) {
  if (types.isProxy(value)) return 'proxy';
  if (typeof value === 'function')
    return `function ${value.name}/${value.length} ${Function.prototype.toString.call(value)}`;
  return typeof value;
}

function attributes({ writable, enumerable, configurable, get, set }) {
  return [writable, enumerable, configurable, get !== undefined, set !== undefined].map(Number).join('');
}

function isObject(value) {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}

void main().then((signatures) => {
  writeFileSync(process.env.RESULT, JSON.stringify(signatures));
  process.exit();
});
