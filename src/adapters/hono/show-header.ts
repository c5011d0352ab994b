import type { ServerResponse } from 'node:http';

import type { RequestTask } from '../../adapter.js';

const SHOWN: unique symbol = Symbol.for('throughline.shown');

/** What was put into the headers of the response of a request. */
interface Shown {
  readonly task: RequestTask;
  header: readonly [name: string, value: string] | undefined;
}

/** The part of Hono's context that is needed. */
interface HonoContext {
  readonly env: unknown;
  res: Response;
  [SHOWN]?: Shown;
}

type ShownResponse = Response & { [SHOWN]?: Shown };
type SetResponse = (this: HonoContext, response: Response | undefined) => void;

/** Puts the id into the headers of each response that the context gets, so that middleware can read it. */
export function showHeader(c: object, task: RequestTask): void {
  watchResponses(Object.getPrototypeOf(c) as object);
  (c as HonoContext)[SHOWN] ??= { task, header: undefined };
}

/** Puts it there again if the application has set another id, `id`, since. */
export function refreshHeader(c: object, id: string): void {
  const { [SHOWN]: shown, res } = c as HonoContext;
  if (shown?.header === undefined || shown.header[1] === id) return;
  removeHeader(res, shown);
  putHeader(res, shown);
}

/** Once for all contexts: a property of each one's own would cost much more than the header. */
function watchResponses(prototype: object): void {
  if (Object.hasOwn(prototype, SHOWN)) return;
  Object.defineProperty(prototype, SHOWN, { value: undefined, writable: true });
  const accessor = Object.getOwnPropertyDescriptor(prototype, 'res');
  const set = accessor?.set as SetResponse | undefined;
  if (set === undefined) return;
  const setShown: SetResponse = function (response) {
    Reflect.apply(set, this, [response]);
    if (this[SHOWN] !== undefined && response !== undefined) show(this, this[SHOWN], set);
  };
  Object.defineProperty(prototype, 'res', { ...accessor, set: setShown });
}

function show(c: HonoContext, shown: Shown, set: SetResponse): void {
  const response: ShownResponse = c.res;
  const other = response[SHOWN];
  if (response.status < 200 || isSent(c)) return;
  // The application gave the same response to another request, perhaps before it is sent: the id goes out by other means.
  if (other !== undefined && other !== shown) return removeHeader(response, other);
  try {
    putHeader(response, shown);
  } catch {
    if (!response.bodyUsed) putHeader(replaced(c, response, set), shown); // the headers of a response of fetch cannot be changed
  }
}

function replaced(c: HonoContext, response: Response, set: SetResponse): Response {
  const copy = new Response(response.body, response);
  Reflect.apply(set, c, [undefined]); // or Hono merges the headers of both
  Reflect.apply(set, c, [copy]);
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
