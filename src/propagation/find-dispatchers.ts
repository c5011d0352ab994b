import { nodeBuiltin } from '../core/node-builtin.js';

/** Makes a request now or later, and tells the handler what comes back. Source: undici, docs/api/Dispatcher. */
export type Dispatch = (this: object, options: unknown, handler: object) => unknown;

/** The class that all dispatchers of a copy of undici extend. */
export interface Dispatcher {
  dispatch: Dispatch;
}

/** Where undici keeps the dispatcher of every `fetch` that names none: up to version 7, and from 8 on. */
const GLOBAL_DISPATCHERS = [Symbol.for('undici.globalDispatcher.1'), Symbol.for('undici.globalDispatcher.2')];

/** The file of that class, in a copy of the package, whose folder may have another name. */
const FILE = /[\\/]lib[\\/](dispatcher[\\/])?dispatcher-base\.js$/;

/** The classes of all copies of undici that can be found: Node's own by way of the global dispatcher, others in `require.cache`. */
export function findDispatchers(): Dispatcher[] {
  const globals = GLOBAL_DISPATCHERS.map((key) => baseOf((globalThis as Record<symbol, unknown>)[key]));
  const loaded = Object.entries(loadedModules()).map(([file, module]) =>
    FILE.test(file) ? classIn(module) : undefined,
  );
  return [...new Set([...globals, ...loaded])].filter((found) => typeof found?.dispatch === 'function') as Dispatcher[];
}

/** The class whose `dispatch` replaces the abstract one: the last but one that has it. */
function baseOf(dispatcher: unknown): Partial<Dispatcher> | undefined {
  if (typeof dispatcher !== 'object' || dispatcher === null) return undefined;
  const classes: Partial<Dispatcher>[] = [];
  for (let at: object | null = Object.getPrototypeOf(dispatcher); at !== null; at = Object.getPrototypeOf(at)) {
    if (Object.hasOwn(at, 'dispatch')) classes.push(at);
  }
  return classes.at(-2);
}

function loadedModules(): Record<string, unknown> {
  const modules: { createRequire?: (from: string) => { cache?: Record<string, unknown> } } | undefined =
    nodeBuiltin('node:module');
  return modules?.createRequire?.('file:///any.js').cache ?? {};
}

function classIn(module: unknown): Partial<Dispatcher> | undefined {
  const { exports } = module as { exports?: { prototype?: Partial<Dispatcher> } };
  return exports?.prototype;
}
