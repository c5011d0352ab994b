import { Context, copyContext } from '../core/context.js';
import { enter } from '../core/enter.js';

/** Where the options of a request keep the context in which the application asked for it. A copy of them keeps it too. */
const ASKED = Symbol('throughline.asked');

interface Options {
  readonly [ASKED]?: Context;
}
type Hand<R> = (options: unknown) => R;

/** An `AsyncResource`, as the handlers of undici's own functions are. */
interface Resource {
  runInAsyncScope<R>(fn: () => R): R;
}

/** What each handler was given for; `undefined` where several requests share one, which tells nothing then. */
const handlers = new WeakMap<object, Context | undefined>();

/** Whose request is being handed on in this moment. */
let current: Context | undefined;

/** Whether a dispatcher is telling its listeners something in this moment. */
let isTelling = false;

/**
 * Calls `hand` in the context in which the application asked for a request. The first who hands it on is the application, in
 * that context. The options that `hand` gets remember it: whoever hands them on later or copies them, an interceptor or a pool,
 * comes to that context from wherever. They are a new object each time, for the application may use its own twice.
 */
export function asAsked<R>(options: unknown, handler: object, hand: Hand<R>): R {
  if (!isPlain(options)) return hand(options);
  const { [ASKED]: asked } = options;
  if (asked !== undefined) return handOn(asked, handler, (context) => hand({ ...options, [ASKED]: context }));
  if (!isTelling || !isResource(handler)) return ask(options, handler, hand);
  return handler.runInAsyncScope(() => during(undefined, false, () => ask(options, handler, hand)));
}

/** The same for one interceptor handing on to the next: other options may come with a handler that is known. */
export function asHandedOn<R>(options: unknown, handler: object, hand: Hand<R>): R {
  if (!isPlain(options)) return hand(options);
  const { [ASKED]: asked = handlers.get(handler) } = options;
  if (asked === undefined) return ask(options, handler, hand);
  return handOn(asked, handler, (context) =>
    hand(options[ASKED] === context ? options : { ...options, [ASKED]: context }),
  );
}

/** Calls `fn` in no context, with all that it starts: a dispatcher tells its listeners what is nobody's. */
export function inNoContext<R>(fn: () => R): R {
  return during(undefined, true, () => enter(new Context(), fn));
}

function ask<R>(options: Options, handler: object, hand: Hand<R>): R {
  const context = copyContext();
  handlers.set(handler, handlers.has(handler) ? undefined : context);
  return during(context, false, () => hand({ ...options, [ASKED]: context }));
}

/** Options of one request with the handler of another: whose it is cannot be known. */
function handOn<R>(asked: Context, handler: object, hand: (context: Context) => R): R {
  if (!handlers.has(handler)) handlers.set(handler, asked);
  const context = (handlers.get(handler) ?? asked) === asked ? asked : new Context();
  const call = (): R => hand(context);
  return context === current ? call() : during(context, false, () => enter(context.copy(), call));
}

function during<R>(context: Context | undefined, telling: boolean, fn: () => R): R {
  const outer = [current, isTelling] as const;
  [current, isTelling] = [context, telling];
  try {
    return fn();
  } finally {
    [current, isTelling] = outer;
  }
}

/** An object of a class may not bear to be copied. */
function isPlain(options: unknown): options is Options {
  if (typeof options !== 'object' || options === null) return false;
  const prototype: object | null = Object.getPrototypeOf(options);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isResource(handler: object): handler is Resource {
  return 'runInAsyncScope' in handler && typeof handler.runInAsyncScope === 'function';
}
