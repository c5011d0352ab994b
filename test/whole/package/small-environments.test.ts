import { describe, expect, it } from 'vitest';

import { ENTRIES } from '../../support/entries.js';
import { runScript } from '../../support/run-script.js';

/** Those that Jest's jsdom lacks, and those that Node has flags to take away. */
const MISSING = [
  'TextEncoder',
  'TextDecoder',
  'ReadableStream',
  'WritableStream',
  'TransformStream',
  'Response',
  'Request',
  'Headers',
  'FormData',
  'WebSocket',
  'fetch',
  'crypto',
  'structuredClone',
];

const LOADED = ENTRIES.filter((name) => name !== 'throughline/register');

/** Uses what needs none of these, and prints what came of it. Node loads some of them itself where it imports \`node:http\`. */
const script = (prepare: string): string => `
  import { Console } from 'node:console';
  import http from 'node:http';
  import { text } from 'node:stream/consumers';
  import { Readable } from 'node:stream';
  import fastify from 'fastify';
  import express from 'express';
  ${prepare}
  const loaded = {};
  for (const name of ${JSON.stringify(LOADED)}) loaded[name.slice('throughline/'.length)] = await import(name);
  const { ContextVar, createTask, CTX_REQUEST_ID, gather, taskGroup, TraceCtx } = await import('throughline');
  const result = {};

  const variable = new ContextVar('variable');
  await createTask(async () => {
    variable.set('outer');
    await gather(() => variable.set('inner'));
    await taskGroup(async (group) => void group.createTask(() => variable.set('inner')));
    result.variable = variable.get();
  });

  const { extract, inject, propagate } = loaded.propagation;
  const headers = {};
  await createTask(() => (TraceCtx.setId('mine'), inject(headers)));
  result.propagation = [headers['x-request-id'], extract(headers).run(() => CTX_REQUEST_ID.get())];

  const capture = new loaded.testing.LogCapture();
  const own = new Console(capture);
  loaded.console.installConsole({ console: own });
  own.log('line');
  result.lines = capture.lines;

  const stop = propagate({ to: () => true });
  const logged = [];
  const log = () => loaded['access-log'].accessLog((level, message, { bytes }) => logged.push([message, bytes]));
  const expressApp = express();
  expressApp.use(loaded.express.throughline(log()));
  expressApp.use((_, response) => response.end(CTX_REQUEST_ID.get()));
  const fastifyApp = fastify();
  fastifyApp.register(loaded.fastify.throughline(log()));
  fastifyApp.get('/', (_, reply) => reply.send(Readable.from([CTX_REQUEST_ID.get()])));
  await fastifyApp.ready();
  const servers = {
    node: http.createServer(loaded['node-http'].traced((_, response) => response.end(CTX_REQUEST_ID.get()), log())),
    express: http.createServer(expressApp),
    fastify: http.createServer((...args) => fastifyApp.routing(...args)),
  };
  for (const [name, server] of Object.entries(servers)) {
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address();
    const get = () => new Promise((resolve) => http.get({ port, host: '127.0.0.1', agent: false }, (response) => resolve(text(response))));
    result[name] = [await get(), await createTask(() => (TraceCtx.setId('mine'), get()))];
    server.close();
  }
  stop();
  result.logged = logged;
  console.log(JSON.stringify(result));
  process.exit();
`;

const ID = expect.stringMatching(/^[\da-f]{32}$/);
const RESULT = {
  variable: 'outer',
  propagation: ['mine', 'mine'],
  lines: ['[-] line'],
  node: [ID, 'mine'],
  express: [ID, 'mine'],
  fastify: [ID, 'mine'],
  logged: [1, 2, 3].flatMap(() => [
    ['GET / 200', 32],
    ['GET / 200', 4],
  ]),
};

const without = (...names: string[]): string => `for (const name of ${JSON.stringify(names)}) delete globalThis[name];`;

describe('what needs no such global works', () => {
  it.each(MISSING)('without %s', async (name) => {
    expect(await runScript(script(without(name)))).toEqual(RESULT);
  });

  it('without any of them', async () => {
    expect(await runScript(script(without(...MISSING)))).toEqual(RESULT);
  });

  it('with the flags of Node that take them away, those that this Node has', async () => {
    const flags = ['fetch', 'global-webcrypto', 'websocket', 'global-customevent']
      .filter((name) => process.allowedNodeEnvironmentFlags.has(`--no-experimental-${name}`))
      .map((name) => `--no-experimental-${name}`);
    expect(await runScript(script(''), ...flags)).toEqual(RESULT);
  });
});

it('ids are refused where nothing is random, but nothing else is', async () => {
  const result = await runScript(`
    delete globalThis.crypto;
    process.getBuiltinModule = undefined;
    Math.random = () => { throw new Error('no source for ids'); };
    const { ContextVar, createTask } = await import('throughline');
    const { extract } = await import('throughline/propagation');
    const variable = new ContextVar('variable');
    const value = await createTask(() => (variable.set('value'), variable.get()));
    const codes = [];
    for (let i = 0; i < 2; i++) try { extract({}); } catch (error) { codes.push(error.code); }
    console.log(JSON.stringify([value, codes]));
  `);
  expect(result).toEqual(['value', ['TL_ERR_RUNTIME', 'TL_ERR_RUNTIME']]);
});

describe('a global object that cannot be extended', () => {
  it.each(['preventExtensions', 'seal', 'freeze'])(
    'by %s is refused with a code, each time, and left as it was',
    async (close) => {
      const result = await runScript(`
      import { createRequire } from 'node:module';
      const require = createRequire(process.cwd() + '/');
      for (const name of Object.getOwnPropertyNames(globalThis)) void globalThis[name]; // those that Node defines when they are read
      Object.${close}(globalThis);
      const before = Reflect.ownKeys(globalThis).length;
      const codes = [];
      const failed = ({ name, code }) => codes.push([name, code]);
      await import('throughline').catch(failed);
      for (let i = 0; i < 2; i++) try { require('./dist/cjs/index.js'); } catch (error) { failed(error); }
      console.log(JSON.stringify([codes, Reflect.ownKeys(globalThis).length - before]));
    `);
      expect(result).toEqual([Array.from({ length: 3 }, () => ['ThroughlineError', 'TL_ERR_RUNTIME']), 0]);
    },
  );

  it('is fine for copies that are loaded after the first', async () => {
    const result = await runScript(`
      import { createRequire } from 'node:module';
      import { ContextVar, createTask } from 'throughline';
      Object.preventExtensions(globalThis);
      const other = createRequire(process.cwd() + '/')('./dist/cjs/index.js');
      const variable = new ContextVar('variable');
      const value = createTask(() => (variable.set('value'), other.copyContext().get(variable)));
      console.log(JSON.stringify([other.ContextVar === ContextVar, await value]));
    `);
    expect(result).toEqual([false, 'value']);
  });
});
