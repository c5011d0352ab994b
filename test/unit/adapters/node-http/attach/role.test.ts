import { EventEmitter } from 'node:events';
import { createServer, get, IncomingMessage, ServerResponse } from 'node:http';

import { describe, expect, it } from 'vitest';

import { play, type Role } from '../../../../../src/adapters/node-http/attach/role.js';
import { nodeTracing, traced } from '../../../../../src/adapters/node-http/index.js';
import { carriedTask, TASK, Tracing } from '../../../../../src/adapter.js';
import { CTX_REQUEST_ID } from '../../../../../src/index.js';
import { scopeWith } from '../../../../support/scope-with.js';
import { serve } from '../../../../support/serve.js';

/** A role whose method says whether its object has a task. */
function greeter(name: string): Role {
  return {
    mark: Symbol(name),
    classes: ['Greeter'],
    methods: {
      greet: (greet) =>
        function (this: { [TASK]?: unknown }, ...args) {
          return `${this[TASK] === undefined ? 'untied' : 'tied'} ${String(Reflect.apply(greet, this, args))}`;
        },
    },
  };
}

/** A class of its own for each test: its prototype is changed. */
function greeters() {
  return class Greeter {
    greet(name = 'you'): string {
      return `hello ${name}`;
    }
  };
}

const task = new Tracing().open(scopeWith({}));

describe('a role', () => {
  it('replaces methods in the prototype of the class, once, and keeps their names and lengths', () => {
    const Greeter = greeters();
    class Special extends Greeter {}
    const role = greeter('once');
    const [one, other] = [new Special(), new Special()];
    play(role, one, task);
    const { greet } = Greeter.prototype;
    play(role, other, task);
    expect(Object.keys(one)).toEqual([]);
    expect(Greeter.prototype.greet).toBe(greet);
    expect([greet.name, greet.length]).toEqual(['greet', 0]);
    expect([one.greet('a'), other.greet(), new Greeter().greet()]).toEqual([
      'tied hello a',
      'tied hello you',
      'untied hello you',
    ]);
    expect(carriedTask(one)).toBe(task);
  });

  it('replaces those of an object that stands in for one of the class', () => {
    const double = { greet: () => 'double' };
    play(greeter('double'), double, task);
    expect(double.greet()).toBe('tied double');
  });

  it('replaces those that somebody replaced in the first object before', () => {
    const first = new (greeters())();
    const { greet } = first; // as it was before the prototype changed
    Object.assign(first, { greet: () => `wrapped ${Reflect.apply(greet, first, ['a'])}` });
    play(greeter('first'), first, task);
    expect(first.greet()).toBe('tied wrapped hello a');
  });
});

describe('the prototypes of Node', () => {
  it('are changed by an adapter, so that middleware before it wraps our methods from the first request on', async () => {
    nodeTracing();
    expect(Object.hasOwn(IncomingMessage.prototype, 'emit')).toBe(true);
    expect(ServerResponse.prototype.writeHead.name).toBe('writeHead');
  });

  it('leave servers that nothing traces, and answers that a client gets, as they were', async () => {
    traced(() => {});
    const server = createServer((request, response) => {
      request.on('end', () => response.writeHead(200, 'fine', ['x-a', '1']).end(CTX_REQUEST_ID.get()));
      request.resume();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const seen = await new Promise((resolve) => {
      get({ port, host: '127.0.0.1' }, (answer) => {
        const args: unknown[][] = [];
        answer.on('custom', (...given: unknown[]) => args.push(given));
        answer.emit('custom', 1, 2, 3);
        answer.emit('custom');
        answer.resume().on('end', () => resolve([answer.statusMessage, answer.rawHeaders.slice(0, 2), args]));
      });
    });
    server.close();
    expect(seen).toEqual(['fine', ['x-a', '1'], [[1, 2, 3], []]]);
  });

  it('pass on what listeners are given, throw and answer', async () => {
    const { url } = await serve((request, response) => {
      const given: unknown[][] = [];
      request.on('custom', (...args: unknown[]) => given.push(args));
      const heard = [request.emit('custom', 1, 2, 3), request.emit('custom'), request.emit('nobody', 1)];
      request.on('failing', () => {
        throw new Error('thrown');
      });
      let thrown: unknown;
      try {
        request.emit('failing');
      } catch (error) {
        thrown = (error as Error).message;
      }
      response.end(JSON.stringify([given, heard, thrown, Object.keys(request).includes('emit')]));
    });
    expect(await (await fetch(url)).json()).toEqual([[[1, 2, 3], []], [true, true, false], 'thrown', false]);
  });

  it.each(['writeHead', 'writeHeader'])('add the id by %s', async (name) => {
    const { url } = await serve((_, response) => {
      (response as unknown as Record<string, (status: number) => void>)[name]?.(201);
      response.end();
    });
    const response = await fetch(url, { headers: { 'x-request-id': 'abc' } });
    expect([response.status, response.headers.get('x-request-id')]).toEqual([201, 'abc']);
  });

  it('are found by their classes only: an emitter of any other kind is left alone', () => {
    expect(Object.hasOwn(EventEmitter.prototype, TASK)).toBe(false);
    expect(EventEmitter.prototype.emit).not.toBe(IncomingMessage.prototype.emit);
  });
});
