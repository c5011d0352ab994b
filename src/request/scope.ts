/** Headers by lower-case name, as Node gives them, or anything with the `get` of the web's `Headers`. */
export type ScopeHeaders =
  | { readonly [name: string]: string | readonly string[] | undefined }
  | { get(name: string): string | null | undefined };

/** What is known of a connection when it arrives. Source: the connection scope of ASGI 3. */
export interface Scope {
  readonly type: 'http' | 'websocket' | (string & {});
  /** In upper case: `GET`. */
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly headers: ScopeHeaders;
  /** The address that the connection came from, which may be a proxy's. */
  readonly client?: readonly [host: string, port: number] | undefined;
}

/** The value of the header `name` (in lower case), if it is there and came once. */
export function readHeader(headers: ScopeHeaders | undefined, name: string): string | undefined {
  if (headers === undefined || headers === null) return undefined;
  const value =
    typeof headers.get === 'function'
      ? headers.get(name)
      : Object.hasOwn(headers, name)
        ? headers[name as never]
        : undefined;
  return typeof value === 'string' ? value : undefined;
}
