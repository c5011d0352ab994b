import { addFields, type HeaderWriter } from './add-fields.js';
import { connectionUrl, type ConnectionOptions } from './connection-url.js';
import { fieldsFor } from './fields-for.js';
import { nodeBuiltin } from '../core/node-builtin.js';

/** The parts of `node:http` that are needed. */
interface Agent {
  readonly options?: ConnectionOptions;
}
interface ClientRequest extends HeaderWriter {
  readonly method: string;
  readonly protocol: string;
  readonly path: string;
}
type AddRequest = (this: Agent, request: ClientRequest, options: ConnectionOptions, ...rest: unknown[]) => unknown;

/**
 * Adds the headers to each request of `node:http` and `node:https` that an agent takes, by wrapping the method through which
 * all agents get them: whoever makes the request, and however he came by the function, it ends up there, with the host and the
 * port that it connects to. The channel `http.client.request.created` tells neither the port nor, on Node 20, anything.
 * Returns what ends it.
 */
export function carryInNodeHttp(): () => void {
  const http: { Agent?: { prototype: { addRequest?: AddRequest } } } | undefined = nodeBuiltin('node:http');
  const prototype = http?.Agent?.prototype;
  const original = prototype?.addRequest;
  if (prototype === undefined || typeof original !== 'function') return () => {};

  function addRequest(this: Agent, ...args: Parameters<AddRequest>): unknown {
    carry(this, args[0], args[1]);
    return Reflect.apply(original as AddRequest, this, args);
  }
  prototype.addRequest = addRequest;
  return () => {
    if (prototype.addRequest === addRequest) prototype.addRequest = original;
  };
}

/** A throw here would be one of the caller's request. */
function carry(agent: Agent, request: ClientRequest, options: ConnectionOptions): void {
  try {
    if (request.method === 'CONNECT') return;
    const url = connectionUrl(request, { ...options, ...agent.options });
    if (url !== undefined) addFields(request, fieldsFor(url));
  } catch {
    // A request without these headers is better than none.
  }
}
