import { once } from 'node:events';
import { Agent, get, request as send } from 'node:http';
import { finished } from 'node:stream';

import fastify from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';

import { serverTracing, traceServer } from '../../../../src/adapters/node-http/index.js';
import { CTX_REQUEST_ID, createTask } from '../../../../src/index.js';
import { serve } from '../../../support/serve.js';
import { until } from '../../../support/until.js';

/** A client whose requests all go over one connection. */
function keptAlive(): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return agent;
}

async function ask(url: string, id: string, agent: Agent): Promise<void> {
  const request = get(url, { agent, headers: { 'x-request-id': id } });
  const [response] = (await once(request, 'response')) as [{ resume(): void }];
  response.resume();
  await once(response as never, 'end');
}

describe('listeners on the socket of a request', () => {
  it('see its id when the connection closes', async () => {
    const seen: string[] = [];
    const { url } = await serve((request, response) => {
      const see = (name: string) => () => void seen.push(`${name} ${CTX_REQUEST_ID.get()}`);
      const { socket } = request;
      socket.on('close', see('on'));
      socket.once('close', see('once'));
      socket.addListener('close', see('addListener'));
      socket.prependListener('close', see('prepend'));
      socket.prependOnceListener('close', see('prependOnce'));
      finished(socket, see('finished'));
      response.write('data: 1\n\n');
    });
    const client = get(url, { headers: { 'x-request-id': 'abc' } }, () => client.destroy());
    client.on('error', () => {});
    await until(() => seen.length === 6);
    expect(seen.toSorted()).toEqual(
      ['addListener', 'finished', 'on', 'once', 'prepend', 'prependOnce'].map((name) => `${name} abc`),
    );
  });

  it('belong to the request in which they were added, on a connection that serves many', async () => {
    const seen: string[] = [];
    const agent = keptAlive();
    const { url, server } = await serve(({ socket }, response) => {
      const own = CTX_REQUEST_ID.get();
      socket.on('close', () => void seen.push(`${own} ${CTX_REQUEST_ID.get()}`));
      response.end();
    });
    server.on('connection', (socket) => socket.on('close', () => void seen.push(`server ${CTX_REQUEST_ID.get()}`)));
    for (const id of ['first', 'second', 'third']) await ask(url, id, agent);
    agent.destroy();
    await until(() => seen.length === 4);
    expect(seen.toSorted()).toEqual(['first first', 'second second', 'server ', 'third third']);
  });

  it('are removed by the function that was added, listed by it, and called once where that was said', async () => {
    const calls: string[] = [];
    const agent = keptAlive();
    const listeners: unknown[] = [];
    const { url } = await serve(({ socket }, response) => {
      const removed = (): void => void calls.push('removed');
      socket.on('close', removed).once('close', removed).off('close', removed).off('close', removed);
      const custom = (): void => void calls.push('once');
      socket.once('custom', custom);
      listeners.push(socket.listeners('custom')[0] === custom);
      socket.emit('custom');
      socket.emit('custom');
      expect(() => socket.on('custom', undefined as never)).toThrow(TypeError);
      response.end();
    });
    await ask(url, 'abc', agent);
    agent.destroy();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([calls, listeners]).toEqual([['once'], [true]]);
  });

  it('that are added outside of any request stay where they are', async () => {
    const seen: string[] = [];
    const { url } = await serve(({ socket }, response) => {
      setTimeout(() => response.end(), 5);
      queueMicrotask(() => seen.push(CTX_REQUEST_ID.get()));
      void createTask(() => socket.once('custom', () => seen.push(CTX_REQUEST_ID.get())));
      socket.emit('custom');
    });
    await ask(url, 'abc', keptAlive());
    expect(seen).toEqual(['abc', 'abc']);
  });

  it.each([
    ['with the plugin', true],
    ['where only its server is traced', false],
  ])('Fastify’s onTimeout sees the id of the request that timed out: %s', async (_, withPlugin) => {
    const seen: string[] = [];
    const app = fastify({ connectionTimeout: 60, keepAliveTimeout: 5000 });
    onTestFinished(() => app.close());
    if (withPlugin) app.register((await import('../../../../src/adapters/fastify/index.js')).throughline());
    else traceServer(app.server, serverTracing());
    app.addHook('onTimeout', async (request) => void seen.push(`${request.url} ${CTX_REQUEST_ID.get()}`));
    app.get('/quick', async () => 'quick');
    app.get('/slow', () => new Promise(() => {}));
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const agent = keptAlive();
    await ask(`${url}/quick`, 'first', agent);
    const slow = send(`${url}/slow`, { agent, headers: { 'x-request-id': 'second' } }).on('error', () => {});
    slow.end();
    await until(() => seen.length > 0);
    expect(seen).toEqual(['/slow second']);
  });
});
