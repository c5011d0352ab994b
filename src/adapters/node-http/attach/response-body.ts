import type { ServerResponse } from 'node:http';
import type { ServerHttp2Stream } from 'node:http2';

import { isPushed } from './http2-push.js';
import type { Carrier, Key, Method, Methods, Role } from './role.js';

const MARK: unique symbol = Symbol.for('throughline.responseBody');

/** Tells the task of each chunk of the body that the application hands over and that is sent, after the start of the response. */
export const RESPONSE_BODY: Role = {
  mark: MARK,
  classes: ['ServerResponse', 'Http2ServerResponse', 'ServerHttp2Stream'],
  methods: { write: sendAndTell, end: sendAndTell },
};

/** Whether a response that carries its task tells it of chunks already, by the methods of its prototype. It must agree with `ownerFor`. */
export function tellsChunks(response: ServerResponse & { readonly [MARK]?: ServerResponse }): boolean {
  const owner = response[MARK];
  return owner !== undefined && owner !== response && owner.write === response.write && owner.end === response.end;
}

function sendAndTell(from: Methods, key: Key, name: string): Method {
  return function (this: Carrier, chunk, encoding): unknown {
    const send = from[name] as Method;
    const response = this as ServerResponse | ServerHttp2Stream;
    const task = this[key];
    // An `end` calls `write`, and a response the stream of HTTP/2: each chunk is told once.
    if (
      !task?.observesResponse ||
      task.isSending ||
      response.writableEnded ||
      isPushed(response as Partial<ServerHttp2Stream>)
    ) {
      return Reflect.apply(send, response, arguments);
    }
    task.isSending = true;
    try {
      const result = Reflect.apply(send, response, arguments);
      const sent = chunkOf(chunk, encoding);
      if (sent !== undefined && !isWithoutBody(response)) task.responseBody(sent);
      return result;
    } finally {
      task.isSending = false;
    }
  };
}

/** The chunk that is sent; of a string in another encoding than UTF-8 the bytes. */
function chunkOf(chunk: unknown, encoding: unknown): Uint8Array | string | undefined {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk !== 'string') return undefined;
  const isOther = typeof encoding === 'string' && !/^utf-?8$/i.test(encoding);
  return isOther ? Buffer.from(chunk, encoding as BufferEncoding) : chunk;
}

/** Whether nothing of a body is sent: for HEAD, 204 and 304. Source: RFC 9110, 6.4.1. */
function isWithoutBody(response: ServerResponse | ServerHttp2Stream): boolean {
  const { req, headRequest, statusCode, sentHeaders } = response as {
    readonly req?: { readonly method?: string };
    readonly headRequest?: boolean;
    readonly statusCode?: number;
    readonly sentHeaders?: Readonly<Record<string, unknown>>;
  };
  const status = statusCode ?? sentHeaders?.[':status'];
  return headRequest === true || req?.method === 'HEAD' || status === 204 || status === 304;
}
