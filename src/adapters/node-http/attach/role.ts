import { carryHidden, carryTask, patch, type RequestTask, TASK } from '../../../adapter.js';

/** A method of one of Node's objects. */
export type Method = (this: object, ...args: unknown[]) => unknown;

/** Where a replaced method finds its task: under `TASK` if a prototype has the method, under `OWN` if the object itself has it. */
export type Key = typeof TASK | typeof OWN;

/**
 * Takes the place of `TASK` on an object with methods of its own. The methods of its prototype look for `TASK` only, so that nothing is
 * done twice where an own method calls them.
 */
const OWN: unique symbol = Symbol.for('throughline.own');

/** Where methods are found when they are called. */
export interface Methods {
  readonly emit: Method;
  readonly pushStream: Method;
  readonly [name: string]: Method;
}

/**
 * Makes what takes the place of the method `name`, which it finds in `from` when it is called: somebody may replace it there later. It
 * reads the task of its object under `key`, and without one does nothing more. Each reads it by itself: one function that all of them
 * called would see too many kinds of objects to be fast.
 */
export type Replacement = (from: Methods, key: Key, name: string) => Method;

/** An object of Node's server that carries the task of its request. */
export type Carrier<T = object> = T & { [TASK]?: RequestTask; [OWN]?: RequestTask };

/** What an object of Node's server does for its request. */
export interface Role {
  /** Under this symbol an object whose methods are replaced, a prototype for one, refers to itself. */
  readonly mark: symbol;
  /** The names of Node's classes whose prototypes are changed, once: see docs/design/005. */
  readonly classes: readonly string[];
  readonly methods: Readonly<Record<string, Replacement>>;
}

/** Gives `object` a role in the request of `task`. */
export function play(role: Role, object: object, task: RequestTask): void {
  const owner = ownerFor(role, object);
  if (owner === object) keepOwn(object, task);
  else carryTask(object, task);
}

/** What has the replaced methods that `object` calls; they are replaced if they are not yet. */
function ownerFor(role: Role, object: object): object {
  const known = (object as Record<symbol, object | undefined>)[role.mark];
  const owner = known ?? prototypeOf(object, role.classes) ?? object;
  replaceMethods(role, owner, owner === object ? OWN : TASK);
  // An object with own methods for one role gets them for every role, or both kinds would act.
  const isOwn = owner === object || Object.hasOwn(object, OWN) || hidesMethods(object, owner, role);
  if (!isOwn) return owner;
  replaceMethods(role, object, OWN);
  return object;
}

/** Lets an object with methods of its own keep its task. */
function keepOwn(object: object, task: RequestTask): void {
  (object as Carrier)[OWN] = task;
  carryHidden(object, task);
}

function replaceMethods({ mark, methods }: Role, owner: object, key: Key): void {
  if (Object.hasOwn(owner, mark)) return;
  Object.defineProperty(owner, mark, { value: owner });
  for (const [name, make] of Object.entries(methods)) {
    if (!(name in owner)) continue;
    const inherited = Object.hasOwn(owner, name) ? undefined : (Object.getPrototypeOf(owner) as Methods);
    patch(owner, name, (original: Method) =>
      make(inherited ?? ({ [name]: original } as unknown as Methods), key, name),
    );
  }
}

/** Whether `object`, or a class of the application's that it is of, has methods that stand before those of `owner`. */
function hidesMethods(object: object, owner: object, { methods }: Role): boolean {
  for (const name in methods) if (Reflect.get(object, name) !== Reflect.get(owner, name)) return true;
  return false;
}

/** The prototype of Node's class that `object` is of; `undefined` for what stands in for such an object. */
function prototypeOf(object: object, classes: readonly string[]): object | undefined {
  let found: object | undefined;
  let holder = Object.getPrototypeOf(object) as object | null;
  while (holder !== null) {
    // The last one: a class of the application's may have the same name.
    if (Object.hasOwn(holder, 'constructor') && classes.includes(holder.constructor.name)) found = holder;
    holder = Object.getPrototypeOf(holder) as object | null;
  }
  return found;
}
