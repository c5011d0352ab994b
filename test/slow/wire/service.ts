// One service of a chain, in a process of its own: service.ts <framework> <client> [url of the next]. It prints its port, then
// one line of JSON for each request, with what is known of it inside.
import { createServer, get, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { getRequestListener } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { ContextVar, CTX_REQUEST_ID, CTX_SPAN_ID, CTX_TRACE_ID, getCurrentSpan } from 'throughline';
import { throughline as expressThroughline } from 'throughline/express';
import { throughline as fastifyThroughline } from 'throughline/fastify';
import { throughline as honoThroughline } from 'throughline/hono';
import { asBaggage, propagate } from 'throughline/propagation';
import * as undici from 'undici';

const [framework = '', client = '', next = ''] = process.argv.slice(2);
const USER = asBaggage(new ContextVar<string>('user', { default: '' }));
const HOPS = asBaggage(new ContextVar<number>('hops', { default: 0 }), { parse: Number, format: String });

if (next !== '') propagate({ to: new URL(next).origin });
const pool = next === '' ? undefined : new undici.Pool(new URL(next).origin, { connections: 4 });

const clients: Record<string, () => Promise<string>> = {
  none: async () => 'end',
  fetch: async () => (await fetch(next)).text(),
  undici: async () => (await undici.request(next)).body.text(),
  pool: async () => (await pool!.request({ path: '/', method: 'GET' })).body.text(),
  http: () =>
    new Promise((resolve, reject) => {
      get(next, (response) => {
        let body = '';
        response
          .setEncoding('utf8')
          .on('data', (chunk) => (body += chunk))
          .on('end', () => resolve(body));
      }).on('error', reject);
    }),
};

async function handle(): Promise<string> {
  const before = { user: USER.get(), hops: HOPS.get() };
  if (USER.get() === '') USER.set(`user of ${CTX_REQUEST_ID.get()}`);
  HOPS.set(HOPS.get() + 1);
  await sleep(Math.random() * 5);
  const answer = await clients[client]!();
  const ids = { requestId: CTX_REQUEST_ID.get(), traceId: CTX_TRACE_ID.get(), spanId: CTX_SPAN_ID.get() };
  console.log(JSON.stringify({ ...ids, parentId: getCurrentSpan()?.parentId, ...before }));
  return answer;
}

const frameworks: Record<string, () => RequestListener | Promise<RequestListener>> = {
  express: () => {
    const app = express().use(expressThroughline());
    app.get('/', async (_request, response) => void response.send(await handle()));
    return app;
  },
  fastify: async () => {
    const app = fastify();
    await app.register(fastifyThroughline());
    app.get('/', handle);
    await app.ready();
    return app.routing;
  },
  hono: () => {
    const app = new Hono().use(honoThroughline()).get('/', async (context) => context.text(await handle()));
    return getRequestListener(app.fetch);
  },
};

const server = createServer(await frameworks[framework]!());
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
