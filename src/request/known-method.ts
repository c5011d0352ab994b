/** Source: RFC 9110, section 9, and RFC 5789. */
const METHODS = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE']);

/** The method, where it is one of those that are known. */
export function knownMethod({ method }: { readonly method: string }): string | undefined {
  return METHODS.has(method) ? method : undefined;
}
