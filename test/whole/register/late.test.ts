// Register loads its tracing when the process needs it: a tool that serves nothing does not pay for it.
import { describe, expect, it } from 'vitest';

import { runNode } from '../../support/run-node.js';

const LOADED = `console.log('loaded', Object.keys(require.cache).some((file) => file.endsWith('register/tracing.js')));`;
/** Answers one request with its id, over a socket of its own. */
const ASK = `
  const ask = (server) => new Promise((resolve, reject) => {
    const { port } = server.address();
    require('node:http').get({ port, headers: { 'x-request-id': 'mine' } }, (response) => {
      response.resume().on('end', () => server.close(() => resolve(response.headers['x-request-id'])));
    }).on('error', reject);
  });`;

/** From Node 24 on, the flag is no experiment any more. */
const PERMISSION = [
  Number.parseInt(process.versions.node) < 24 ? '--experimental-permission' : '--permission',
  '--allow-fs-read=*',
];

async function printed(
  program: string,
  env: Record<string, string> = {},
  flags: readonly string[] = [],
): Promise<string[]> {
  const args = ['--no-warnings', ...flags, '-r', 'throughline/register', '-e', program];
  const { code, stdout, stderr } = await runNode(args, env).ended;
  expect(code, stderr).toBe(0);
  expect(stderr).toBe('');
  return stdout.trim().split('\n');
}

describe('register loads its tracing', () => {
  it.each([
    ['not for a tool', `require('node:http'); require('express');`, {}, false],
    ['for a setting', '', { THROUGHLINE_CONSOLE: 'off' }, true],
    ['for a trace in the environment', '', { TRACEPARENT: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` }, true],
    ['for an id in the environment', '', { X_REQUEST_ID: 'mine' }, true],
    ['not for the doctor', '', { THROUGHLINE_DOCTOR: '{}' }, false],
    ['for a logger that it patches', `require('pino');`, {}, true],
    ['not for a library that it mends', `require('fastq'); require('pg');`, {}, false],
    ['for a server of net', `require('node:net').createServer().listen(0, function () { this.close(); });`, {}, true],
  ])('%s', async (_, program, env, isLoaded) => {
    expect(await printed(program + LOADED, env)).toEqual([`loaded ${isLoaded}`]);
  });

  it('under the permission model: the application may give up the right to read files', async () => {
    expect(await printed(LOADED, {}, PERMISSION)).toEqual(['loaded true']);
  });

  it('once, also where a tool empties the cache of modules to load the application again', async () => {
    const program = `
      const { Module } = require('node:module');
      const compile = Module.prototype._compile;
      let times = 0;
      Module.prototype._compile = function (code, file, ...rest) {
        if (file.endsWith('register/tracing.js')) times++;
        return Reflect.apply(compile, this, [code, file, ...rest]);
      };
      for (const time of [1, 2, 3]) {
        for (const file of Object.keys(require.cache)) delete require.cache[file];
        require('pino');
      }
      console.log(times);`;
    expect(await printed(program)).toEqual(['1']);
  });

  it('for a job', async () => {
    const program = `
      require('throughline/jobs').runJob({ name: 'job' }, () => console.log('in the job'));
      ${LOADED}`;
    expect(await printed(program)).toEqual([expect.stringMatching(/^\[[\da-f]{32}\] in the job$/), '[-] loaded true']);
  });

  it('for a request to a server that does not listen itself', async () => {
    const program = `${ASK}
      const http = require('node:http');
      const server = http.createServer((request, response) => (console.log('in'), response.end()));
      const front = require('node:net').createServer((socket) => server.emit('connection', socket));
      front.listen = Object.getPrototypeOf(front).listen;
      front.listen(0, () => ask(front).then((id) => console.log(id)));`;
    expect(await printed(program)).toEqual(['[mine] in', '[-] mine']);
  });
});

describe('where it is loaded late', () => {
  it('settings that the application makes later have no effect, as before', async () => {
    const program = `${ASK}
      process.env.THROUGHLINE_CONSOLE = 'json';
      process.env.THROUGHLINE_TRUST = 'wrong';
      const server = require('node:http').createServer((request, response) => (console.log('in'), response.end()));
      server.listen(0, () => ask(server).then(() => {}));`;
    expect(await printed(program)).toEqual(['[mine] in']);
  });

  it('the task in which the first server began to listen is not where requests start that arrive in others', async () => {
    const program = `${ASK}
      const { ContextVar, createTask } = require('throughline');
      const user = new ContextVar('user', { default: 'nobody' });
      const server = require('node:http').createServer((request, response) => {
        if (request.url === '/inner') return console.log('inner', user.get()), response.end();
        console.log('outer', user.get());
        const inner = new (require('node:http').IncomingMessage)(request.socket);
        Object.assign(inner, { method: 'GET', url: '/inner' });
        server.emit('request', inner, new (require('node:http').ServerResponse)(inner));
        response.end();
      });
      createTask(() => {
        user.set('somebody');
        server.listen(0, () => ask(server));
      });`;
    const lines = await printed(program);
    expect(lines.map((line) => line.replace(/^\[[^\]]*\] /, ''))).toEqual(['outer somebody', 'inner nobody']);
  });

  it('an emit that somebody has put around it before the first request is called once for each event', async () => {
    const program = `${ASK}
      const http = require('node:http');
      const { emit } = http.Server.prototype;
      const seen = [];
      http.Server.prototype.emit = function (...event) {
        seen.push(event[0]);
        return Reflect.apply(emit, this, event);
      };
      const server = http.createServer((request, response) => (console.log('in'), response.end()));
      server.listen(0, () => ask(server).then((id) => console.log(id, seen.filter((name) => name === 'request').length)));`;
    expect(await printed(program)).toEqual(['[mine] in', '[-] mine 1']);
  });
});

describe('as CommonJS, which Node takes', () => {
  it.each(['-r', '--import'])('a callback that a library calls without `this` gets none, with %s', async (option) => {
    const program = `'use strict';
      require('fastq')((task, done) => done(), 1).push(1, function () { console.log(this); });`;
    const { code, stdout, stderr } = await runNode([option, 'throughline/register', '-e', program]).ended;
    expect([code, stdout, stderr]).toEqual([0, 'null\n', '']);
  });
});
