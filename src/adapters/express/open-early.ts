import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'node:net';

import { nodeBuiltin, patch } from '../../adapter.js';
import type { NodeTracing } from '../node-http/index.js';

/** The middlewares that open requests early, and how each of them traces. */
const early = new WeakMap<object, NodeTracing>();
let isPatched = false;

/**
 * Opens a request as soon as its server emits it, if the application uses `middleware` itself, for all paths. An instrumentation of
 * OpenTelemetry may wrap the middleware in a span; if the request were opened in there, that span would be in a trace of its own.
 */
export function openEarly(middleware: object, trace: NodeTracing): void {
  if (!isPatched) patchServers();
  isPatched = true;
  early.set(middleware, trace);
}

function patchServers(): void {
  const net = nodeBuiltin('node:net') as typeof import('node:net') | undefined;
  if (net === undefined) return; // a runtime without servers of Node
  patch(net.Server.prototype as object, 'emit', (emit) => {
    return function emitInContext(this: object, ...event) {
      const deliver = (): unknown => Reflect.apply(emit, this, event);
      const trace = event[0] === 'request' ? tracingOf(this as Server) : undefined;
      if (trace === undefined) return deliver();
      const result = trace(event[1] as IncomingMessage, event[2] as ServerResponse, deliver);
      return typeof result === 'boolean' ? result : true; // a hook asks the listeners to wait
    };
  });
}

/** How the application behind a server traces; `undefined` if it uses none of the middlewares. */
function tracingOf(server: Server): NodeTracing | undefined {
  for (const listener of server.listeners('request')) {
    for (const handle of handlersOf(listener as Application)) {
      const trace = early.get(handle);
      if (trace !== undefined) return trace;
    }
  }
  return undefined;
}

/** A middleware and the paths that it is for. */
interface Layer {
  readonly handle: object & { readonly __original?: object };
  /** Express 5. */
  readonly slash?: boolean;
  /** Express 4. */
  readonly regexp?: { readonly fast_slash?: boolean };
  /** Connect: the path. */
  readonly route?: unknown;
}

/** An application of Express 5, Express 4, or Connect. */
interface Application {
  readonly router?: { readonly stack?: readonly Layer[] };
  readonly _router?: { readonly stack?: readonly Layer[] };
  readonly stack?: readonly Layer[];
}

/** The middlewares of an application for all paths, without the wrappers of instrumentations. Source: shimmer, `__original`. */
function handlersOf(application: Application): object[] {
  const layers = application._router?.stack ?? application.stack ?? stackOf(application) ?? [];
  return layers.filter(isForAllPaths).map(({ handle }) => handle.__original ?? handle);
}

function isForAllPaths({ slash, regexp, route }: Layer): boolean {
  return slash === true || regexp?.fast_slash === true || route === '';
}

/** `router` of an application; in Express 4 it is a property that throws. */
function stackOf(application: Application): readonly Layer[] | undefined {
  try {
    return application.router?.stack;
  } catch {
    return undefined;
  }
}
