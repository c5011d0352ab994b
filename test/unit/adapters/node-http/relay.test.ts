import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { describe, expect, it, onTestFinished } from 'vitest';

import { serverTracing, traceServer } from '../../../../src/adapters/node-http/index.js';
import { CTX_REQUEST_ID } from '../../../../src/index.js';

type Emit = (this: unknown, ...event: [name: string, ...args: unknown[]]) => boolean;

const seen: string[] = [];

/** A server whose class has another `emit` than Node's, which notes the id that it sees. */
function wrapped(call: (emit: Emit, self: unknown, event: [string, ...unknown[]]) => boolean): Server {
  seen.length = 0;
  const server = createServer((_request, response) => {
    seen.push(`listener ${CTX_REQUEST_ID.get()}`);
    response.end();
  });
  const emit = server.emit as Emit;
  const prototype = Object.create(Object.getPrototypeOf(server) as object) as { emit: Emit };
  prototype.emit = function (...event) {
    if (event[0] !== 'request') return call(emit, this, event);
    seen.push(`before ${CTX_REQUEST_ID.get()}`);
    const result = call(emit, this, event);
    seen.push(`after ${String(result)}`);
    return result;
  };
  Object.setPrototypeOf(server, prototype);
  onTestFinished(() => void server.close());
  return server;
}

async function ask(server: Server): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const headers = { 'x-request-id': 'mine', connection: 'close' };
  expect((await fetch(`http://127.0.0.1:${port}`, { headers })).headers.get('x-request-id')).toBe('mine');
}

describe('a server whose emit somebody has replaced', () => {
  it('is traced inside of that, where the spans of an instrumentation are active', async () => {
    const server = wrapped((emit, self, event) => Reflect.apply(emit, self, event));
    traceServer(server, serverTracing());
    await ask(server);
    expect(seen).toEqual(['before ', 'listener mine', 'after true']);
  });

  it('is traced around it, where that hands on another object', async () => {
    let real: Server | undefined;
    const server = wrapped((emit, _self, event) => Reflect.apply(emit, real, event));
    real = server;
    traceServer(server, serverTracing());
    await ask(server);
    expect(seen).toEqual(['before mine', 'listener mine', 'after true']);
  });

  it('is traced as all servers are, if they are, and not twice', async () => {
    const ended: string[] = [];
    const all = serverTracing({ end: () => void ended.push('all') });
    const own = serverTracing({ end: () => void ended.push('own') });
    const server = wrapped((emit, self, event) => Reflect.apply(emit, self, event));
    const under = Object.getPrototypeOf(Object.getPrototypeOf(server) as object) as Server;
    const between = Object.create(under) as Server;
    traceServer(between, all);
    Object.setPrototypeOf(Object.getPrototypeOf(server) as object, between);
    traceServer(server, own);
    await ask(server);
    expect(seen).toEqual(['before ', 'listener mine', 'after true']);
    expect(ended).toEqual(['all']);
  });

  it('says whether anybody listens, as Node does', () => {
    const server = wrapped((emit, self, event) => Reflect.apply(emit, self, event));
    traceServer(server, serverTracing());
    expect([server.emit('upgrade', {} as IncomingMessage), server.emit('other')]).toEqual([false, false]);
    server.on('upgrade', () => {});
    expect(server.emit('upgrade', {} as IncomingMessage)).toBe(true);
  });

  it('may be no server of Node, and may take no event but its own', () => {
    const emit = (name: string): boolean => {
      if (name !== 'request') throw new TypeError('no such event');
      return true;
    };
    const server = Object.assign(new EventEmitter(), { emit });
    traceServer(server, serverTracing());
    expect(server.emit('request')).toBe(true);
  });
});
