/** Source: RFC 9110, section 9, and RFC 5789. */
const METHODS = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE']);

/** `method`, if it is a standard one; else `undefined`. */
export function knownMethod(method: string): string | undefined {
  return METHODS.has(method) ? method : undefined;
}
