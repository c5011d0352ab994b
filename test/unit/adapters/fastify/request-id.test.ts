import type { AddressInfo } from 'node:net';

import fastify, { type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';

import { throughline } from '../../../../src/adapters/fastify/index.js';
import { CTX_REQUEST_ID, TraceCtx, type TracingOptions } from '../../../../src/index.js';
import { mixin } from '../../../../src/loggers/pino/index.js';
import { LogCapture } from '../../../../src/testing/index.js';

interface Seen {
  readonly app: FastifyInstance;
  readonly out: LogCapture;
}

const start = (options: TracingOptions = {}, settings: { genReqId?: () => string } = {}): Seen => {
  const out = new LogCapture();
  const app = fastify({ ...settings, loggerInstance: pino({ mixin }, out) }) as unknown as FastifyInstance;
  onTestFinished(() => app.close());
  app.register(throughline(options));
  app.get('/', async (request) => {
    request.log.info('bound');
    request.log.child({ part: 'cart' }).info('bound further');
    app.log.info('not bound');
    return [request.id, CTX_REQUEST_ID.get()];
  });
  return { app, out };
};

type Send = (app: FastifyInstance, headers?: Record<string, string>) => Promise<{ ids: unknown; header: unknown }>;

const inject: Send = async (app, headers = {}) => {
  const response = await app.inject({ url: '/', headers });
  return { ids: response.json(), header: response.headers['x-request-id'] };
};
const overTheNetwork: Send = async (app, headers = {}) => {
  await app.listen({ host: 'localhost', port: 0 });
  const { port } = app.addresses().at(0) as AddressInfo; // that of a further server, if there are two
  const response = await fetch(`http://localhost:${port}/`, { headers });
  return { ids: await response.json(), header: response.headers.get('x-request-id') };
};

describe.each([
  ['inject', inject],
  ['the network', overTheNetwork],
] as const)('request.id, by %s', (_, send) => {
  it.each([
    ['the id that the client sends', { 'x-request-id': 'a.b=1' }, /^a\.b=1$/],
    ['a fresh id', {}, /^[\da-f]{32}$/],
    ['a fresh id in place of a bad one', { 'x-request-id': 'no id' }, /^[\da-f]{32}$/],
  ])('is %s', async (__, headers, id) => {
    const { app, out } = start();
    const { ids, header } = await send(app, headers);
    expect(header).toMatch(id);
    expect(ids).toEqual([header, header]);
    const lines = out.entries.filter((entry) => 'reqId' in entry);
    expect(lines.length).toBeGreaterThanOrEqual(4);
    for (const line of lines) expect(line).toMatchObject({ reqId: header });
  });

  it('stands once in a line, as request_id where the logger is bound to none', async () => {
    const { app, out } = start();
    await send(app, { 'x-request-id': 'abc' });
    const ids = out.entries.flatMap(({ msg, reqId, request_id: id }) =>
      reqId === undefined && id === undefined ? [] : [[msg, reqId, id]],
    );
    expect(ids).toEqual([
      ['incoming request', 'abc', undefined],
      ['bound', 'abc', undefined],
      ['bound further', 'abc', undefined],
      ['not bound', undefined, 'abc'],
      ['request completed', 'abc', undefined],
    ]);
  });

  it.each([
    ['at once', () => void TraceCtx.setId('hooked')],
    [
      'after a while',
      async () => {
        TraceCtx.setId('hooked');
        await Promise.resolve();
      },
    ],
  ])('is what the hook requestBefore sets %s', async (__, requestBefore) => {
    const { app } = start({ requestBefore });
    expect(await send(app)).toEqual({ ids: ['hooked', 'hooked'], header: 'hooked' });
  });

  it('is what Fastify makes of it where the request is skipped', async () => {
    const { app } = start({ skip: () => true });
    expect(await send(app)).toMatchObject({ ids: ['req-1', ''] });
  });

  it('is by the genReqId of the application', async () => {
    const { app } = start({}, { genReqId: () => 'own' });
    expect(await send(app, { 'x-request-id': 'abc' })).toEqual({ ids: ['own', 'abc'], header: 'abc' });
  });
});

it('a request that another one injects has an id of its own', async () => {
  const { app } = start();
  app.get('/outer', async (request) => [request.id, ...(await app.inject('/')).json<string[]>()]);
  const [outer, id, inner] = (await app.inject({ url: '/outer', headers: { 'x-request-id': 'outer' } })).json<
    string[]
  >();
  expect([outer, id === inner, id === 'outer']).toEqual(['outer', true, false]);
});
