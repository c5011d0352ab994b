import { EventEmitter, once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';

import { describe, expect, it } from 'vitest';

import { createNamespace } from '../../../src/cls-hooked/index.js';
import { bind, bindEmitter, ContextVar, copyContext, createTask } from '../../../src/index.js';
import { traced } from '../../../src/adapters/node-http/index.js';

const USER = new ContextVar<string>('user', { default: 'nobody' });

describe('a namespace and the contexts of this package', () => {
  const ns = createNamespace('with the core');

  it('a task, bind and a copy have its context', async () => {
    const seen = await ns.runAndReturn(() => {
      ns.set('key', 'value');
      const bound = bind(() => ns.get('key') as unknown);
      const copy = copyContext();
      return createTask(() => [bound(), copy.run(() => ns.get('key') as unknown), ns.get('key')]);
    });
    expect(seen).toEqual(['value', 'value', 'value']);
  });

  it('run is a task: a variable can be set in it, and is what it was afterwards', () => {
    const seen: string[] = [];
    ns.run(() => {
      USER.set('Ada');
      seen.push(USER.get());
    });
    expect([...seen, USER.get()]).toEqual(['Ada', 'nobody']);
  });

  it('a variable can be reset by its token when enter and exit came in between', async () => {
    await createTask(() => {
      const context: unknown = ns.createContext();
      const token = USER.set('Ada');
      ns.enter(context);
      USER.set('Grace');
      ns.exit(context);
      expect(USER.get()).toBe('Ada');
      USER.reset(token);
    });
  });

  it('exit in a task within keeps the variables of that task', async () => {
    const context: unknown = ns.createContext();
    await createTask(async () => {
      ns.enter(context);
      await createTask(() => {
        USER.set('Ada');
        ns.exit(context);
        expect([ns.active, USER.get()]).toEqual([null, 'Ada']);
      });
      ns.exit(context);
    });
  });

  it('a bound function has the variables of its caller', () => {
    const bound = ns.bind(() => USER.get());
    expect(USER.run('Ada', bound)).toBe('Ada');
  });

  it('an emitter that bindEmitter of this package has bound', () => {
    const emitter = bindEmitter(new EventEmitter());
    ns.bindEmitter(emitter);
    const seen: unknown[] = [];
    const listener = (): void => void seen.push(USER.get(), ns.get('key'));
    USER.run('Ada', () => ns.run(() => ns.set('key', 'value') && emitter.on('event', listener)));
    USER.run('Grace', () => emitter.emit('event'));
    emitter.off('event', listener);
    expect([seen, emitter.emit('event')]).toEqual([['Ada', 'value'], false]);
  });

  it('an emitter whose class is bound', () => {
    class Client extends EventEmitter {}
    bindEmitter(Client.prototype);
    const client = new Client();
    ns.bindEmitter(client);
    const seen: unknown[] = [];
    ns.run(() => ns.set('key', 'value') && client.once('event', () => seen.push(ns.get('key'))));
    client.emit('event');
    new Client().emit('event');
    expect(seen).toEqual(['value']);
  });

  it('what is not called as a listener is refused by Node, as ever', () => {
    const emitter = new EventEmitter();
    ns.bindEmitter(emitter);
    expect(() => emitter.on('event', undefined as never)).toThrow(TypeError);
  });

  it('a traced request: its listeners have the context in which they were added', async () => {
    const server = createServer(
      traced((incoming, response) => {
        ns.run(() => {
          ns.set('url', incoming.url);
          ns.bindEmitter(incoming);
          incoming.resume().on('end', () => response.end(ns.get('url')));
        });
      }),
    );
    await once(server.listen(0), 'listening');
    const { port } = server.address() as AddressInfo;
    const asked = request({ port, path: '/here', method: 'POST' }).end('body');
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    expect((await answer.toArray()).join('')).toBe('/here');
    server.close();
  });
});

describe('enter', () => {
  it('reaches no other request on a connection that is kept alive', async () => {
    const ns = createNamespace('kept alive');
    const server = createServer((incoming, response) => {
      const found: unknown = ns.get('url');
      const context: unknown = ns.createContext();
      ns.enter(context);
      ns.set('url', incoming.url);
      response.on('finish', () => ns.exit(context));
      setTimeout(() => response.end(JSON.stringify([found, ns.get('url')])), 1);
    });
    await once(server.listen(0), 'listening');
    const { port } = server.address() as AddressInfo;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const answers: unknown[] = [];
    for (const path of ['/a', '/b']) {
      const [answer] = (await once(get({ port, path, agent }), 'response')) as [IncomingMessage];
      answers.push(JSON.parse((await answer.toArray()).join('')));
    }
    agent.destroy();
    server.close();
    expect(answers).toEqual([
      [null, '/a'],
      [null, '/b'],
    ]);
  });

  it('within a run of this package ends with it', () => {
    const ns = createNamespace('within a run');
    USER.run('Ada', () => ns.enter(ns.createContext()));
    expect(ns.active).toBe(null);
  });
});

it('the contexts around do not add up where one bound function starts the next, for ever', async () => {
  const ns = createNamespace('for ever');
  const counts: number[] = [];
  await new Promise<void>((resolve) => {
    const next = (left: number): void => {
      counts.push(ns._set.length);
      if (left === 0) resolve();
      else
        setTimeout(
          ns.bind(() => next(left - 1), {}),
          0,
        );
    };
    ns.run(() => next(20));
  });
  expect(counts).toEqual([1, ...Array.from({ length: 20 }, () => 2)]);
});

it('a loop of runPromise hands nothing on from one to the next', async () => {
  const ns = createNamespace('loop');
  const found: unknown[] = [];
  for (const job of ['a', 'b', 'c']) {
    await ns.runPromise(async (context) => {
      found.push(ns.get('job'), Object.getPrototypeOf(context) === Object.prototype, ns._set.length);
      ns.set('job', job);
    });
    found.push(ns.get('job'), ns._set.length);
  }
  expect(found).toEqual(['a', 'b', 'c'].flatMap((job) => [undefined, true, expect.any(Number), job, 1]));
});

it('a stack that is full leaves no context behind', () => {
  const ns = createNamespace('full');
  const deeper = (): void => void ns.run(deeper);
  for (let round = 0; round < 5; round++) expect(deeper).toThrow(RangeError);
  expect([ns.active, ns._set, ns.runAndReturn(() => ns._set.length)]).toEqual([null, [], 1]);
});

it('a program that watches the size of _contexts goes on to run, and finds that nothing is kept', async () => {
  const ns = createNamespace('watched') as unknown as {
    runAndReturn<R>(fn: () => R): R;
    readonly _contexts: Map<number, object>;
  };
  const size = await ns.runAndReturn(async () => {
    await Promise.resolve();
    return ns._contexts.size;
  });
  expect(size).toBe(0);
});
