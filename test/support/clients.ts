import { request as requestBefore, Agent, get, request } from 'node:http';
import { createRequire } from 'node:module';
import { Writable } from 'node:stream';

import * as undici from 'undici';

type Headers = Record<string, string>;

export interface Client {
  readonly name: string;
  /** Makes a request and reads the whole response. */
  send(url: string, headers?: Headers): Promise<unknown>;
}

const required = createRequire(import.meta.url)('node:http') as typeof import('node:http');
const { get: getBefore } = required;
const keepAlive = new Agent({ keepAlive: true, maxSockets: 2 });

const finished = (
  start: (done: (response: import('node:http').IncomingMessage) => void) => import('node:http').ClientRequest,
) =>
  new Promise<void>((resolve, reject) => {
    start((response) => response.resume().on('end', resolve)).on('error', reject);
  });

const pools = new Map<string, undici.Pool>();
function poolOf(url: string): undici.Pool {
  const { origin } = new URL(url);
  const pool = pools.get(origin) ?? new undici.Pool(origin, { connections: 2, pipelining: 2 });
  pools.set(origin, pool);
  return pool;
}
const pathOf = (url: string): string => url.slice(new URL(url).origin.length) || '/';
const sink = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

export const CLIENTS: readonly Client[] = [
  { name: 'fetch', send: async (url, headers = {}) => (await fetch(url, { headers })).text() },
  {
    name: 'fetch of a Request',
    send: async (url, headers = {}) => (await fetch(new Request(url, { headers }))).text(),
  },
  { name: "undici's fetch", send: async (url, headers = {}) => (await undici.fetch(url, { headers })).text() },
  { name: 'undici.request', send: async (url, headers = {}) => (await undici.request(url, { headers })).body.text() },
  {
    name: 'undici.request, headers in an array',
    send: async (url, headers = {}) =>
      (await undici.request(url, { headers: Object.entries(headers).flat() })).body.text(),
  },
  {
    name: 'undici.request, a POST',
    send: async (url, headers = {}) => (await undici.request(url, { headers, method: 'POST', body: 'x' })).body.text(),
  },
  { name: 'undici.stream', send: (url, headers = {}) => undici.stream(url, { headers, method: 'GET' }, sink) },
  {
    name: 'undici.pipeline',
    send: (url, headers = {}) =>
      new Promise((resolve, reject) => {
        undici
          .pipeline(url, { headers, method: 'PUT' }, ({ body }) => body)
          .on('error', reject)
          .on('end', resolve)
          .end('x')
          .resume();
      }),
  },
  {
    name: 'undici.Pool',
    send: async (url, headers = {}) =>
      (await poolOf(url).request({ path: pathOf(url), method: 'GET', headers })).body.text(),
  },
  {
    name: 'undici.Client',
    send: async (url, headers = {}) => {
      const client = new undici.Client(new URL(url).origin);
      await (await client.request({ path: pathOf(url), method: 'GET', headers })).body.text();
      await client.close();
    },
  },
  { name: 'http.get', send: (url, headers = {}) => finished((done) => get(url, { headers }, done)) },
  {
    name: 'http.get, required before',
    send: (url, headers = {}) => finished((done) => getBefore(url, { headers }, done)),
  },
  {
    name: 'http.request, imported before, a POST',
    send: (url, headers = {}) => finished((done) => requestBefore(url, { headers, method: 'POST' }, done).end('x')),
  },
  {
    name: 'http.request, headers in an array',
    send: (url, headers = {}) =>
      finished((done) =>
        request(url, { headers: ['Host', new URL(url).host, ...Object.entries(headers).flat()] }, done).end(),
      ),
  },
  {
    name: 'http.request, headers set later',
    send: (url, headers = {}) =>
      finished((done) => {
        const sent = request(url, done);
        for (const [name, value] of Object.entries(headers)) sent.setHeader(name, value);
        return sent.end();
      }),
  },
  {
    name: 'http.request, options, kept alive',
    send: (url, headers = {}) => {
      const { hostname, port, pathname, search } = new URL(url);
      const host = hostname.replaceAll(/[[\]]/g, '');
      return finished((done) =>
        request({ host, port, path: pathname + search, agent: keepAlive, headers }, done).end(),
      );
    },
  },
  {
    name: 'http.request without an agent',
    send: (url, headers = {}) => finished((done) => required.request(url, { headers, agent: false }, done).end()),
  },
];
