import { AsyncResource } from 'node:async_hooks';
import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';

import { OwnEmitter } from './own-emitter.js';
import { type Cls, fresh, type Scenario } from './scenario.js';

/** What `fn` returns, or what it throws. */
function outcome(fn: () => unknown): unknown {
  try {
    return fn();
  } catch (error) {
    const { name, code, message } = error as Error & { code?: string };
    // Theirs ends with all values of the context, which belong into no log.
    return [name, code, message.replace(/ *\n.*|(?<=directly!).*/s, '')];
  }
}

/** The values of a context, its own and those that it inherits. */
const valuesOf = (context: object | null): unknown => {
  if (context === null) return null;
  const values: Record<string, unknown> = {};
  for (const key in context) if (key !== 'id' && key !== '_ns_name') values[key] = Reflect.get(context, key);
  return values;
};

const later = (fn: () => unknown): Promise<unknown> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(fn()), 1);
  });

/** Those in which both do the same. */
export const SAME: Readonly<Record<string, Scenario>> = {
  'get, set and active outside of all contexts': (cls) => {
    const ns = fresh(cls);
    return [ns.active, ns.get('key'), outcome(() => ns.set('key', 1)), ns._set];
  },
  'set returns the value, and get finds it, falsy ones too': (cls) => {
    const ns = fresh(cls);
    const seen: unknown[] = [];
    ns.run(() => {
      for (const value of [0, '', false, null, undefined, Number.NaN, 'text']) {
        seen.push(ns.set('key', value), ns.get('key'), 'key' in ns.active);
      }
    });
    return seen;
  },
  'keys are any property keys': (cls) => {
    const ns = fresh(cls);
    const key = Symbol('key');
    return ns.run(() => ns.set(key, 1), ns.run)[key] ?? [ns.runAndReturn(() => (ns.set(7, 'seven'), ns.get('7')))];
  },
  'run gives its context to the function and returns it': (cls) => {
    const ns = fresh(cls);
    let given: unknown;
    const returned = ns.run((context: object) => {
      given = context;
      ns.set('key', 1);
      return 'ignored';
    });
    return [given === returned, valuesOf(returned), returned._ns_name === ns.name, typeof returned.id, ns.active];
  },
  'runAndReturn returns what the function returns': (cls) => {
    const ns = fresh(cls);
    return ns.runAndReturn((context: object) => [context === ns.active, ns.set('key', 'value')]);
  },
  'a nested run sees the values around it and writes its own': (cls) => {
    const ns = fresh(cls);
    const seen: unknown[] = [];
    const outer = ns.run(() => {
      ns.set('a', 1);
      ns.set('b', 1);
      const inner = ns.run(() => {
        seen.push(ns.get('a'));
        ns.set('a', 2);
        seen.push(ns.get('a'), ns.get('b'));
      });
      seen.push(ns.get('a'), Object.getPrototypeOf(inner) === ns.active, valuesOf(inner));
      ns.set('b', 3);
      seen.push(inner.b);
    });
    return [seen, valuesOf(outer)];
  },
  'a context inherits from Object.prototype': (cls) => {
    const ns = fresh(cls);
    const context = ns.run(() => ns.set('key', 1));
    return [context.hasOwnProperty('key'), Object.keys(context), inspect(context).replace(/\d+/g, 'n')];
  },
  'the example of its README': async (cls) => {
    const ns = fresh(cls);
    const seen: unknown[] = [];
    ns.run(() => {
      ns.set('value', 0);
      ns.run((outer: Cls) => {
        seen.push(ns.get('value'), outer.value);
        ns.set('value', 1);
        seen.push(ns.get('value'), outer.value);
        process.nextTick(() => {
          seen.push(ns.get('value'), outer.value);
          ns.run((inner: Cls) => {
            seen.push(ns.get('value'), outer.value, inner.value);
            ns.set('value', 2);
            seen.push(ns.get('value'), outer.value, inner.value);
          });
        });
      });
      setTimeout(() => seen.push(ns.get('value')), 5);
    });
    await sleep(20);
    return seen;
  },
  'two namespaces do not meet': (cls) => {
    const [a, b] = [fresh(cls), fresh(cls)];
    return a.runAndReturn(() => {
      a.set('key', 'a');
      const inside = b.runAndReturn(() => [b.set('key', 'b'), a.get('key'), b.get('key')]);
      return [inside, a.get('key'), b.get('key'), b.active];
    });
  },
  'names: none, a second time, unknown': (cls) => {
    const first = cls.createNamespace('twice');
    const second = cls.createNamespace('twice');
    return [
      outcome(() => cls.createNamespace()),
      outcome(() => cls.createNamespace('')),
      first === second,
      cls.getNamespace('twice') === second,
      cls.getNamespace('nobody'),
      second.name,
    ];
  },
  'a name that is a symbol, or a number': (cls) => {
    return [Symbol('name'), 7].map((name) => [cls.createNamespace(name).name, cls.getNamespace(name)?.name]);
  },
  'what a log shows of a namespace begins with its class': (cls) => inspect(fresh(cls)).split(' ')[0],
  'destroyNamespace: known, again, unknown, assigned by hand': (cls) => {
    const ns = cls.createNamespace('destroyed');
    const other = cls.createNamespace('other');
    const table = process as unknown as { namespaces: Record<string, unknown> };
    table.namespaces['by hand'] = {};
    const seen = [
      table.namespaces['destroyed'] === ns,
      outcome(() => cls.destroyNamespace('destroyed')),
      cls.getNamespace('destroyed'),
      'destroyed' in table.namespaces,
      outcome(() => cls.destroyNamespace('destroyed')),
      outcome(() => cls.destroyNamespace('nobody')),
      outcome(() => cls.destroyNamespace('by hand')),
      cls.getNamespace('other') === other,
      ns.runAndReturn(() => ns.set('key', 'lives on')),
    ];
    table.namespaces = {};
    return seen;
  },
  'a namespace that is called __proto__': (cls) => cls.createNamespace('__proto__') === cls.getNamespace('__proto__'),
  'reset empties the table, also one that is not there': (cls) => {
    const table = process as unknown as { namespaces: object | undefined };
    table.namespaces = {};
    const ns = cls.createNamespace('reset');
    cls.reset();
    const seen = [Object.keys(table.namespaces), cls.getNamespace('reset'), ns.name];
    table.namespaces = undefined;
    cls.reset();
    return [seen, table.namespaces, Object.getPrototypeOf(table.namespaces)];
  },
  'what run throws has its context': (cls) => {
    const ns = fresh(cls);
    const error = new Error('thrown');
    const seen = outcome(() =>
      ns.run(() => {
        ns.set('key', 1);
        throw error;
      }),
    );
    const context = ns.fromException(error);
    return [
      seen,
      valuesOf(context),
      (error as Cls)[cls.ERROR_SYMBOL] === context,
      cls.ERROR_SYMBOL,
      ns.active,
      ns.fromException(new Error('other')),
    ];
  },
  'nothing thrown, and undefined thrown': (cls) => {
    const ns = fresh(cls);
    const rethrown: unknown[] = [];
    for (const value of [undefined, null, 0]) {
      try {
        ns.run(() => {
          throw value;
        });
      } catch (error) {
        rethrown.push(error);
      }
    }
    return [rethrown, ns.active];
  },
  'a bound function that throws, and one nested': (cls) => {
    const ns = fresh(cls);
    const bound =
      ns.run(() => ns.set('key', 'run')) &&
      ns.bind(
        () => {
          throw new Error('bound');
        },
        { key: 'given' },
      );
    const seen: unknown[] = [];
    try {
      ns.run(() => bound());
    } catch (error) {
      seen.push(valuesOf(ns.fromException(error)));
    }
    return [seen, ns.active];
  },
  'bind keeps this, arguments and result': (cls) => {
    const ns = fresh(cls);
    const bound = ns.bind(function (this: unknown, ...args: unknown[]) {
      return [this, args, valuesOf(ns.active)];
    });
    return [Reflect.apply(bound, 'this', [1, 2]), bound(), ns.active];
  },
  'bind: to the active context, to a given one, to a new one': (cls) => {
    const ns = fresh(cls);
    const read = (): unknown => valuesOf(ns.active);
    const alone = ns.bind((value: unknown) => [ns.get('key'), ns.set('key', value)]);
    const seen: unknown[] = [alone(1), alone(2)];
    ns.run(() => {
      ns.set('key', 'run');
      const bound = ns.bind(read);
      const given = ns.bind(read, { any: 'object' });
      const created = ns.bind(read, ns.createContext());
      ns.set('key', 'later');
      ns.run(() => {
        ns.set('key', 'inner');
        seen.push(bound(), given(), created(), ns.bind(read, null)());
      });
    });
    return seen;
  },
  'bind binds one namespace and leaves the other': (cls) => {
    const [a, b] = [fresh(cls), fresh(cls)];
    const bound = a.runAndReturn(() =>
      b.runAndReturn(() => a.set('k', 1) && b.set('k', 1) && a.bind(() => [a.get('k'), b.get('k')])),
    );
    return a.runAndReturn(() => b.runAndReturn(() => (a.set('k', 2), b.set('k', 2), bound())));
  },
  'bind of what is no function throws when it is called': (cls) => {
    const ns = fresh(cls);
    const bound = ns.bind(undefined);
    return [typeof bound, (outcome(bound) as unknown[])[0]];
  },
  'createContext in and out of a context': (cls) => {
    const ns = fresh(cls);
    const alone = ns.createContext();
    const inside = ns.runAndReturn(() => (ns.set('key', 1), ns.createContext()));
    return [Object.keys(alone), Object.getPrototypeOf(alone) === Object.prototype, valuesOf(inside), ns.active];
  },
  'enter and exit in order': (cls) => {
    const ns = fresh(cls);
    const [a, b] = [ns.createContext(), ns.createContext()];
    const seen: unknown[] = [ns._set.length];
    const note = (): void => void seen.push(ns.active === a ? 'a' : ns.active === b ? 'b' : ns.active, ns._set.length);
    ns.enter(a);
    note();
    ns.set('key', 'a');
    ns.enter(b);
    note();
    seen.push(ns.get('key'));
    ns.exit(b);
    note();
    ns.exit(a);
    note();
    return [seen, valuesOf(a)];
  },
  'enter and exit interleaved': (cls) => {
    const ns = fresh(cls);
    const contexts = ['a', 'b', 'c'].map((name) => Object.assign(ns.createContext(), { name }));
    const [a, b, c] = contexts;
    const seen: unknown[] = [];
    const step = (method: string, context: object): void => {
      ns[method](context);
      seen.push(
        ns.active?.name,
        ns._set.map((each: Cls) => each?.name),
      );
    };
    for (const each of contexts) step('enter', each);
    for (const each of [b, a, c]) step('exit', each);
    return seen;
  },
  'the same context entered twice': (cls) => {
    const ns = fresh(cls);
    const context = Object.assign(ns.createContext(), { name: 'twice' });
    const seen: unknown[] = [];
    for (const method of ['enter', 'enter', 'exit', 'exit', 'exit']) {
      seen.push((outcome(() => ns[method](context)) as unknown[] | undefined)?.[1], ns.active?.name);
    }
    return seen;
  },
  'what cannot be entered or exited': (cls) => {
    const ns = fresh(cls);
    const context = ns.createContext();
    return [
      outcome(() => ns.enter()),
      outcome(() => ns.exit()),
      outcome(() => ns.enter(null)),
      outcome(() => ns.exit(context)),
      ns.runAndReturn(() => outcome(() => ns.exit(context))),
    ];
  },
  'exit of an outer context within a run': (cls) => {
    const ns = fresh(cls);
    const context = ns.createContext();
    ns.enter(context);
    const seen: unknown[] = [];
    ns.run(() => {
      seen.push(ns._set.length);
      ns.exit(context);
      seen.push(ns._set.length, ns.active === context);
    });
    return [seen, ns.active, outcome(() => ns.exit(context))];
  },
  'exit of its own context within a run': (cls) => {
    const ns = fresh(cls);
    const seen: unknown[] = [];
    const thrown = outcome(() =>
      ns.run((context: object) => {
        ns.exit(context);
        seen.push(ns.active);
      }),
    );
    return [seen, thrown, ns.active];
  },
  'exit in a bound function of the context that is entered around it': (cls) => {
    const ns = fresh(cls);
    const context = Object.assign(ns.createContext(), { name: 'entered' });
    ns.enter(context);
    const seen = [outcome(() => ns.bind(() => (ns.exit(context), ns.active?.name))())];
    return [seen, ns.active, ns._set.length, outcome(() => ns.exit(context))];
  },
  'exit in a run of the context of the bound function around it': (cls) => {
    const ns = fresh(cls);
    const [a, b] = ['a', 'b'].map((name) => Object.assign(ns.createContext(), { name }));
    const seen: unknown[] = [];
    const note = (): void => void seen.push(ns.active?.name, ns._set.length);
    ns.enter(a);
    ns.enter(b);
    const bound = ns.bind(() => {
      ns.run(() => {
        ns.exit(b);
        note();
      });
      note();
    });
    seen.push(outcome(bound));
    note();
    seen.push(outcome(() => ns.exit(b)));
    ns.exit(a);
    note();
    return seen;
  },
  'exit of its own context within a run, below another that is entered': (cls) => {
    const ns = fresh(cls);
    const other = Object.assign(ns.createContext(), { name: 'other' });
    const seen: unknown[] = [];
    const thrown = outcome(() =>
      ns.run((context: object) => {
        ns.enter(other);
        ns.exit(context);
        seen.push(ns.active?.name, ns._set.length);
        ns.exit(other);
        seen.push(ns.active, ns._set.length);
      }),
    );
    return [seen, thrown, ns.active];
  },
  'enter lasts in what is started before exit, and in nothing else': async (cls) => {
    const ns = fresh(cls);
    const context = Object.assign(ns.createContext(), { name: 'entered' });
    const read = (): unknown => ns.active?.name;
    const before = later(read);
    ns.enter(context);
    const inside = [later(read), Promise.resolve().then(read)];
    const now = read();
    ns.exit(context);
    const after = later(read);
    return [now, read(), ...(await Promise.all([before, ...inside, after]))];
  },
  'setting active': (cls) => {
    const ns = fresh(cls);
    const context = ns.createContext();
    ns.active = context;
    const seen = [ns.active === context, ns.set('key', 1)];
    ns.active = null;
    return [seen, ns.active];
  },
  'timers, ticks, microtasks, files and promises': async (cls) => {
    const ns = fresh(cls);
    const read = (): unknown => ns.get('key');
    return ns.runAndReturn(() => {
      ns.set('key', 'value');
      const callbacks = [setTimeout, setImmediate, process.nextTick, queueMicrotask] as ((fn: () => void) => void)[];
      return Promise.all([
        ...callbacks.map((start) => new Promise((resolve) => start(() => resolve(read())))),
        new Promise((resolve) => readFile('package.json', () => resolve(read()))),
        Promise.resolve().then(read).then(read),
        Promise.reject(new Error('caught')).catch(read),
        (async () => (await sleep(1), await Promise.resolve(), read()))(),
      ]);
    });
  },
  'two at once, each with its own': async (cls) => {
    const ns = fresh(cls);
    const one = (name: string): Promise<unknown> =>
      ns.runAndReturn(async () => {
        ns.set('name', name);
        await sleep(Math.random() * 5);
        const inner = await ns.runAndReturn(async () => {
          ns.set('name', `${name} inner`);
          await sleep(1);
          return ns.get('name');
        });
        return [ns.get('name'), inner];
      });
    return Promise.all(['a', 'b', 'c'].map(one));
  },
  'a value that is set later in the same context is seen by all of it': async (cls) => {
    const ns = fresh(cls);
    return ns.runAndReturn(() => {
      const read = later(() => ns.get('key'));
      ns.set('key', 'later');
      return read;
    });
  },
  'runPromise gives the result, and its context to what follows': async (cls) => {
    const ns = fresh(cls);
    const seen: unknown[] = [];
    const result = await ns.runPromise(async (context: object) => {
      ns.set('key', 1);
      await sleep(1);
      seen.push(context === ns.active);
      return ns.get('key');
    });
    return [result, seen, ns.get('key'), await later(() => ns.get('key'))];
  },
  'runPromise: what then is called with sees its context': (cls) => {
    const ns = fresh(cls);
    return ns.runPromise(async () => ns.set('key', 1)).then((value: unknown) => [value, ns.get('key')]);
  },
  'runPromise: what it rejects with has its context': async (cls) => {
    const ns = fresh(cls);
    const error: unknown = await ns
      .runPromise(async () => {
        ns.set('key', 1);
        await sleep(1);
        throw new Error('rejected');
      })
      .catch((reason: unknown) => reason);
    return [String(error), valuesOf(ns.fromException(error))];
  },
  'runPromise without a promise': (cls) => {
    const ns = fresh(cls);
    return [outcome(() => ns.runPromise(() => 1)), outcome(() => ns.runPromise(() => ({ then() {} })))];
  },
  'bindEmitter: a listener has the context in which it was added': (cls) => {
    const ns = fresh(cls);
    const emitter = new EventEmitter();
    ns.bindEmitter(emitter);
    const seen: unknown[] = [];
    for (const name of ['a', 'b']) {
      ns.run(() => {
        ns.set('name', name);
        emitter.on('event', function (this: unknown, ...args: unknown[]) {
          seen.push(ns.get('name'), this === emitter, args);
        });
      });
    }
    ns.run(() => {
      ns.set('name', 'emitting');
      emitter.emit('event', 1, 2);
      seen.push(ns.get('name'));
    });
    return seen;
  },
  'bindEmitter: one that was added outside has the context of who emits, or a new one': (cls) => {
    const ns = fresh(cls);
    const emitter = new EventEmitter();
    ns.bindEmitter(emitter);
    const seen: unknown[] = [];
    emitter.on('event', () => seen.push(ns.get('name'), ns.set('new', true)));
    ns.run(() => ns.set('name', 'emitting') && emitter.emit('event'));
    emitter.emit('event');
    return [seen, ns.active];
  },
  'bindEmitter: listeners from before stay as they are': (cls) => {
    const ns = fresh(cls);
    const emitter = new EventEmitter();
    const seen: unknown[] = [];
    ns.run(() => ns.set('name', 'adding') && emitter.on('event', () => seen.push(ns.get('name'))));
    ns.bindEmitter(emitter);
    emitter.emit('event');
    ns.run(() => ns.set('name', 'emitting') && emitter.emit('event'));
    return seen;
  },
  'bindEmitter: listeners are removed, also within one, and once is once': (cls) => {
    const ns = fresh(cls);
    const emitter = new EventEmitter();
    ns.bindEmitter(emitter);
    const seen: unknown[] = [];
    const listener = (): void => void seen.push('listener', ns.get('key'));
    const first = (): void => {
      seen.push('first');
      emitter.removeListener('event', listener);
    };
    ns.run(() => {
      ns.set('key', 'value');
      emitter.on('event', first);
      emitter.on('event', listener);
      emitter.once('event', listener);
    });
    seen.push(emitter.listeners('event').map((each) => [first, listener].indexOf(each as () => void)));
    emitter.emit('event');
    emitter.emit('event');
    emitter.removeListener('event', first);
    seen.push(emitter.listenerCount('event'));
    emitter.once('event', listener);
    emitter.removeListener('event', listener);
    emitter.addListener('event', listener);
    emitter.removeAllListeners('event');
    return [seen, emitter.emit('event')];
  },
  'bindEmitter: newListener and removeListener tell the original': (cls) => {
    const ns = fresh(cls);
    const emitter = new EventEmitter();
    const seen: unknown[] = [];
    const listener = (): void => {};
    emitter.on('newListener', (event, added) => seen.push(event, added === listener));
    emitter.on('removeListener', (event, removed) => seen.push(event, removed === listener));
    ns.bindEmitter(emitter);
    ns.run(() => emitter.on('event', listener));
    emitter.removeListener('event', listener);
    return seen;
  },
  'bindEmitter: for two namespaces, and twice for one': (cls) => {
    const [a, b] = [fresh(cls), fresh(cls)];
    const emitter = new EventEmitter();
    a.bindEmitter(emitter);
    b.bindEmitter(emitter);
    a.bindEmitter(emitter);
    const seen: unknown[] = [];
    a.run(() => {
      a.set('key', 'a');
      b.run(() => {
        b.set('key', 'b');
        emitter.on('event', () => seen.push(a.get('key'), b.get('key')));
      });
    });
    emitter.emit('event');
    return seen;
  },
  'bindEmitter: an error in a listener has the context of that': (cls) => {
    const ns = fresh(cls);
    const emitter = new EventEmitter();
    ns.bindEmitter(emitter);
    ns.run(
      () =>
        ns.set('key', 'adding') &&
        emitter.on('event', () => {
          throw new Error('in a listener');
        }),
    );
    const seen: unknown[] = [];
    try {
      ns.run(() => emitter.emit('event'));
    } catch (error) {
      seen.push(valuesOf(ns.fromException(error)));
    }
    return seen;
  },
  'bindEmitter: no emitters': (cls) => {
    const ns = fresh(cls);
    const noop = (): void => {};
    return [
      outcome(() => ns.bindEmitter({})),
      outcome(() => ns.bindEmitter({ on: noop, addListener: noop })),
      outcome(() => ns.bindEmitter({ on: noop, addListener: noop, emit: noop })),
      (outcome(() => ns.bindEmitter()) as unknown[])[0],
    ];
  },
  "bindEmitter: of an emitter that is not Node's": (cls) => {
    const ns = fresh(cls);
    const emitter = new OwnEmitter();
    ns.bindEmitter(emitter);
    const seen: unknown[] = [];
    const listener = function (this: unknown, ...args: unknown[]): void {
      seen.push(ns.get('name'), this === emitter, args);
    };
    ns.run(() => {
      ns.set('name', 'adding');
      emitter.on('event', listener).addListener('event', listener).on('other', listener);
      emitter.once('event', () => seen.push('once', ns.get('name')));
    });
    ns.run(() => ns.set('name', 'emitting') && emitter.emit('event', 1, 2));
    for (const _ of [1, 2, 3]) seen.push(emitter.removeListener('event', listener).emit('event'));
    emitter.on('event', listener).removeAllListeners('event');
    return [seen, emitter.emit('event'), emitter.on('event', listener).removeListener('event', listener).emit('event')];
  },
  'bindEmitter: of a stream': async (cls) => {
    const ns = fresh(cls);
    const stream = Readable.from(['a', 'b']);
    ns.bindEmitter(stream);
    const seen: unknown[] = [];
    ns.run(() => {
      ns.set('key', 'value');
      stream.on('data', (chunk) => seen.push(chunk, ns.get('key')));
      stream.on('end', () => seen.push('end', ns.get('key')));
    });
    await once(stream, 'close');
    return seen;
  },
  'a server whose requests and responses are bound': async (cls) => {
    const ns = fresh(cls);
    const server = createServer((request, response) => {
      ns.run(() => {
        ns.set('url', request.url);
        ns.bindEmitter(request);
        ns.bindEmitter(response);
        let seen = '';
        request.on('data', () => (seen += ns.get('url')));
        request.on('end', () => setTimeout(() => response.end(seen + ns.get('url')), 2));
      });
    });
    await once(server.listen(0), 'listening');
    const { port } = server.address() as AddressInfo;
    const ask = async (path: string): Promise<string> => {
      const [response] = (await once(get({ port, path }), 'response')) as [Readable];
      return (await response.toArray()).join('');
    };
    const answers = await Promise.all(['/a', '/b', '/c'].map(ask));
    server.close();
    return answers;
  },
  'two runPromise that overlap': (cls) => {
    const ns = fresh(cls);
    const one = (name: string, ms: number): Promise<unknown> =>
      ns.runPromise(async () => {
        ns.set('name', name);
        await sleep(ms);
        return ns.get('name');
      });
    return Promise.all([one('a', 5), one('b', 2)]);
  },
  'a thenable that is awaited': (cls) => {
    const ns = fresh(cls);
    const thenable = { then: (resolve: (value: unknown) => void) => void setTimeout(() => resolve(ns.get('name')), 1) };
    return ns.runAndReturn(async () => {
      ns.set('name', 'somebody');
      return [await thenable, ns.get('name')];
    });
  },
  'a thenable that calls back from elsewhere': (cls) => {
    const ns = fresh(cls);
    const waiting: ((value: unknown) => void)[] = [];
    setTimeout(() => waiting.forEach((resolve) => resolve(1)), 3);
    const thenable = { then: (resolve: (value: unknown) => void) => void waiting.push(resolve) };
    return ns.runAndReturn(async () => {
      ns.set('name', 'somebody');
      return [await thenable, ns.get('name')];
    });
  },
  'a promise that was made before, and is settled in another context': async (cls) => {
    const ns = fresh(cls);
    let settle = (): void => {};
    const promise = new Promise<void>((resolve) => (settle = resolve));
    const first = ns.runAndReturn(async () => (ns.set('name', 'a'), await promise, ns.get('name')));
    const second = ns.runAndReturn(() => (ns.set('name', 'b'), promise.then(() => ns.get('name'))));
    ns.run(() => ns.set('name', 'c') && settle());
    return Promise.all([first, second, promise.then(() => ns.get('name'))]);
  },
  'after an error that nobody caught, callbacks of nobody see no context': async (cls) => {
    const ns = fresh(cls);
    const caught = new Promise((resolve) => process.once('uncaughtException', resolve));
    const ofNobody = sleep(10).then(() => ns.get('name'));
    ns.run(
      () =>
        ns.set('name', 'somebody') &&
        setTimeout(() => {
          throw new Error('uncaught');
        }, 1),
    );
    await caught;
    return [await ofNobody, await new Promise((resolve) => setImmediate(() => resolve(ns.get('name'))))];
  },
  'an async generator': async (cls) => {
    const ns = fresh(cls);
    async function* names(): AsyncGenerator {
      yield ns.get('name');
      await sleep(1);
      yield ns.get('name');
    }
    const generator = names();
    const next = (name: string): Promise<unknown> => ns.runAndReturn(() => ns.set('name', name) && generator.next());
    return [await next('a'), await next('b')];
  },
};

/** Those in which theirs loses a context, gives the one of somebody else, or ends the process; with what ours gives. */
export const BETTER: Readonly<Record<string, readonly [scenario: Scenario, ours: string]>> = {
  'an error that is no object is thrown on': [
    (cls) => {
      const ns = fresh(cls);
      try {
        return ns.run(() => {
          throw 'text'; // oxlint-disable-line typescript/only-throw-error -- That is the case.
        });
      } catch (error) {
        return error;
      }
    },
    "'text'",
  ],
  'loggers do not print the context of an error': [
    (cls) => {
      const ns = fresh(cls);
      const error = new Error('thrown');
      outcome(() =>
        ns.run(() => {
          ns.set('password', 'secret');
          throw error;
        }),
      );
      return [JSON.stringify(error), ns.fromException(error).password];
    },
    "[ '{}', 'secret' ]",
  ],
  'an error that is frozen is thrown on': [
    (cls) => {
      const ns = fresh(cls);
      const error = Object.freeze(new RangeError('frozen'));
      return outcome(() =>
        ns.run(() => {
          throw error;
        }),
      );
    },
    "[ 'RangeError', undefined, 'frozen' ]",
  ],
  'callbacks of nobody do not see what runPromise runs': [
    async (cls) => {
      const ns = fresh(cls);
      const ofNobody = later(() => ns.get('name'));
      await ns.runPromise(() => ns.set('name', 'somebody') && sleep(10));
      return ofNobody;
    },
    'undefined',
  ],
  'callbacks of nobody do not see what was entered and never exited': [
    async (cls) => {
      const ns = fresh(cls);
      const ofNobody = later(() => ns.get('name'));
      ns.enter(ns.createContext());
      ns.set('name', 'somebody');
      return ofNobody;
    },
    'undefined',
  ],
  'one runPromise does not inherit from another beside it': [
    (cls) => {
      const ns = fresh(cls);
      return Promise.all([
        ns.runPromise(async () => ns.set('name', 'first')),
        ns.runPromise(async () => ns.get('name')),
      ]);
    },
    "[ 'first', undefined ]",
  ],
  'one runPromise does not inherit from the one before it': [
    async (cls) => {
      const ns = fresh(cls);
      await ns.runPromise(async () => ns.set('name', 'first'));
      return ns.runPromise(async () => ns.get('name'));
    },
    'undefined',
  ],
  'runPromise whose function throws': [
    async (cls) => {
      const ns = fresh(cls);
      return [
        outcome(() =>
          ns.runPromise(() => {
            throw new Error('at once');
          }),
        ),
        ns.active,
      ];
    },
    "[ [ 'Error', undefined, 'at once' ], null ]",
  ],
  'one function listens in two contexts': [
    (cls) => {
      const ns = fresh(cls);
      const emitter = new EventEmitter();
      ns.bindEmitter(emitter);
      const seen: unknown[] = [];
      const listener = (): void => void seen.push(ns.get('name'));
      for (const name of ['a', 'b']) ns.run(() => ns.set('name', name) && emitter.on('event', listener));
      emitter.emit('event');
      return seen;
    },
    "[ 'a', 'b' ]",
  ],
  'a listener adds another for the same event': [
    (cls) => {
      const ns = fresh(cls);
      const emitter = new EventEmitter();
      ns.bindEmitter(emitter);
      const seen: unknown[] = [];
      ns.run(() => {
        ns.set('name', 'adding');
        emitter.once('event', () => emitter.on('event', () => seen.push(ns.get('name'))));
      });
      emitter.emit('event');
      emitter.emit('event');
      return seen;
    },
    "[ 'adding' ]",
  ],
  'prependListener binds, too': [
    (cls) => {
      const ns = fresh(cls);
      const emitter = new EventEmitter();
      ns.bindEmitter(emitter);
      const seen: unknown[] = [];
      ns.run(() => ns.set('name', 'adding') && emitter.prependListener('event', () => seen.push(ns.get('name'))));
      emitter.emit('event');
      return seen;
    },
    "[ 'adding' ]",
  ],
  'a value named __proto__ is a value': [
    (cls) => {
      const ns = fresh(cls);
      return ns.runAndReturn(() => {
        ns.set('name', 'kept');
        return ns.runAndReturn(() => [ns.set('__proto__', { name: 'lost' }) && ns.get('name'), ns.get('__proto__')]);
      });
    },
    "[ 'kept', { name: 'lost' } ]",
  ],
  'a rejection that nobody handles': [
    (cls) => {
      const ns = fresh(cls);
      return new Promise((resolve) => {
        process.once('unhandledRejection', (error) => resolve([String(error), ns.get('key')]));
        ns.run(() => {
          ns.set('key', 'value');
          setTimeout(() => void Promise.reject(new Error('rejected')), 1);
        });
      });
    },
    "[ 'Error: rejected', 'value' ]",
  ],
  // This one comes last: theirs ends the process.
  'a context is exited here and in a callback': [
    async (cls) => {
      const ns = fresh(cls);
      const context = Object.assign(ns.createContext(), { name: 'entered' });
      ns.enter(context);
      const inside = later(() => {
        const seen = ns.active?.name;
        ns.exit(context);
        return [seen, ns.active];
      });
      ns.exit(context);
      return [await inside, ns.active];
    },
    "[ [ 'entered', null ], null ]",
  ],
};

/** Those in which theirs keeps a context and ours does not, as AsyncLocalStorage does it; with what theirs and ours give. */
export const DIFFERENT: Readonly<Record<string, readonly [scenario: Scenario, theirs: string, ours: string]>> = {
  'a function of AsyncResource.bind from outside is called in a run': [
    (cls) => {
      const ns = fresh(cls);
      const bound = AsyncResource.bind(() => ns.get('name') as unknown);
      return ns.runAndReturn(() => ns.set('name', 'caller') && bound());
    },
    "'caller'",
    'undefined',
  ],
  'an upgrade of a server that listens since a run': [
    async (cls) => {
      const ns = fresh(cls);
      const server = createServer();
      await ns.runAndReturn(() => ns.set('name', 'listening') && once(server.listen(0), 'listening'));
      const upgraded = once(server, 'upgrade');
      const seen: unknown[] = [];
      server.on('upgrade', (_, socket) => seen.push(ns.get('name')) && socket.destroy());
      const { port } = server.address() as AddressInfo;
      get({ port, agent: false, headers: { connection: 'upgrade', upgrade: 'text' } }).on('error', () => {});
      await upgraded;
      server.close();
      return seen;
    },
    "[ 'listening' ]",
    Number.parseInt(process.versions.node) < 24 ? '[ undefined ]' : "[ 'listening' ]",
  ],
};
