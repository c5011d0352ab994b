import { once } from 'node:events';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, it, onTestFinished } from 'vitest';

import { nodeTracing, serverTracing, traceServer } from '../../../../../src/adapters/node-http/index.js';
import { serve } from '../../../../support/serve.js';

const plain = { IncomingMessage, ServerResponse };

class FieldWriteHead extends ServerResponse {
  override writeHead = (...args: never[]): this => {
    Reflect.apply(ServerResponse.prototype.writeHead, this, args);
    return this;
  };
}

class FieldEmitRequest extends IncomingMessage {
  override emit = (...args: [never]): boolean => super.emit(...args);
}

class FieldEmitResponse extends ServerResponse {
  override emit = (...args: [never]): boolean => super.emit(...args);
}

/** A class of its own with the name of that of Node. */
function sameName<C extends typeof IncomingMessage | typeof ServerResponse>(Base: C): C {
  const Derived = class extends (Base as typeof IncomingMessage) {};
  return Object.defineProperty(Derived, 'name', { value: Base.name }) as unknown as C;
}

/** Classes of an application that stand before Node's methods. */
const CLASSES: readonly (readonly [string, object])[] = [
  ['a field `writeHead` that calls the one of Node', { ServerResponse: FieldWriteHead }],
  [
    'fields `emit` that call the one that is inherited',
    { IncomingMessage: FieldEmitRequest, ServerResponse: FieldEmitResponse },
  ],
  ['the names of Node', { IncomingMessage: sameName(IncomingMessage), ServerResponse: sameName(ServerResponse) }],
  ['nothing of their own', plain],
];

it.each(CLASSES)('hooks are told of each start and chunk once for classes with %s', async (_, classes) => {
  const told: unknown[] = [];
  const server = createServer(classes, (request, response) => {
    request.resume().on('end', () => response.end('x'));
  });
  traceServer(
    server,
    serverTracing({
      requestAfter: () => void told.push('received'),
      response: (__, message) => void told.push(message.type === 'http.response.start' ? message.status : 'sent'),
      end: () => void told.push('end'),
    }),
  );
  server.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  for (let i = 0; i < 3; i++) {
    await (await fetch(url, { method: 'POST', body: 'body', headers: { connection: 'close' } })).text();
  }
  const one = ['received', 200, 'sent', 'end'];
  await expect.poll(() => told).toEqual([...one, ...one, ...one]);
});

it('and of a request whose task is opened before its response is at hand, as Fastify does it', async () => {
  const told: unknown[] = [];
  const trace = nodeTracing({ requestAfter: () => void told.push('received') });
  const server = createServer({ IncomingMessage: FieldEmitRequest }, (request, response) => {
    trace.open(request);
    void trace(request, response, () => request.resume().on('end', () => response.end()));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await (await fetch(url, { method: 'POST', body: 'body', headers: { connection: 'close' } })).text();
  expect(told).toEqual(['received']);
});

it.each([1, 2, '10', '', null])('and of a response that the application gives the id %j', async (id) => {
  const told: unknown[] = [];
  const { url } = await serve((_, response) => Object.assign(response, { id }).end('x'), {
    response: (_, message) => void told.push(message.type),
  });
  await (await fetch(url)).text();
  expect(told).toEqual(['http.response.start', 'http.response.body']);
});

it('a list of headers without a value for each name is refused as Node does it, and leaves none behind', async () => {
  const { url } = await serve((_, response) => {
    const codes = [
      ['a', 'b', 'c'],
      [['a', 'b'], ['c']],
    ].map((headers) => {
      try {
        return response.writeHead(200, headers as never) && 'none';
      } catch (error) {
        return (error as { code?: string }).code;
      }
    });
    response.end(JSON.stringify([codes, response.getHeaderNames().includes('a')]));
  });
  const untraced = createServer((_, response) => {
    let code = 'none';
    try {
      response.writeHead(200, ['a', 'b', 'c'] as never);
    } catch (error) {
      code = String((error as { code?: string }).code);
    }
    response.end(code);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void untraced.close());
  await once(untraced, 'listening');
  const expected = await (await fetch(`http://127.0.0.1:${(untraced.address() as AddressInfo).port}/`)).text();
  const [codes, isLeft] = (await (await fetch(url)).json()) as [string[], boolean];
  expect(codes[0]).toBe(expected);
  expect(codes[1]).not.toBe('none');
  expect(isLeft).toBe(false);
});
