import { addFields, type HeaderWriter } from './add-fields.js';
import { connectionUrl, type ConnectionOptions } from './connection-url.js';
import { fieldsOf, startClientSpan } from '../../client-span/client-span.js';
import { isListedByAny } from '../../fields/fields-for.js';
import { endWith, type EndingRequest } from './end-with.js';
import { type HeaderEraser, rememberIssued, takeBackIssued } from './issued-fields.js';
import { patch } from '../../../core/patch.js';
import { isRecorded } from '../../../spans/record/start-records.js';
import { nodeBuiltin } from '../../../core/runtime/node-builtin.js';

/** The parts of `node:http` that are needed. */
interface AgentOptions extends ConnectionOptions {
  readonly createConnection?: unknown;
  readonly path?: unknown;
  readonly socket?: unknown;
}
interface Agent {
  readonly options?: AgentOptions;
  readonly createConnection?: unknown;
  readonly createSocket?: unknown;
  readonly getName?: unknown;
  addRequest?: AddRequest;
}
type Prototypes = readonly (Agent | undefined)[];
interface ClientRequest extends HeaderWriter, HeaderEraser, EndingRequest {
  readonly method: string;
  readonly protocol: string;
  readonly path: string;
}
type AddRequest = (request: ClientRequest, options: AgentOptions, ...rest: unknown[]) => unknown;

/**
 * Adds the headers to each request of `node:http` and `node:https` that an agent takes, by wrapping the method through which
 * all agents get them: whoever makes the request, and however he came by the function, it ends up there, with the host and the
 * port that it connects to. The channel `http.client.request.created` tells neither the port nor, on Node 20, anything.
 * Returns what ends it.
 */
export function propagateInNodeHttp(): () => void {
  const prototypes = ['node:http', 'node:https'].map((name) => agentOf(nodeBuiltin(name))?.prototype);
  const [prototype] = prototypes;
  if (typeof prototype?.addRequest !== 'function') return () => {};
  return patch(prototype as object, 'addRequest', (original) => {
    return function addRequest(...args) {
      const [request, options] = args as Parameters<AddRequest>;
      addOrTakeBack(prototypes, this, request, options);
      return Reflect.apply(original, this, args);
    };
  });
}

function agentOf(
  module: { readonly Agent?: { readonly prototype: Agent } } | undefined,
): { readonly prototype: Agent } | undefined {
  return module?.Agent;
}

/** What decides to where an agent connects, and which of its connections a request gets. */
const CONNECTS = ['createConnection', 'createSocket', 'getName'] as const;

/** An agent with a way of its own to connect may go elsewhere than the options say: what it gets carries nothing. */
function connectsAs(prototypes: Prototypes, agent: Agent): boolean {
  return prototypes.some((node) => CONNECTS.every((name) => node?.[name] === agent[name]));
}

/** A throw here would be one of the caller's request. */
function addOrTakeBack(prototypes: Prototypes, agent: Agent, request: ClientRequest, options: AgentOptions): void {
  try {
    if (request.method === 'CONNECT') return;
    const asked = isRecorded() ? connectionUrl(request, { ...options, ...agent.options }) : undefined;
    const span = asked && startClientSpan(request.method, asked);
    endWith(request, span);
    const url = connectsAs(prototypes, agent) ? urlOf(agent, request, options) : undefined;
    if (url === undefined || !isListedByAny(url)) takeBackIssued(request);
    else rememberIssued(addFields(request, fieldsOf(span, url)), span);
  } catch {
    // A request without these headers is better than none.
  }
}

/**
 * Where a request goes, if that can be known. A path of the agent's is one of a Unix socket, as `socketPath` is. A `socket` is
 * one that TLS goes over, wherever it leads.
 */
function urlOf(agent: Agent, request: ClientRequest, options: AgentOptions): URL | undefined {
  const connection = { ...options, ...agent.options };
  if (typeof connection.createConnection === 'function' || connection.socket || agent.options?.path) return undefined;
  return connectionUrl(request, connection);
}
