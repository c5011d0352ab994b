import type { Application } from './application.js';
import { EXPRESS } from './express.js';
import { FASTIFY } from './fastify.js';
import { HONO } from './hono.js';
import { KOA } from './koa.js';
import { NEST } from './nest.js';
import { PLAIN_HTTP } from './plain-http.js';

export const APPLICATIONS: readonly Application[] = [EXPRESS, FASTIFY, KOA, HONO, NEST, PLAIN_HTTP];
