import type { ServerResponse } from 'node:http';

import type { RequestTask } from '../../adapter.js';

const SHOWN: unique symbol = Symbol.for('throughline.shown');

/** What was put into the headers of the response of a request. */
interface Shown {
  readonly task: RequestTask;
  /** Whether middleware may still read the headers. */
  isOpen: boolean;
  header: readonly [name: string, value: string] | undefined;
}

/** The part of Hono's context that is needed. */
interface HonoContext {
  readonly env: unknown;
  readonly finalized: boolean;
  res: Response;
  [SHOWN]?: Shown;
}

type ShownResponse = Response & { [SHOWN]?: Shown };
type GetResponse = (this: HonoContext) => Response;
type SetResponse = (this: HonoContext, response: Response | undefined) => void;

/**
 * Puts the id into the headers of a response when middleware takes it from the context. Not into those that nobody looks at:
 * Hono's server for Node sends a response several times faster whose headers are as the application gave them.
 */
export function showHeader(c: object, task: RequestTask): void {
  watchResponses(Object.getPrototypeOf(c) as object);
  (c as HonoContext)[SHOWN] ??= { task, isOpen: true, header: undefined };
}

/** From now on only Hono takes the response, to send it. */
export function closeHeader(c: object): void {
  const { [SHOWN]: shown } = c as HonoContext;
  if (shown !== undefined) shown.isOpen = false;
}

/** Puts it there again if the application has set another id, `id`, since. */
export function refreshHeader(c: object, id: string): void {
  const { [SHOWN]: shown } = c as HonoContext;
  if (shown?.header === undefined || shown.header[1] === id) return;
  const { res } = c as HonoContext;
  removeHeader(res, shown);
  putHeader(res, shown);
}

/** Once for all contexts: a property of each one's own would cost much more than the header. */
function watchResponses(prototype: object): void {
  if (Object.hasOwn(prototype, SHOWN)) return;
  Object.defineProperty(prototype, SHOWN, { value: undefined, writable: true });
  const accessor = Object.getOwnPropertyDescriptor(prototype, 'res');
  const { get, set } = (accessor ?? {}) as { readonly get?: GetResponse; readonly set?: SetResponse };
  if (get === undefined || set === undefined) return;
  const getShown: GetResponse = function () {
    const shown = this[SHOWN];
    const response = get.call(this);
    return shown?.isOpen === true && this.finalized ? show(this, response, shown, set) : response;
  };
  Object.defineProperty(prototype, 'res', { ...accessor, get: getShown });
}

/** Gives the response with the header. */
function show(c: HonoContext, response: ShownResponse, shown: Shown, set: SetResponse): Response {
  const { [SHOWN]: other } = response;
  if (other === shown || !(response.status >= 200) || isSent(c)) return response;
  // The application gave the same response to another request, perhaps before it is sent: the id goes out by other means.
  if (other !== undefined) {
    removeHeader(response, other);
    return response;
  }
  try {
    putHeader(response, shown);
  } catch {
    if (!response.bodyUsed) return replaced(c, response, shown, set); // the headers of a response of fetch cannot be changed
  }
  return response;
}

function replaced(c: HonoContext, response: Response, shown: Shown, set: SetResponse): Response {
  const copy = new Response(response.body, response);
  set.call(c, undefined); // or Hono merges the headers of both
  set.call(c, copy);
  putHeader(copy, shown);
  return copy;
}

function isSent({ env }: HonoContext): boolean {
  return (env as { readonly outgoing?: ServerResponse } | undefined)?.outgoing?.headersSent === true;
}

function putHeader(response: ShownResponse, shown: Shown): void {
  const { headers } = response;
  shown.task.showId({
    has: (name) => headers.has(name),
    get: (name) => headers.get(name),
    set(name, value) {
      headers.set(name, value);
      shown.header = [name, value];
    },
  });
  response[SHOWN] = shown;
}

function removeHeader({ headers }: Response, { header }: Shown): void {
  if (header !== undefined && headers.get(header[0]) === header[1]) headers.delete(header[0]);
}
