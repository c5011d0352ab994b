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
  c.set = (name: unknown, value: unknown): void => {
    if (name === 'requestId' && value !== id) pinHeader(c, value, id);
    else set(name, value);
  };
}

function pinHeader(c: HonoContext, refused: unknown, id: string): void {
  const header = c.header as Method;
  c.header = (name: unknown, value: unknown, ...rest: readonly unknown[]) =>
    header(name, value === refused ? id : value, ...rest);
}
