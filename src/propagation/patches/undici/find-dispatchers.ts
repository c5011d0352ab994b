import { nodeBuiltin } from '../../../core/runtime/node-builtin.js';

/** The prototypes of dispatchers of undici. */
export interface Dispatchers {
  /** Those with a `dispatch` of their own, which makes a request now or later. Source: undici, docs/api/Dispatcher. */
  readonly concrete: readonly object[];
  /** That of the abstract class that all dispatchers extend. */
  readonly abstract: object;
}

/** Where undici keeps the dispatcher of every `fetch` that names none: up to version 7, and from 8 on. */
const GLOBAL_DISPATCHERS = [Symbol.for('undici.globalDispatcher.1'), Symbol.for('undici.globalDispatcher.2')];

/** The files of the classes, in a copy of the package, whose folder may have another name. */
const FILES = /[\\/]lib[\\/](dispatcher[\\/])?(dispatcher-base|retry-agent|proxy-agent|dispatcher1-wrapper)\.js$/;

/** What every `fetch` that names no dispatcher goes through, in this moment. */
export function globalDispatchers(): unknown[] {
  return GLOBAL_DISPATCHERS.map((key) => (globalThis as Record<symbol, unknown>)[key]);
}

/** The dispatchers of all copies of undici that can be found: Node's own by way of the global one, others in `require.cache`. */
export function findDispatchers(): Dispatchers[] {
  const loaded = Object.entries(loadedModules()).map(([file, module]) =>
    FILES.test(file) ? classIn(module)?.prototype : undefined,
  );
  return [...globalDispatchers(), ...loaded].map(dispatchersOf).filter((found) => found !== undefined);
}

/** Those that `dispatcher`, or a prototype, inherits from. `undefined` where it does not extend the class of undici. */
export function dispatchersOf(dispatcher: unknown): Dispatchers | undefined {
  const prototypes: object[] = [];
  for (let at: unknown = dispatcher; typeof at === 'object' && at !== null; at = Object.getPrototypeOf(at)) {
    const dispatch = Object.getOwnPropertyDescriptor(at, 'dispatch')?.value as unknown;
    if (Object.hasOwn(at, 'constructor') && typeof dispatch === 'function') prototypes.push(at);
  }
  const abstract = prototypes.pop();
  return abstract && prototypes.length > 0 ? { concrete: prototypes, abstract } : undefined;
}

function loadedModules(): Record<string, unknown> {
  const modules: { createRequire?: (from: string) => { cache?: Record<string, unknown> } } | undefined =
    nodeBuiltin('node:module');
  return modules?.createRequire?.('file:///any.js').cache ?? {};
}

function classIn(module: unknown): { prototype?: unknown } | undefined {
  return (module as { exports?: { prototype?: unknown } }).exports;
}
