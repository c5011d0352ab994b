// Calls what the doctor changes in ways that nobody means, in a request and outside of any, and prints what comes of each.
import { EventEmitter } from 'node:events';
import { ClientRequest, ServerResponse } from 'node:http';
import { createServer } from 'node:http2';
import { Server } from 'node:net';
import { Readable } from 'node:stream';
import { ContextVar } from 'throughline';
import { traced } from 'throughline/fetch';

/** What code of the application was asked meanwhile. */
let asked = [];

const listener = () => {};
const spied = (target) => {
  const traps = ['get', 'has', 'getPrototypeOf', 'getOwnPropertyDescriptor', 'isExtensible', 'ownKeys', 'apply'];
  const spy =
    (trap) =>
    (object, key, ...rest) => {
      asked.push(typeof key === 'symbol' || typeof key === 'string' ? `${trap} ${String(key)}` : trap);
      return Reflect[trap](object, key, ...rest);
    };
  return new Proxy(target, Object.fromEntries(traps.map((trap) => [trap, spy(trap)])));
};
const closed = (target) => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};
const guarded = (name, target = {}) =>
  Object.defineProperty(target, name, {
    get() {
      asked.push(name);
      throw new Error(`${name} is mine`);
    },
  });
const withEvents = (events) => Object.assign(new EventEmitter(), { _events: events });
const listening = (events) => {
  const emitter = new EventEmitter();
  emitter.on('x', listener);
  return Object.assign(emitter, { _events: events });
};

const EMITTERS = {
  undefined: () => undefined,
  null: () => null,
  number: () => 1,
  text: () => 'text',
  symbol: () => Symbol('mine'),
  object: () => ({}),
  'no prototype': () => Object.create(null),
  list: () => [],
  function: () => () => {},
  'events of length 0': () => ({ _events: { x: { length: 0 } } }),
  'events of length 1': () => ({ _events: { x: { length: 1 } } }),
  'events that are text': () => ({ _events: 'x' }),
  'events that are null': () => ({ _events: null }),
  'an event that is null': () => ({ _events: { x: null } }),
  'a list of a number': () => ({ _events: { x: [1] } }),
  'an emitter with events of length 0': () => withEvents({ x: { length: 0 } }),
  'a listened emitter with events of length 0': () => listening({ x: { length: 0 } }),
  'a listened emitter with a list of a number': () => listening({ x: [listener, 1] }),
  'a listened emitter with spied events': () => listening(spied({ x: [listener] })),
  'a listened emitter with a spied list': () => listening({ x: spied([listener]) }),
  'a listened emitter with a getter': () => listening(guarded('x')),
  'a listened emitter without events': () => listening(undefined),
  'a getter': () => guarded('_events'),
  'a spied emitter': () => spied(new EventEmitter()),
  'a spied prototype': () => Object.create(spied(new EventEmitter())),
  'a closed proxy': () => closed({}),
  'a frozen emitter': () => Object.freeze(new EventEmitter()),
  'an emitter': () => new EventEmitter(),
  'a child of an emitter': () => Object.create(new EventEmitter()),
  'a server': () => new Server(),
  'a spied server': () => spied(new Server()),
  'a server of HTTP/2': () => createServer(() => {}),
};

const asKey = () => ({
  toString() {
    asked.push('toString');
    return 'x';
  },
});
const responding = () => Object.assign(new Readable(), { respond() {} });
const EVENTS = [
  [],
  ['x'],
  ['x', 1],
  [1],
  [undefined],
  [Symbol.for('x')],
  asKey,
  ['error'],
  ['error', new RangeError('mine')],
  ['close'],
  ['finish'],
  ['request'],
  ['request', 1],
  () => ['request', guarded('stream')],
  () => ['request', guarded('stream', new Readable())],
  () => ['request', spied({})],
  () => ['request', closed({})],
  ['stream', null],
  () => ['stream', guarded('respond')],
  () => ['stream', guarded('session', responding())],
  () => ['stream', spied(responding()), spied({})],
  () => ['stream', closed({})],
];
const LISTENERS = [
  [],
  ['x'],
  ['x', listener],
  ['x', {}],
  ['close', listener],
  ['finish', listener],
  () => [asKey(), listener],
  () => ['x', spied(() => {})],
  () => ['x', closed(() => {})],
  () => ['x', guarded('listener', () => {})],
  () => [closed({}), listener],
];

class OddEvent extends Event {
  get type() {
    asked.push('type');
    throw new Error('type is mine');
  }
}
const TARGETS = {
  ...EMITTERS,
  'a target': () => new EventTarget(),
  'a listened target': () => {
    const target = new EventTarget();
    target.addEventListener('x', listener);
    return target;
  },
  'a spied target': () => spied(new EventTarget()),
  'a signal': () => AbortSignal.abort(),
};
const TARGET_LISTENERS = [
  ...LISTENERS,
  () => ['x', guarded('handleEvent')],
  () => ['x', spied({ handleEvent() {} })],
  () => ['x', listener, guarded('once')],
];
const DISPATCHED = [
  [],
  [null],
  ['x'],
  () => [new Event('x')],
  () => [new OddEvent('x')],
  () => [guarded('type')],
  () => [spied(new Event('x'))],
  () => [closed({})],
];

const methods = (prototype, ...names) => names.map((name) => [name, prototype[name]]);
const CALLS = [
  [methods(EventEmitter.prototype, 'emit'), EMITTERS, EVENTS],
  [methods(EventEmitter.prototype, 'on', 'addListener', 'prependListener', 'once'), EMITTERS, LISTENERS],
  [methods(EventTarget.prototype, 'addEventListener'), TARGETS, TARGET_LISTENERS],
  [methods(EventTarget.prototype, 'dispatchEvent'), TARGETS, DISPATCHED],
  [methods(ServerResponse.prototype, 'writeHead'), EMITTERS, [[], [200], [0], () => [200, guarded('x')]]],
  [methods(ServerResponse.prototype, 'end'), EMITTERS, [[], [listener], ['x', listener], [1]]],
  [methods(ClientRequest.prototype, 'end'), EMITTERS, [[], [listener], [1]]],
  [methods(ContextVar.prototype, 'get', 'set'), EMITTERS, [[], ['x']]],
];

function outcome(call, subject) {
  asked = [];
  let result;
  try {
    const value = call();
    result =
      value === subject ? 'itself' : typeof value === 'object' ? (value?.constructor?.name ?? 'null') : String(value);
  } catch (error) {
    result = `${error?.name} ${error?.code} ${error?.message}`;
  }
  return `${result} ${asked.join()}`;
}

function callAll(where) {
  for (const [all, subjects, lists] of CALLS) {
    for (const [name, method] of all) {
      for (const [title, make] of Object.entries(subjects)) {
        lists.forEach((list, at) => {
          const subject = make();
          const args = typeof list === 'function' ? [list()].flat() : list;
          console.log(
            where,
            name,
            title,
            at,
            outcome(() => Reflect.apply(method, subject, args), subject),
          );
        });
      }
    }
  }
}

process.on('uncaughtException', ({ name, message }) => console.log('uncaught', name, message));
callAll('outside');
await traced(() => {
  callAll('inside');
  return new Response();
})(new Request('http://localhost/'));
for (const input of [undefined, 1, 'nowhere', closed({}), guarded('url')])
  await fetch(input).catch(({ name, code, message }) => console.log('fetch', name, code, message));
