type Method = (...args: readonly unknown[]) => unknown;

/** The part of Hono's context that is needed. */
interface HonoContext {
  set: unknown;
  header: unknown;
}

/**
 * Makes `c.get('requestId')` the request id, and keeps it that: whoever sets another one, as Hono's own `requestId()` does, which also
 * puts that into a header, gets this one there.
 */
export function pinRequestId(c: HonoContext, id: string): void {
  const set = c.set as Method;
  set('requestId', id);
  c.set = pinnedSet(c, set, id);
}

/**
 * A function of its own makes the closure: made by the one that stores it, it kept the contexts of requests alive until a major garbage
 * collection, and a request cost twice as much (V8 of Node 26).
 */
function pinnedSet(c: HonoContext, set: Method, id: string): Method {
  return (name, value) => {
    if (name === 'requestId' && value !== id) c.header = pinnedHeader(c.header as Method, value, id);
    else set(name, value);
  };
}

function pinnedHeader(header: Method, refused: unknown, id: string): Method {
  return (name, value, ...rest) => header(name, value === refused ? id : value, ...rest);
}
