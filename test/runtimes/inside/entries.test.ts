import { expect, it } from 'vitest';

/** The built package. A Worker with one of these that imports another module of Node than `node:async_hooks` would not start. */
const ENTRIES: readonly (readonly [name: string, load: () => Promise<object>, exported: string])[] = [
  ['throughline', () => import('throughline'), 'ContextVar'],
  ['access-log', () => import('throughline/access-log'), 'accessLog'],
  ['adapter', () => import('throughline/adapter'), 'Tracing'],
  ['async-context', () => import('throughline/async-context'), 'AsyncContext'],
  ['console', () => import('throughline/console'), 'installConsole'],
  ['express', () => import('throughline/express'), 'throughline'],
  ['fastify', () => import('throughline/fastify'), 'throughline'],
  ['fetch', () => import('throughline/fetch'), 'traced'],
  ['h3', () => import('throughline/h3'), 'throughline'],
  ['hono', () => import('throughline/hono'), 'throughline'],
  ['koa', () => import('throughline/koa'), 'throughline'],
  ['logtape', () => import('throughline/logtape'), 'contextLocalStorage'],
  ['nest', () => import('throughline/nest'), 'throughline'],
  ['node-http', () => import('throughline/node-http'), 'traced'],
  ['opentelemetry', () => import('throughline/opentelemetry'), 'OpenTelemetrySpan'],
  ['pino', () => import('throughline/pino'), 'mixin'],
  ['propagation', () => import('throughline/propagation'), 'propagate'],
  ['winston', () => import('throughline/winston'), 'withLogContext'],
  ['ws', () => import('throughline/ws'), 'bindSocket'],
];

it.each(ENTRIES)('%s loads', async (_, load, exported) => {
  expect(await load()).toHaveProperty(exported);
});
