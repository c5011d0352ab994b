import { isObject } from '../../../core/is-object.js';
import { Context, copyContext } from '../../../core/context.js';
import { enter } from '../../../core/enter.js';
import { CTX_REQUEST_ID } from '../../../request/context-vars.js';
import { askedIn, askedOptions } from './asked-options.js';

type Hand<R> = (options: unknown) => R;

/** Calls `hand` with the options of a request, in the context in which the application asked for it. */
export type HandOn = <R>(options: unknown, handler: object, hand: Hand<R>) => R;

/** What each handler was given for; `undefined` where several requests share one, which tells nothing then. */
const handlers = new WeakMap<object, Context | undefined>();

/** Whose request is being handed on in this moment. */
let current: Context | undefined;

/**
 * For who may be the application. The first who hands a request on is, in that context. The options that `hand` gets remember
 * it: whoever hands them on later or copies them, an interceptor or a pool, comes to that context from wherever. They are a
 * new object for each request, for the application may use its own twice.
 */
export const asAsked: HandOn = (options, handler, hand) => {
  if (!isObject(options)) return hand(options);
  // A new handler of undici's own is of a new request, whatever its options were built upon.
  const made = handlers.has(handler) ? undefined : madeIn(handler);
  if (made !== undefined) return enter(made, () => ask(options, handler, hand));
  const asked = askedIn(options);
  if (asked === undefined) return ask(options, handler, hand);
  return handOn(isAnothers(asked, handler) ? new Context() : asked, options, handler, hand);
};

/** For one interceptor that hands on to the next: other options may come with a handler that is known. */
export const asHandedOn: HandOn = (options, handler, hand) => {
  const asked = isObject(options) ? (askedIn(options) ?? handlers.get(handler)) : undefined;
  return asked === undefined ? asAsked(options, handler, hand) : handOn(asked, options as object, handler, hand);
};

/** For what an application has put around a dispatcher: it may hand on in any context, so that one tells nothing. */
export const asPassedOn: HandOn = (options, handler, hand) => {
  if (!isObject(options)) return hand(options);
  const asked = askedIn(options) ?? handlers.get(handler) ?? madeIn(handler);
  return handOn(asked ?? new Context(), options, handler, hand);
};

/** Calls `fn` in no context, with all that it starts: a dispatcher tells its listeners what is nobody's. */
export function inNoContext<R>(fn: () => R): R {
  return during(undefined, () => enter(new Context(), fn));
}

function ask<R>(options: object, handler: object, hand: Hand<R>): R {
  const context = copyContext();
  handlers.set(handler, handlers.has(handler) ? undefined : context);
  return during(context, () => hand(askedOptions(options, context)));
}

/** Whether a request begins here, in the flow of one user, with options that were made of another's. */
function isAnothers(asked: Context, handler: object): boolean {
  const id = CTX_REQUEST_ID.get();
  return current === undefined && !handlers.has(handler) && id !== '' && id !== asked.get(CTX_REQUEST_ID, '');
}

/** Options of one request with the handler of another, or in the middle of another: whose it is cannot be known. */
function handOn<R>(asked: Context, options: object, handler: object, hand: Hand<R>): R {
  const isKnown = handlers.has(handler);
  const other = isKnown ? handlers.get(handler) : current;
  const context = (other ?? asked) === asked ? asked : new Context();
  if (!isKnown) handlers.set(handler, context);
  const given = askedIn(options) === context ? options : askedOptions(options, context);
  return context === current ? hand(given) : during(context, () => enter(context.copy(), () => hand(given)));
}

function during<R>(context: Context | undefined, fn: () => R): R {
  const outer = current;
  current = context;
  try {
    return fn();
  } finally {
    current = outer;
  }
}

/** Where an `AsyncResource` was made, as the handlers of undici's own functions are: they know who asked. */
function madeIn(handler: object): Context | undefined {
  let context: Context | undefined;
  try {
    const { runInAsyncScope: run } = handler as { runInAsyncScope?: (fn: () => void) => void };
    if (typeof run !== 'function') return undefined;
    Reflect.apply(run, handler, [() => (context = copyContext())]);
  } catch {
    // Something else, of that name.
  }
  return context;
}
