import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

import express, { type RequestHandler } from 'express';
import { Hono, type MiddlewareHandler } from 'hono';
import { describe, expect, it } from 'vitest';

import { throughline as throughlineExpress } from '../../../src/adapters/express/index.js';
import { throughline as throughlineHono } from '../../../src/adapters/hono/index.js';
import { CTX_REQUEST_ID, TraceCtx } from '../../../src/index.js';
import { folderOf } from '../../support/frameworks/installed.js';

/** The rows of the tables of names in docs/guide, which a middleware takes as options: the library and its replacement do the same. */
const load = createRequire(`${folderOf('migrations')}/`);

const GIVEN = ['x-request-id', 'x-correlation-id'].map((name) => [name, `given-in-${name}`] as const);

/** An id as text; one that was made is only said to be fresh. */
const shown = (id: string | null | undefined): string => (/^(given|made)/.test(id ?? 'given') ? String(id) : 'fresh');

interface Tracer {
  expressMiddleware(options: object): RequestHandler;
  runWithId<R>(fn: () => R, id?: string): R;
  id(): string | undefined;
}

describe('cls-rtracer', () => {
  const rTracer = load('cls-rtracer') as Tracer;

  async function seen(middleware: RequestHandler, id: () => string | undefined): Promise<string[]> {
    const app = express();
    app.use(middleware);
    app.get('/', (_, response) => void response.send(id()));
    const server = app.listen(0);
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const response = await fetch(url, { headers: Object.fromEntries(GIVEN) });
    const ids = [await response.text(), ...GIVEN.map(([name]) => response.headers.get(name))];
    server.close();
    return ids.map(shown);
  }

  it.each([
    ['the defaults', {}, { requestHeader: false, responseHeader: false }],
    ['useHeader', { useHeader: true }, { responseHeader: false }],
    ['echoHeader', { echoHeader: true }, { requestHeader: false }],
    ['both', { useHeader: true, echoHeader: true }, {}],
    [
      'headerName',
      { useHeader: true, echoHeader: true, headerName: 'x-correlation-id' },
      { requestHeader: 'x-correlation-id', responseHeader: 'x-correlation-id' },
    ],
    [
      'requestIdFactory',
      { requestIdFactory: ({ url }: { readonly url: string }) => `made-for-${url}`, echoHeader: true },
      { generate: () => 'made-for-/', requestHeader: false },
    ],
  ] as const)('%s', async (_, options, ours) => {
    const before = await seen(rTracer.expressMiddleware(options), () => rTracer.id());
    expect(await seen(throughlineExpress(ours), () => TraceCtx.getId())).toEqual(before);
  });

  it('runWithId', () => {
    const ours = [
      CTX_REQUEST_ID.run('given', () => TraceCtx.getId()),
      CTX_REQUEST_ID.run(randomUUID(), () => TraceCtx.getId()),
    ];
    const theirs = [rTracer.runWithId(() => rTracer.id(), 'given'), rTracer.runWithId(() => rTracer.id())];
    expect(ours.map(shown)).toEqual(theirs.map(shown));
  });

  it('id outside of a request', () => {
    expect([rTracer.id(), TraceCtx.getId()]).toEqual([undefined, '']);
  });
});

describe("Hono's request-id", () => {
  const { requestId } = load('hono/request-id') as { requestId(options?: object): MiddlewareHandler };

  async function seen(...middleware: MiddlewareHandler[]): Promise<string[]> {
    const app = new Hono<{ Variables: { requestId: string } }>();
    app.use(...middleware);
    app.get('/', (c) => c.text(c.get('requestId')));
    const response = await app.request('/', { headers: Object.fromEntries(GIVEN) });
    return [await response.text(), ...GIVEN.map(([name]) => response.headers.get(name))].map(shown);
  }

  it.each([
    ['the defaults', {}, {}],
    [
      'headerName',
      { headerName: 'x-correlation-id' },
      { requestHeader: 'x-correlation-id', responseHeader: 'x-correlation-id' },
    ],
    ['limitLength', { limitLength: 5 }, { validate: (id: string) => /^[\w-]{1,5}$/.test(id) }],
    ['generator', { limitLength: 5, generator: () => 'made' }, { validate: () => false, generate: () => 'made' }],
  ])('%s', async (_, options, ours) => {
    expect(await seen(throughlineHono(ours))).toEqual(await seen(requestId(options)));
  });

  it('behind throughline() it keeps the id', async () => {
    expect(await seen(throughlineHono({ generate: () => 'made', requestHeader: false }), requestId())).toEqual(
      await seen(throughlineHono({ generate: () => 'made', requestHeader: false })),
    );
  });
});

it('express-http-context and @fastify/request-context drop what is set outside of a request', () => {
  const httpContext = load('express-http-context') as { set(key: string, value: unknown): unknown };
  const { requestContext } = load('@fastify/request-context') as { requestContext: typeof httpContext };
  expect([httpContext.set('key', 1), requestContext.set('key', 1)]).toEqual([undefined, undefined]);
});
