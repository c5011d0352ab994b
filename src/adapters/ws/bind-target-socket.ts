import { currentRunner, runChild, type Runner } from '../../adapter.js';

type Listener = ((this: unknown, event: Event) => unknown) | { handleEvent(event: Event): unknown };
type Register = (type: string, listener: unknown, ...options: unknown[]) => unknown;

/** What is needed of a socket that is one of the web's event targets. */
export interface TargetSocket {
  addEventListener: Register;
  removeEventListener: Register;
}

/**
 * Runs the listeners that are added to `socket` from now on in the context of its connection: those of each message together,
 * in a task of its own. The runtime itself calls them, so that each is replaced by one that enters the context.
 */
export function bindTargetSocket(socket: TargetSocket, run: Runner): void {
  const add = socket.addEventListener;
  const remove = socket.removeEventListener;
  const bound = new WeakMap<Listener, Listener>();
  const tasks = new WeakMap<Event, Runner>();

  const runnerOf = (event: Event): Runner => {
    if (event.type !== 'message') return run;
    const runner = tasks.get(event) ?? run(() => runChild(currentRunner));
    tasks.set(event, runner);
    return runner;
  };

  const bind = (listener: unknown): unknown => {
    if (!isListener(listener)) return listener;
    const known = bound.get(listener);
    if (known !== undefined) return known;
    const added = function (this: unknown, event: Event): unknown {
      return runnerOf(event)(() => call(listener, this, event));
    };
    bound.set(listener, added);
    bound.set(added, added); // runtimes remove a listener by the one that was added
    return added;
  };

  socket.addEventListener = (type, listener, ...options) =>
    Reflect.apply(add, socket, [type, bind(listener), ...options]);
  socket.removeEventListener = (type, listener, ...options) =>
    Reflect.apply(remove, socket, [type, bind(listener), ...options]);
  for (const type of ['open', 'message', 'error', 'close']) bindHandler(socket, `on${type}`, bind);
}

/** Makes a handler property, such as `onmessage`, bind what is assigned to it, and what it has: for the runtime, or a class that calls it itself. */
function bindHandler(socket: TargetSocket, name: string, bind: (handler: unknown) => unknown): void {
  const original = findProperty(socket, name);
  let value: unknown = Reflect.get(socket, name);
  const handler = value;
  Object.defineProperty(socket, name, {
    configurable: true,
    enumerable: true,
    get: () => (original?.get ? Reflect.apply(original.get, socket, []) : value),
    set: (assigned: unknown) => {
      value = bind(assigned);
      if (original?.set) Reflect.apply(original.set, socket, [value]);
    },
  });
  if (handler !== undefined) Reflect.set(socket, name, handler);
}

function findProperty(object: object, name: string): PropertyDescriptor | undefined {
  for (let holder: object | null = object; holder !== null; holder = Object.getPrototypeOf(holder) as object | null) {
    const property = Object.getOwnPropertyDescriptor(holder, name);
    if (property !== undefined) return property;
  }
  return undefined;
}

function call(listener: Listener, self: unknown, event: Event): unknown {
  return typeof listener === 'function' ? Reflect.apply(listener, self, [event]) : listener.handleEvent(event);
}

function isListener(value: unknown): value is Listener {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}
