/** The part of the web's `Headers` that hooks may use. Names are in lower case. */
export interface MessageHeaders {
  get(name: string): string | null;
  has(name: string): boolean;
  set(name: string, value: string): void;
}

/** A chunk of the request's body has arrived. Source: ASGI 3, `http.request`, without `more_body`. */
export interface RequestMessage {
  readonly type: 'http.request';
  readonly body: Uint8Array | string;
}

/** The response is about to start; its headers can still be changed. Source: ASGI 3, `http.response.start`. */
export interface ResponseStartMessage {
  readonly type: 'http.response.start';
  readonly status: number;
  readonly headers: MessageHeaders;
}

/** A chunk of the response's body is being sent. Source: ASGI 3, `http.response.body`, without `more_body`. */
export interface ResponseBodyMessage {
  readonly type: 'http.response.body';
  readonly body: Uint8Array | string;
}

/** What a response consists of: a start, then chunks. */
export type ResponseMessage = ResponseStartMessage | ResponseBodyMessage;
