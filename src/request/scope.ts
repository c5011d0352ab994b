/** The headers of a request as Throughline reads them, such as the web's `Headers`. Names are in lower case. */
export interface ScopeHeaders {
  /** The value of a header. If it came more than once, the values are joined by a comma. */
  get(name: string): string | null | undefined;
}

/** What is known of a request when it arrives. Source: the connection scope of ASGI 3. */
export interface Scope {
  /** The protocol; `'message'` for a message of a queue, `'job'` for work without a sender. */
  readonly type: 'http' | 'websocket' | 'message' | 'job' | (string & {});
  /** The name of a job or a message. A request has none. */
  readonly name?: string | undefined;
  /** In upper case: `GET`. For a job or a message, `method` and `path` are `''`. */
  readonly method: string;
  /** Without origin and query, as it came over the wire: not decoded (ASGI's `raw_path`). */
  readonly path: string;
  readonly headers: ScopeHeaders;
  /** The headers of each message of a batch: the span links to their traces. */
  readonly links?: readonly ScopeHeaders[] | undefined;
  /** What follows the `?` of the target, as it came over the wire; `''` without one. Source: ASGI's `query_string`. */
  readonly query?: string | undefined;
  /** The address that the connection came from, which may be a proxy's. */
  readonly client?: readonly [host: string, port: number] | undefined;
  /** How the connection is secured: `http` or `https`. A proxy in front of this server may have used another. */
  readonly scheme?: string | undefined;
  /** `1.0`, `1.1` or `2`. */
  readonly httpVersion?: string | undefined;
}
