// A server in a process of its own: its arguments name the framework and the side. Answers whatever it is asked with its
// port, and the processor time that it has used, in nanoseconds, all threads included.
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { answer } from '../measure/answer.js';

export interface Account {
  readonly port: number;
  readonly used: number;
}

/** Only what is measured is loaded. */
const FRAMEWORKS: Readonly<Record<string, () => Promise<(side: string) => Promise<Server>>>> = {
  'node:http': async () => (await import('./node-http.js')).nodeHttp,
  Express: async () => (await import('./express.js')).expressServer,
  Fastify: async () => (await import('./fastify.js')).fastifyServer,
  Hono: async () => (await import('./hono.js')).honoServer,
  Koa: async () => (await import('./koa.js')).koaServer,
  Nest: async () => (await import('./nest.js')).nestServer,
};

const [framework = '', side = ''] = process.argv.slice(2);
const server = await (await FRAMEWORKS[framework]!())(side);
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;

answer((): Account => {
  const { user, system } = process.cpuUsage();
  return { port, used: (user + system) * 1000 };
});
