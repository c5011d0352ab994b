import type { Subject } from './subject.js';

/** All that is measured, by the words that `npm run bench -- requests` takes. A process loads only what it measures. */
export const SUBJECTS: Readonly<Record<string, () => Promise<Subject>>> = {
  'node-http': async () => (await import('./subjects/node-http.js')).nodeHttp,
  express: async () => (await import('./subjects/express.js')).expressServer,
  fastify: async () => (await import('./subjects/fastify.js')).fastifyServer,
  hono: async () => (await import('./subjects/hono.js')).hono,
  koa: async () => (await import('./subjects/koa.js')).koa,
  nest: async () => (await import('./subjects/nest.js')).nest,
  ws: async () => (await import('./subjects/ws.js')).ws,
  job: async () => (await import('./subjects/job.js')).job,
  fetch: async () => (await import('./subjects/fetch.js')).fetchHandler,
};
