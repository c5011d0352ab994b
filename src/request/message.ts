/** The part of the web's `Headers` that the hooks may use; names in any case. */
export interface MessageHeaders {
  get(name: string): string | null;
  has(name: string): boolean;
  set(name: string, value: string): void;
}

/** A chunk of the request's body has arrived. Source: ASGI 3, `http.request`. */
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

/** A chunk of the response's body is being sent. Source: ASGI 3, `http.response.body`. */
export interface ResponseBodyMessage {
  readonly type: 'http.response.body';
  readonly body: Uint8Array | string;
}

export type ResponseMessage = ResponseStartMessage | ResponseBodyMessage;
