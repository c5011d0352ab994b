import { EventEmitter } from 'node:events';
import { createServer, get, IncomingMessage, ServerResponse } from 'node:http';

import { describe, expect, it } from 'vitest';

import { type Carrier, type Method, play, type Role } from '../../../../../src/adapters/node-http/attach/role.js';
import { nodeTracing, traced } from '../../../../../src/adapters/node-http/index.js';
import { carriedTask, TASK, Tracing } from '../../../../../src/adapter.js';
import { CTX_REQUEST_ID } from '../../../../../src/index.js';
import { scopeWith } from '../../../../support/scope-with.js';
import { serve } from '../../../../support/serve.js';
import { until } from '../../../../support/until.js';

/** A role whose method says whether its object has a task. */
function greeter(name: string): Role {
  return {
    mark: Symbol(name),
    classes: ['Greeter'],
    methods: {
      greet: (from, key) =>
        function (this: Carrier, ...args) {
          return `${this[key] === undefined ? 'untied' : 'tied'} ${String(Reflect.apply(from['greet'] as Method, this, args))}`;
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

  it('replaces those that somebody replaced in an object, or in a class of the application, and counts each call once', () => {
    const Greeter = greeters();
    const role = greeter('hidden');
    const wrapped = new Greeter();
    const { greet } = wrapped; // as it was before the prototype changed
    Object.assign(wrapped, { greet: () => `wrapped ${Reflect.apply(greet, wrapped, ['a'])}` });
    const special = new (class extends Greeter {
      override greet(): string {
        return `special ${super.greet('b')}`;
      }
    })();
    play(role, wrapped, task);
    play(role, special, task);
    expect([wrapped.greet(), special.greet()]).toEqual(['tied wrapped hello a', 'tied special untied hello b']);
    expect([carriedTask(wrapped), carriedTask(special)]).toEqual([task, task]);
  });

  it('finds what a method inherits when it is called', () => {
    class Base {
      greet(): string {
        return 'hello';
      }
    }
    class Greeter extends Base {}
    const one = new Greeter();
    play(greeter('later'), one, task);
    Base.prototype.greet = () => 'changed later';
    expect(one.greet()).toBe('tied changed later');
  });
});

describe('the prototypes of Node', () => {
  it('are passed by those who call what they found before: the id goes out all the same, and the span ends', async () => {
    const { writeHead } = ServerResponse.prototype;
    const trace = nodeTracing({ end: () => void ended++ });
    let ended = 0;
    const server = createServer((request, response) => {
      response.writeHead = function (this: ServerResponse, ...args: never[]) {
        return Reflect.apply(writeHead, this, args);
      } as never;
      response.emit = function (this: ServerResponse, ...args: never[]) {
        return Reflect.apply(EventEmitter.prototype.emit, this, args);
      } as never;
      void trace(request, response, () => response.end());
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    for (let i = 1; i <= 2; i++) {
      const { headers } = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-request-id': `id-${i}` } });
      expect(headers.get('x-request-id')).toBe(`id-${i}`);
    }
    await until(() => ended === 2);
    server.close();
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
