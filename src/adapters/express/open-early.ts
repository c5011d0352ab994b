import type { IncomingMessage, ServerResponse } from 'node:http';
import { Server } from 'node:net';

import { patch } from '../../adapter.js';
import type { NodeTracing } from '../node-http/index.js';

/** How requests are traced, by the middleware that does it. */
const early = new WeakMap<object, NodeTracing>();
let isPatched = false;

/**
 * Opens the requests of applications that use `middleware` itself, for all paths, where the server emits them. An instrumentation of OpenTelemetry may
 * wrap the middleware in a span, which would be of no trace else.
 */
export function openEarly(middleware: object, trace: NodeTracing): void {
  if (!isPatched) patchServers();
  isPatched = true;
  early.set(middleware, trace);
}

function patchServers(): void {
  patch(Server.prototype as object, 'emit', (emit) => {
    return function emitInContext(this: object, ...event) {
      const deliver = (): unknown => Reflect.apply(emit, this, event);
      const trace = event[0] === 'request' ? tracingOf(this as Server) : undefined;
      if (trace === undefined) return deliver();
      const result = trace(event[1] as IncomingMessage, event[2] as ServerResponse, deliver);
      return typeof result === 'boolean' ? result : true; // a hook asks the listeners to wait
    };
  });
}

/** How the application traces that answers a server. */
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

/** The middleware of an application itself for all paths, without what instrumentations have put around it. Source: shimmer, `__original`. */
function handlersOf(application: Application): object[] {
  const layers = application._router?.stack ?? application.stack ?? stackOf(application) ?? [];
  return layers.filter(isForAllPaths).map(({ handle }) => handle.__original ?? handle);
}

function isForAllPaths({ slash, regexp, route }: Layer): boolean {
  return slash === true || regexp?.fast_slash === true || route === '';
}

/** In Express 4 the property throws. */
function stackOf(application: Application): readonly Layer[] | undefined {
  try {
    return application.router?.stack;
  } catch {
    return undefined;
  }
}
