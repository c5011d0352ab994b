import type { IncomingMessage, ServerResponse } from 'node:http';

import { carryTask, isCarrier, type RequestTask } from '../../adapter.js';
import type { TracingOptions } from '../../index.js';
import { fetchTracing } from '../fetch/index.js';
import { nodeTracing } from '../node-http/index.js';

/** What an h3 app answers with. */
export type Answer = Response | Promise<Response>;

/** What h3's server for Node adds to a request. */
interface NodeRuntime {
  readonly req?: IncomingMessage;
  readonly res?: ServerResponse;
}

/** Traces requests by those of Node where there are any, and else by the web's. */
export function h3Tracing(
  options?: TracingOptions,
): (request: Request, application: (task: RequestTask, request: Request) => Answer) => Answer {
  const traceNode = nodeTracing(options);
  const traceFetch = fetchTracing(options);

  return (request, application) => {
    const node = nodeOf(request);
    if (node === undefined || isCarrier(request)) return traceFetch(request, application);
    return traceNode(node.req, node.res, (task) => {
      carryTask(request, task); // for those who trace that again
      return application(task, request);
    });
  };
}

/** The request and response of Node that `request` stands for. */
export function nodeOf(request: Request): Required<NodeRuntime> | undefined {
  const { node } = (request as { runtime?: { node?: NodeRuntime } }).runtime ?? {};
  return node?.req !== undefined && node.res !== undefined ? (node as Required<NodeRuntime>) : undefined;
}
