/** What is read of the headers of a request; the web's `Headers`, for one. Names are in lower case. */
export interface ScopeHeaders {
  /** The value of a header; where it came more than once, the values joined by a comma. */
  get(name: string): string | null | undefined;
}

/** What is known of a connection when it arrives. Source: the connection scope of ASGI 3. */
export interface Scope {
  /** The protocol; `'message'` for what a queue hands over, `'job'` for what has no sender. */
  readonly type: 'http' | 'websocket' | 'message' | 'job' | (string & {});
  /** What a job, or what handles a message, is called. A request has none. */
  readonly name?: string | undefined;
  /** In upper case: `GET`. `''` for a job or a message, as is `path`. */
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
  /** How the connection is secured: `http` or `https`. A proxy before this server may have had another. */
  readonly scheme?: string | undefined;
  /** `1.0`, `1.1` or `2`. */
  readonly httpVersion?: string | undefined;
}
