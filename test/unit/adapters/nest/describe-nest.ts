import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';

import { throughline } from '../../../../src/adapters/nest/index.js';
import { loadNest, type Nest } from '../../../support/frameworks/load-nest.js';
import { until } from '../../../support/until.js';
import { type Platform, start } from './nest.js';

const PLATFORMS: readonly Platform[] = ['Express', 'Fastify'];

/** What `/everywhere/…` passes through, in order. */
const PLACES = [
  'global middleware',
  'module middleware',
  'guard',
  'interceptor before',
  'pipe',
  'controller',
  'interceptor after',
  'interceptor end',
];

const idsIn = (notes: readonly string[]): unknown[] => [...new Set(notes.map((note) => note.split(' ').at(-1)))];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The tests of the module, with the Nest that `test/support/frameworks/<folder>` locks. */
export function describeNest(folder: string): void {
  let nest: Nest;
  beforeAll(async () => {
    nest = await loadNest(folder);
  });

  const get = (url: string, id?: string): Promise<Response> =>
    fetch(url, id === undefined ? {} : { headers: { 'x-request-id': id } });

  describe.each(PLATFORMS)('%s', (platform) => {
    it('has the id in every place', async () => {
      const { url, ended, notes } = await start(nest, platform);
      const response = await get(`${url}/everywhere/hello`, 'abc');
      expect(response.headers.get('x-request-id')).toBe('abc');
      expect(await response.text()).toBe('abc 5');
      expect(notes).toEqual(PLACES.map((where) => `${where} abc`));
      await until(() => ended.length === 1);
      expect(ended[0]?.scope).toMatchObject({ method: 'GET', path: '/everywhere/hello' });
    });

    it('has the id of each of 100 requests in every place', async () => {
      const { url, ended, notes } = await start(nest, platform);
      const ids = Array.from({ length: 100 }, (_, i) => `id-${i}`);
      const texts = await Promise.all(ids.map(async (id) => (await get(`${url}/everywhere/hello`, id)).text()));
      expect(texts).toEqual(ids.map((id) => `${id} 5`));
      expect(notes.toSorted()).toEqual(ids.flatMap((id) => PLACES.map((where) => `${where} ${id}`)).toSorted());
      await until(() => ended.length === 100);
    });

    it('has the id in services that live as long as a request', async () => {
      const { url } = await start(nest, platform);
      const ids = Array.from({ length: 20 }, (_, i) => `id-${i}`);
      const texts = await Promise.all(ids.map(async (id) => (await get(`${url}/scoped`, id)).text()));
      expect(texts).toEqual(ids.map((id) => `${id} ${id}`));
    });

    it('has the id in exception filters, and on what they answer', async () => {
      const { url, ended, notes } = await start(nest, platform);
      const response = await get(`${url}/throws`, 'abc');
      expect([response.status, response.headers.get('x-request-id')]).toEqual([500, 'abc']);
      expect(await response.json()).toEqual({ handled: 'abc' });
      expect(notes.slice(-3).toSorted()).toEqual(['filter abc', 'interceptor end abc', 'interceptor error abc']);
      await until(() => ended.length === 1);
    });

    it('has the id on exceptions that no filter handles, a 404, and a body that is no JSON', async () => {
      const { url, ended, notes } = await start(nest, platform);
      const answers = [
        await get(`${url}/bare`, 'abc'),
        await get(`${url}/nowhere`, 'def'),
        await fetch(`${url}/echo`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-request-id': 'ghi' },
          body: '{',
        }),
      ];
      expect(answers.map(({ status, headers }) => [status, headers.get('x-request-id')])).toEqual([
        [418, 'abc'],
        [404, 'def'],
        [400, 'ghi'],
      ]);
      expect(notes).toContain('global middleware def');
      await until(() => ended.length === 3);
    });

    it('traces by the options of the module that Nest configures first, where there are two', async () => {
      let second = 0;
      const { url, ended, notes } = await start(nest, platform, {
        imports: [throughline({ end: () => void second++ })],
      });
      expect(await (await get(`${url}/everywhere/hello`, 'abc')).text()).toBe('abc 5');
      expect(idsIn(notes)).toEqual(['abc']);
      await until(() => ended.length === 1);
      expect(second).toBe(0);
    });

    it('warns of nothing', async () => {
      const warnings: string[] = [];
      const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => warnings.push(String(text)) > 0);
      const warn = vi.spyOn(process.stderr, 'write').mockImplementation((text) => warnings.push(String(text)) > 0);
      const { url } = await start(nest, platform);
      await get(`${url}/scoped`);
      write.mockRestore();
      warn.mockRestore();
      expect(warnings).toEqual([]);
    });

    it('runs each message to a gateway in a task of its own, with the id of the connection', async () => {
      const { url, ended, notes } = await start(nest, platform);
      const answers = await Promise.all(
        ['abc', 'def'].map(async (id) => {
          const socket = new WebSocket(url.replace('http', 'ws'), { headers: { 'x-request-id': id } });
          const got: string[] = [];
          socket.on('message', (data: Buffer) => got.push((JSON.parse(data.toString()) as { data: string }).data));
          await new Promise((resolve) => socket.once('open', resolve));
          for (let i = 0; i < 10; i++) socket.send(JSON.stringify({ event: 'ask', data: i }));
          await until(() => got.length === 10);
          socket.close();
          return got.toSorted();
        }),
      );
      const numbers = Array.from({ length: 10 }, (_, i) => i);
      expect(answers).toEqual(['abc', 'def'].map((id) => numbers.map((i) => `${id} ${i}`)));
      await until(() => ended.length === 2);
      for (const where of ['connection', 'disconnect', 'message', 'guard', 'pipe', 'interceptor after']) {
        const ids = notes.filter((note) => note.startsWith(`${where} `)).map((note) => note.slice(where.length + 1));
        expect([where, [...new Set(ids)].toSorted()]).toEqual([where, ['abc', 'def']]);
      }
      expect(ended.map(({ scope, error }) => [scope.type, error])).toEqual([
        ['websocket', undefined],
        ['websocket', undefined],
      ]);
    });

    it('does so for gateways on a port of their own', async () => {
      const port = await freePort();
      const { ended, notes } = await start(nest, platform, { port });
      const socket = new WebSocket(`ws://127.0.0.1:${port}`, { headers: { 'x-request-id': 'abc' } });
      const got: string[] = [];
      socket.on('message', (data: Buffer) => got.push((JSON.parse(data.toString()) as { data: string }).data));
      await once(socket, 'open');
      socket.send(JSON.stringify({ event: 'ask', data: 1 }));
      socket.send(JSON.stringify({ event: 'ask too', data: 2 }));
      await until(() => got.length === 2);
      socket.close();
      await until(() => ended.length === 1);
      expect(got.toSorted()).toEqual(['abc 1', 'abc 2']);
      expect(idsIn(notes)).toEqual(['abc']);
    });

    it.each(['websocket', 'polling'])('does so with Socket.IO over %s', async (transport) => {
      const { url, ended, notes } = await start(nest, platform, { gateways: 'IoAdapter' });
      const headers = { 'x-request-id': 'abc' };
      const socket = nest.socketIoClient.io(url, { transports: [transport], extraHeaders: headers });
      const connections = (): unknown[] => ended.filter(({ scope }) => scope.type === 'websocket');
      const got: string[] = [];
      socket.on('answer', (data: string) => got.push(data));
      for (let i = 0; i < 10; i++) socket.emit(i % 2 === 0 ? 'ask' : 'ask too', String(i));
      await until(() => got.length === 10);
      expect(connections()).toEqual([]);
      socket.close();
      await until(() => connections().length === 1);
      expect(got.toSorted()).toEqual(Array.from({ length: 10 }, (_, i) => `abc ${i}`));
      expect(idsIn(notes)).toEqual(['abc']);
      for (const where of ['connection', 'second connection', 'disconnect']) expect(notes).toContain(`${where} abc`);
    });
  });

  it('traces Express behind a server of the application, too', async () => {
    const { app, ended } = await start(nest, 'Express', { init: (nestApp) => nestApp.init() });
    const server = createServer(app.getHttpAdapter().getInstance() as RequestListener).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const response = await get(`http://127.0.0.1:${(server.address() as AddressInfo).port}/everywhere/hello`, 'abc');
    expect([response.headers.get('x-request-id'), await response.text()]).toEqual(['abc', 'abc 5']);
    await until(() => ended.length === 1);
  });

  it('refuses what is no consumer of Nest', () => {
    const { module: Module } = throughline();
    const instance = new Module() as { configure(consumer: object): void };
    expect(() => instance.configure({})).toThrow('consumer');
  });

  it("has the id in Fastify's inject", async () => {
    const { app, ended } = await start(nest, 'Fastify', { init: (nestApp) => nestApp.init() });
    const answer = await app.inject({ url: '/everywhere/hello', headers: { 'x-request-id': 'abc' } });
    expect([answer.headers['x-request-id'], answer.body]).toEqual(['abc', 'abc 5']);
    await until(() => ended.length === 1);
  });
}
