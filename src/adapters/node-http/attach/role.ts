import { carryTask, patch, type RequestTask, TASK } from '../../../adapter.js';

/** A method of one of Node's objects. */
export type Method = (this: object, ...args: unknown[]) => unknown;

/**
 * Makes what takes the place of a method. It reads the task of its object, and without one does nothing more. Each reads it by itself:
 * one function that all of them called would see too many kinds of objects to be fast.
 */
export type Replacement = (original: Method) => Method;

/** An object of Node's server that carries the task of its request. */
export type Carrier<T = object> = T & { [TASK]?: RequestTask };

/** What an object of Node's server does for its request. */
export interface Role {
  /** Marks the objects, or the prototypes, whose methods are replaced. */
  readonly mark: symbol;
  /** The names of Node's classes whose prototypes are changed, once: see docs/design/005. */
  readonly classes: readonly string[];
  readonly methods: Readonly<Record<string, Replacement>>;
}

/** Gives `object` a role in the request of `task`. */
export function play(role: Role, object: object, task: RequestTask): void {
  if (!(role.mark in object)) replaceFor(role, object);
  carryTask(object, task);
}

/** Replaces the methods for an object that has none of ours yet: in the prototype of its class, where Node made it. */
export function replaceFor(role: Role, object: object): void {
  const prototype = prototypeOf(object, role.classes);
  if (prototype !== undefined) replaceMethods(role, prototype);
  // What somebody replaced in this object before calls the methods that Node had.
  if (prototype === undefined || Object.keys(role.methods).some((name) => Object.hasOwn(object, name))) {
    replaceMethods(role, object);
  }
}

/** Replaces the methods of all objects that inherit from `owner`, or of `owner` alone. */
export function replaceMethods({ mark, methods }: Role, owner: object): void {
  if (Object.hasOwn(owner, mark)) return;
  Object.defineProperty(owner, mark, { value: true });
  for (const [name, make] of Object.entries(methods)) {
    if (name in owner) patch(owner, name, make);
  }
}

/** The prototype of Node's class that `object` is of; `undefined` for what stands in for such an object. */
function prototypeOf(object: object, classes: readonly string[]): object | undefined {
  let holder = Object.getPrototypeOf(object) as object | null;
  while (holder !== null) {
    if (Object.hasOwn(holder, 'constructor') && classes.includes(holder.constructor.name)) return holder;
    holder = Object.getPrototypeOf(holder) as object | null;
  }
  return undefined;
}
