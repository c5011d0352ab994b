// What requests share, used rightly: no line of it has the id of another request.
import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import DataLoader from 'dataloader';
import genericPool from 'generic-pool';
import Redis from 'ioredis';
import Knex from 'knex';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import pMap from 'p-map';
import pg from 'pg';
import { bind, bindEmitter, CTX_REQUEST_ID, gather } from 'throughline';
import { createNamespace } from 'throughline/cls-hooked';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const wrong = [];
const soon = () => new Promise((resolve) => setTimeout(resolve, 2));

/** Logs a line of a request, and notes it where it has another id. */
function log(request, line) {
  const id = CTX_REQUEST_ID.get();
  if (id !== request.id) wrong.push(line);
  console.log(id, line);
}

const limit = pLimit(2);
const pool = genericPool.createPool({ create: async () => ({}), destroy: soon }, { max: 2 });
const loader = new DataLoader(async (keys) => (await soon(), keys));
const cache = new LRUCache({ max: 10, fetchMethod: async () => (await soon(), 'value') });
const redis = new Redis(process.env.REDIS_URL);
const knex = Knex({ client: 'pg', connection: process.env.DATABASE_URL, pool: { min: 0, max: 2 } });
const database = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 2 });
const bus = bindEmitter(new EventEmitter()).setMaxListeners(0);
const listeners = new Set();

// A worker that began with the process, and logs about itself.
setInterval(() => console.log(CTX_REQUEST_ID.get() || '-', 'still alive'), 5).unref();

let batch = [];

/** Writes lines of several requests at once, and logs about all of them. */
function writeSoon() {
  return new Promise((resolve) => {
    if (batch.push(resolve) > 1) return;
    setTimeout(() => {
      console.log(CTX_REQUEST_ID.get(), `writes ${batch.length}`);
      for (const done of batch.splice(0)) done();
    }, 2);
  });
}

// One at a time, in turn: who is done lets the next one in.
const turns = [];
let isTaken = false;
const enter = () => (isTaken ? new Promise((resolve) => turns.push(resolve)) : (isTaken = true));
const leave = () => (turns.length > 0 ? turns.shift()() : (isTaken = false));

let rates;

/** Made by whoever asks first, and awaited by all: its line has the id of the request that began it. */
async function loadRates() {
  const id = CTX_REQUEST_ID.get();
  await soon();
  if (CTX_REQUEST_ID.get() !== id) wrong.push('rates are loaded');
  console.log(CTX_REQUEST_ID.get(), 'rates are loaded');
}

// Of another package, which enters it and never leaves it.
const theirs = new AsyncLocalStorage();
const enterTheirs = theirs.enterWith.bind(theirs);
const namespace = createNamespace('healthy');

const uses = {
  'a batch': async (request) => (await writeSoon(), log(request, 'written')),
  'a semaphore': async (request) => {
    await enter();
    log(request, 'is in');
    await soon();
    log(request, 'leaves');
    leave();
  },
  'a cached promise': async (request) => (await (rates ??= loadRates()), log(request, 'rated')),
  'a storage that is entered': async (request) => {
    enterTheirs({ request });
    await soon();
    log(request, 'is still itself');
  },
  'a namespace that is entered': async (request) => {
    const context = namespace.createContext();
    namespace.enter(context);
    namespace.set('path', request.url);
    await soon();
    log(request, `${namespace.get('path')} is in a namespace`);
    namespace.exit(context);
  },
  'p-map': (request) => pMap([1, 2, 3], async () => (await soon(), log(request, 'mapped')), { concurrency: 2 }),
  'p-limit': (request) => limit(async () => (log(request, 'limited'), soon())),
  'generic-pool': async (request) => {
    const resource = await pool.acquire();
    log(request, 'acquired');
    await soon();
    log(request, 'about to release');
    await pool.release(resource);
  },
  dataloader: async (request) => (await loader.load(request.url), log(request, 'loaded')),
  'lru-cache': async (request) => (await cache.fetch('key'), log(request, 'fetched')),
  ioredis: async (request) => (await redis.get('key'), log(request, 'got')),
  'ioredis by callback': (request) =>
    new Promise((resolve) => void redis.get('key', () => (log(request, 'got'), resolve()))),
  knex: async (request) => (await knex.raw('select 1'), log(request, 'asked')),
  pg: async (request) => (await database.query('select 1'), log(request, 'asked')),
  'pg by callback': (request) =>
    new Promise((resolve) => {
      database.query(
        'select 1',
        bind(() => (log(request, 'asked'), resolve())),
      );
    }),
  'a callback that only resolves': async (request) => {
    await new Promise((resolve) => {
      database.query('select 1', resolve);
    });
    log(request, 'asked');
  },
  gather: (request) => gather(soon, () => log(request, 'gathered')),
  'an emitter': async (request) => {
    const told = new Promise((resolve) => void bus.once(request.url, () => (log(request, 'told'), resolve())));
    setTimeout(() => bus.emit(request.url), 1);
    await told;
  },
};

const listener = traced(async (request, response) => {
  request.id = CTX_REQUEST_ID.get();
  if (request.url === '/0') {
    // It is sent to by all others.
    listeners.add(response.writeHead(200));
    await once(request.on('end', () => log(request, 'read')).resume(), 'end');
    return;
  }
  for (const use of Object.values(uses)) await use(request);
  await Promise.all(Object.values(uses).map((use) => use(request)));
  for (const other of listeners) other.write(`${request.url} is done\n`);
  response.on('finish', () => log(request, 'sent')).end('done');
  await soon();
  log(request, 'late');
  if (request.url === '/19') for (const other of listeners) other.end();
});

await sendAll(createServer(listener));
await Promise.all([pool.drain(), redis.quit(), knex.destroy(), database.end()]);
if (wrong.length > 0) throw new Error(`It is not right: ${[...new Set(wrong)].join(', ')}`);
