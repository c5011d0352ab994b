import { expect, it } from 'vitest';

/** The built package. A Worker with one of these that imports another module of Node than `node:async_hooks` would not start. */
const ENTRIES: readonly (readonly [name: string, load: () => Promise<object>, exported: string])[] = [
  ['throughline', () => import('throughline'), 'ContextVar'],
  ['access-log', () => import('throughline/access-log'), 'accessLog'],
  ['adapter', () => import('throughline/adapter'), 'Tracing'],
  ['async-context', () => import('throughline/async-context'), 'AsyncContext'],
  ['bullmq', () => import('throughline/bullmq'), 'headersOf'],
  ['console', () => import('throughline/console'), 'installConsole'],
  ['express', () => import('throughline/express'), 'throughline'],
  ['fastify', () => import('throughline/fastify'), 'throughline'],
  ['fetch', () => import('throughline/fetch'), 'traced'],
  ['h3', () => import('throughline/h3'), 'throughline'],
  ['hono', () => import('throughline/hono'), 'throughline'],
  ['jobs', () => import('throughline/jobs'), 'runJob'],
  ['koa', () => import('throughline/koa'), 'throughline'],
  ['logtape', () => import('throughline/logtape'), 'contextLocalStorage'],
  ['mend', () => import('throughline/mend'), 'mend'],
  ['nest', () => import('throughline/nest'), 'throughline'],
  ['node-http', () => import('throughline/node-http'), 'traced'],
  ['opentelemetry', () => import('throughline/opentelemetry'), 'OpenTelemetrySpan'],
  ['pino', () => import('throughline/pino'), 'mixin'],
  ['propagation', () => import('throughline/propagation'), 'propagate'],
  ['sqlcommenter', () => import('throughline/sqlcommenter'), 'commentQueries'],
  ['sqs', () => import('throughline/sqs'), 'injectAttributes'],
  ['winston', () => import('throughline/winston'), 'withLogContext'],
  ['worker-threads', () => import('throughline/worker-threads'), 'inContext'],
  ['ws', () => import('throughline/ws'), 'bindSocket'],
];

it.each(ENTRIES)('%s loads', async (_, load, exported) => {
  expect(await load()).toHaveProperty(exported);
});

it('the built core keeps contexts, and the built handler its id', async () => {
  const { bind, ContextVar, createTask, gather, TraceCtx } = await import('throughline');
  const { AsyncContext } = await import('throughline/async-context');
  const { traced } = await import('throughline/fetch');
  const variable = new ContextVar('variable', { default: 'none' });
  const standard = new AsyncContext.Variable({ name: 'standard', defaultValue: 'default' });
  const read = (value: string) => async (): Promise<readonly unknown[]> => {
    variable.set(value);
    const bound = bind(() => variable.get());
    await Promise.resolve();
    return [variable.get(), await createTask(() => (variable.set('inner'), bound())), standard.get(), standard.name];
  };
  const results = await gather(read('a'), read('b'));
  expect(results).toEqual(['a', 'b'].map((value) => [value, value, 'default', 'standard']));
  const handler = traced(async () => {
    await Promise.resolve();
    return new Response(TraceCtx.getId());
  });
  const response = await handler(new Request('http://localhost/', { headers: { 'x-request-id': 'mine' } }));
  expect([response.headers.get('x-request-id'), await response.text()]).toEqual(['mine', 'mine']);
});
