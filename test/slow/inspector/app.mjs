// What the tests of this folder look at: a small shop, as somebody would write it.
import { fork } from 'node:child_process';
import cluster from 'node:cluster';
import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';

import pg from 'pg';
import { pino } from 'pino';
import { ContextVar, gather, withSpan } from 'throughline';
import { runJob } from 'throughline/jobs';
import { WebSocketServer } from 'ws';

const CTX_USER = new ContextVar('user', { default: '' });
const CTX_PASSWORD = new ContextVar('password', { default: '' });
const orders = new EventEmitter();
const log = pino();
const pool = new pg.Pool({
  connectionString: process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres',
});

const routes = {
  '/order': async (request) => {
    CTX_USER.set({ name: 'ann', token: 'hidden' });
    CTX_PASSWORD.set('hunter2');
    const { rows } = await pool.query('select 7 as stock');
    log.info({ stock: rows[0].stock }, 'in stock');
    console.warn('nearly sold out');
    await gather(
      () => withSpan('charge', async () => CTX_USER.run('bob', () => console.log('charged'))),
      () => withSpan('notify', async () => console.log('notified')),
    );
    const response = await fetch(`http://${request.headers.host}/stock?token=secret`);
    return response.text();
  },
  '/stock': () => 'seven',
  '/fail': async () => {
    const fail = async () => {
      throw new TypeError('broken');
    };
    return runJob({ name: 'failing' }, fail).catch(() => 'failed');
  },
  '/changes': async (request) => {
    request.headers['x-tenant'] = 'changed';
    delete request.headers['x-user'];
    const fail = async () => {
      throw new TypeError('broken');
    };
    await runJob({ name: 'changing' }, fail).catch((error) => {
      Object.assign(error, { message: 'changed', stack: 'changed' });
    });
    return 'changed';
  },
  '/queries': async () => {
    for (const item of [1, 2, 3]) await ask('select $1::int as item', item);
    await ask('select now()');
    return 'asked';
  },
  '/hang': () => new Promise(() => {}),
  '/crash': () => {
    setImmediate(() => {
      throw new Error('crashed');
    });
    return new Promise(() => {});
  },
  '/busy': async () => {
    work(20);
    await Promise.resolve();
    work(20);
    await setTimeout(100);
    work(20);
    await Promise.all([setTimeout(50), setTimeout(50)]);
    return 'busy';
  },
  '/listen': () => {
    orders.once('placed', (path) => console.log(`saw ${path}`));
    return 'listens';
  },
  '/place': (request) => {
    orders.emit('placed', request.url);
    return 'placed';
  },
  '/pid': () => String(process.pid),
};

/** All queries of some routes go through it. */
async function ask(text, ...values) {
  return pool.query(text, values);
}

/** Runs for so many milliseconds. */
function work(milliseconds) {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

async function listen() {
  const server = createServer(async (request, response) => {
    const [path] = request.url.split('?');
    response.end(await (routes[path] ?? (() => 'nothing'))(request));
  });
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', (/** @type {Buffer} */ data) => console.log('message', data.toString('utf8')));
  });
  server.listen(Number(process.env['APP_PORT'] ?? 0), '127.0.0.1', () => {
    console.log(`port ${server.address().port}`);
  });
}

if (process.argv[2] === 'cluster' && cluster.isPrimary) {
  cluster.fork();
  cluster.fork();
} else if (process.argv[2] === 'child') {
  fork(import.meta.filename, ['job']);
  setInterval(() => {}, 1000);
} else if (process.argv[2] === 'job') {
  await runJob({ name: 'nightly' }, async () => console.log('in the job'));
  await pool.end();
} else {
  if (process.argv[2] === 'exits-by-itself') process.on('SIGINT', () => process.exit(130)); // as tsx does
  await runJob({ name: 'warm-up' }, async () => console.log('warm'));
  await listen();
}
