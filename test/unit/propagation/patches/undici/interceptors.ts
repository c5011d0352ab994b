import { setTimeout as sleep } from 'node:timers/promises';

import type { Undici } from './versions.js';

type Options = Record<string, unknown> & { origin: string; path: string; method: string; headers: unknown };
type Handler = Record<string, unknown>;
type Dispatch = (options: Options, handler: Handler) => unknown;
type Interceptor = (dispatch: Dispatch) => Dispatch;

const NEW = 'onRequestStart onRequestUpgrade onResponseStart onResponseData onResponseEnd onResponseError';
const OLD = 'onConnect onHeaders onData onComplete onError onUpgrade onBodySent onResponseStarted';
const METHODS = `${NEW} ${OLD}`.split(' ');

/** A new handler that hands everything on; `change` replaces some of its methods. */
export function forwarding(handler: Handler, change: Handler = {}): Handler {
  const forward: Handler = {};
  for (const name of METHODS) {
    const method = handler[name];
    if (typeof method === 'function') forward[name] = (...args: unknown[]) => Reflect.apply(method, handler, args);
  }
  return { ...forward, ...change };
}

/** Options that have nothing of the object that they are made from but values. */
function anew({ origin, path, method, headers, body }: Options): Options {
  return { origin, path, method, headers, ...(body === undefined ? {} : { body }) };
}

/** Makes each request twice, the second time by `again` when the first one has ended. */
function twice(again: (options: Options, handler: Handler, dispatch: Dispatch) => void): Interceptor {
  return (dispatch) => (options, handler) => {
    const next = (): void => again(options, handler, dispatch);
    const ignore = (): boolean => true;
    const start = { onResponseStart: ignore, onHeaders: ignore, onResponseData: ignore, onData: ignore };
    const first = forwarding(handler, { ...start, onResponseEnd: next, onComplete: next });
    for (const name of METHODS) if (typeof handler[name] !== 'function') delete first[name];
    return dispatch(options, first);
  };
}

/** Interceptors that hold requests back, make new objects for them, and dispatch them from wherever. */
export const CUSTOM: Record<string, () => Interceptor> = {
  'new objects': () => (dispatch) => (options, handler) => dispatch(anew(options), forwarding(handler)),

  'new objects, from a timer': () => (dispatch) => (options, handler) => {
    setTimeout(() => dispatch(anew(options), forwarding(handler)), Math.random() * 5);
    return true;
  },

  'new objects, after a promise': () => (dispatch) => (options, handler) => {
    void sleep(1).then(() => dispatch({ ...options }, forwarding(handler)));
    return true;
  },

  'one timer for the requests of all': () => (dispatch) => {
    const waiting: [Options, Handler][] = [];
    const flush = (): void => waiting.splice(0).forEach(([options, handler]) => dispatch({ ...options }, handler));
    return (options, handler) => {
      if (waiting.push([options, forwarding(handler)]) === 1) setTimeout(flush, 3);
      return true;
    };
  },

  'twice, new objects': () => twice((options, handler, dispatch) => void dispatch(anew(options), forwarding(handler))),

  'twice, new objects, from a timer': () =>
    twice((options, handler, dispatch) => void setTimeout(() => dispatch(anew(options), forwarding(handler)), 1)),

  'twice, the same objects': () => twice((options, handler, dispatch) => void dispatch(options, handler)),
};

/** Those of undici itself, where a version has them. */
export function ownInterceptors({ interceptors }: Undici): Record<string, () => Interceptor> {
  const all = interceptors as unknown as Record<string, ((options?: object) => Interceptor) | undefined>;
  const options: Record<string, object> = {
    redirect: { maxRedirections: 3 },
    retry: { minTimeout: 1, maxTimeout: 5, maxRetries: 3, statusCodes: [503] },
    dump: { maxSize: 10_000 },
  };
  const names = ['redirect', 'retry', 'dump', 'dns', 'decompress', 'deduplicate', 'responseError'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const make = all[name];
      return make === undefined ? [] : [[name, () => make(options[name])]];
    }),
  );
}
