import { pinoPart } from './pino-parts.js';

/** How what a logger is bound to says which request it is of: Fastify's `request.log`, for one, and pino-http's. */
const LABEL = ',"reqId":';

/** Whether each line of a logger with these bindings may have a `reqId`. */
export function hasReqId(bindings: string): boolean {
  return bindings.includes(LABEL);
}

/** Whether each line of a logger has this request id as `reqId`. Quick for loggers that are bound to no `reqId`: it is asked for each line. */
export function isBoundToId(logger: object, id: unknown): boolean {
  const bindings = pinoPart(logger, 'bindings');
  if (bindings === undefined || !hasReqId(bindings)) return false;
  return bindings.endsWith(LABEL + JSON.stringify(id)) || reqIdOf(bindings) === id;
}

let last: { readonly bindings: string; readonly reqId: unknown } | undefined;

/** Remembered for what was asked for last: most lines are written by few loggers. A `reqId` may also be within an object, of a client's choice. */
function reqIdOf(bindings: string): unknown {
  if (last?.bindings !== bindings) last = { bindings, reqId: parsed(bindings)['reqId'] };
  return last.reqId;
}

function parsed(bindings: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(`{${bindings.slice(1)}}`) as Record<string, unknown>;
  } catch {
    return {}; // of a logger that writes no JSON
  }
}
