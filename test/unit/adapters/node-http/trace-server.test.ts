import { EventEmitter, once } from 'node:events';
import { createServer, request as send } from 'node:http';
import { type AddressInfo, Server } from 'node:net';

import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';

import { serverTracing, traceServer } from '../../../../src/adapters/node-http/index.js';
import { CTX_REQUEST_ID, getCurrentSpan, type Span, type TracingOptions } from '../../../../src/index.js';
import { until } from '../../../support/until.js';

async function listening(
  options: TracingOptions = {},
): Promise<{ server: ReturnType<typeof createServer>; ended: Span[]; port: number }> {
  const ended: Span[] = [];
  const server = createServer();
  traceServer(server, serverTracing({ end: (span) => void ended.push(span), ...options }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { server, ended, port: (server.address() as AddressInfo).port };
}

const UPGRADE = { connection: 'upgrade', upgrade: 'websocket', 'x-request-id': 'mine' };

describe('traceServer', () => {
  it('traces listeners that were added before it and after it, of one server', async () => {
    const seen: string[] = [];
    const { server, ended, port } = await listening();
    server.prependListener('request', () => void seen.push(CTX_REQUEST_ID.get()));
    server.on('request', (_, response) => {
      seen.push(CTX_REQUEST_ID.get());
      response.end();
    });
    const headers = { 'x-request-id': 'mine' };
    expect((await fetch(`http://127.0.0.1:${port}`, { headers })).headers.get('x-request-id')).toBe('mine');
    await until(() => ended.length === 1);
    expect(seen).toEqual(['mine', 'mine']);
  });

  it('lets the first one do it, whether it traces the server or its prototype', () => {
    const emitter = new EventEmitter();
    traceServer(emitter, serverTracing());
    const { emit } = emitter;
    traceServer(emitter, serverTracing());
    traceServer(Object.create(emitter) as EventEmitter, serverTracing());
    expect(emitter.emit).toBe(emit);
  });

  it('lets listeners wait for a hook, and loses nothing of what an upgrade sends meanwhile', async () => {
    const { server, ended, port } = await listening({
      requestBefore: () => new Promise((done) => setTimeout(done, 20)),
    });
    const data: string[] = [];
    server.on('upgrade', (_, socket, head) => {
      data.push(String(head));
      socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
      socket.on('data', (chunk) => {
        data.push(`${CTX_REQUEST_ID.get()} ${String(chunk)}`);
      });
      setTimeout(() => socket.end(), 50);
    });
    const request = send({ port, host: '127.0.0.1', headers: UPGRADE });
    request.on('upgrade', (_, socket) => socket.on('end', () => socket.end()).resume());
    request.end();
    await once(request, 'socket');
    setTimeout(() => request.socket?.write('early'), 5);
    await until(() => ended.length === 1);
    expect(data.join('').replace('mine ', '')).toBe('early');
    expect(ended[0]).toMatchObject({ requestId: 'mine', scope: { type: 'websocket' }, error: undefined });
  });

  it('ends the span of an upgrade with the error of its socket', async () => {
    const { server, ended, port } = await listening();
    server.on('upgrade', (_, socket) => {
      socket.on('error', () => {});
      socket.destroy(new Error('broken'));
    });
    const request = send({ port, host: '127.0.0.1', headers: UPGRADE }).on('error', () => {});
    request.end();
    await until(() => ended.length === 1);
    expect(ended[0]?.error).toMatchObject({ message: 'broken' });
  });

  it('ends the span of an upgrade that is refused', async () => {
    const { server, ended, port } = await listening();
    server.on('upgrade', (_, socket) => socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n'));
    const request = send({ port, host: '127.0.0.1', headers: UPGRADE });
    request.end();
    const [response] = (await once(request, 'response')) as [{ statusCode: number; resume(): void }];
    response.resume();
    expect(response.statusCode).toBe(401);
    await until(() => ended.length === 1);
    expect(ended[0]?.error).toBeUndefined();
  });

  it('skips an upgrade as it skips a request, and asks once', async () => {
    let asked = 0;
    const { server, port } = await listening({ skip: () => ++asked > 0 });
    const seen: unknown[] = [];
    server.on('upgrade', (request, socket) => {
      seen.push(getCurrentSpan());
      server.emit('request', request, socket);
      socket.destroy();
    });
    const request = send({ port, host: '127.0.0.1', headers: UPGRADE }).on('error', () => {});
    request.end();
    await new Promise((resolve) => request.on('close', resolve));
    expect([seen, asked]).toEqual([[undefined], 1]);
  });

  it('leaves alone what servers of other protocols emit, whatever it is, and what their listeners return', () => {
    const names = ['request', 'stream', 'upgrade', 'connect', 'checkContinue', 'checkExpectation', 'other'];
    const values = fc.array(fc.oneof(fc.anything(), fc.constant(new EventEmitter()), fc.constant(new Server())));
    fc.assert(
      fc.property(fc.constantFrom(...names), values, fc.boolean(), (name, args, isHeard) => {
        const server = new EventEmitter();
        traceServer(server, serverTracing());
        const heard: unknown[] = [];
        if (isHeard) server.on(name, (...given) => void heard.push(given, getCurrentSpan()));
        expect(server.emit(name, ...args)).toBe(isHeard);
        expect(heard).toEqual(isHeard ? [args, undefined] : []);
      }),
    );
  });
});
