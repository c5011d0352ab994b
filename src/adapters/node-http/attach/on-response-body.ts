import type { ServerResponse } from 'node:http';
import type { ServerHttp2Stream } from 'node:http2';

import type { RequestTask } from '../../../adapter.js';

type Send = (...args: readonly unknown[]) => unknown;
type Method = 'write' | 'end';

const SENDING: unique symbol = Symbol('throughline.sending');

interface Sending extends Readonly<Record<Method, Send>> {
  readonly task: RequestTask;
  /** An `end` that calls `write` hands over its chunk once. */
  isUnderWay: boolean;
}

type Sendable = (ServerResponse | ServerHttp2Stream) & { [SENDING]?: Sending };

/** Tells the task of each chunk of the body that the application hands to `response` and that is sent, after the start of it. */
export function onResponseBody(response: ServerResponse | ServerHttp2Stream, task: RequestTask): void {
  const { write, end } = response as unknown as Record<Method, Send>;
  (response as Sendable)[SENDING] = { task, write, end, isUnderWay: false };
  Object.assign(response, { write: writeAndTell, end: endAndTell });
}

function writeAndTell(this: Sendable, ...args: readonly unknown[]): unknown {
  return sendAndTell(this, 'write', args);
}

function endAndTell(this: Sendable, ...args: readonly unknown[]): unknown {
  return sendAndTell(this, 'end', args);
}

function sendAndTell(response: Sendable, method: Method, args: readonly unknown[]): unknown {
  const sending = response[SENDING] as Sending;
  const send = sending[method];
  if (sending.isUnderWay || response.writableEnded) return Reflect.apply(send, response, args);
  sending.isUnderWay = true;
  try {
    const result = Reflect.apply(send, response, args);
    const chunk = chunkOf(args);
    if (chunk !== undefined && !isWithoutBody(response)) sending.task.responseBody(chunk);
    return result;
  } finally {
    sending.isUnderWay = false;
  }
}

/** The chunk that is sent; of a string in another encoding than UTF-8 the bytes. */
function chunkOf([chunk, encoding]: readonly unknown[]): Uint8Array | string | undefined {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk !== 'string') return undefined;
  const isOther = typeof encoding === 'string' && !/^utf-?8$/i.test(encoding);
  return isOther ? Buffer.from(chunk, encoding as BufferEncoding) : chunk;
}

/** Source: RFC 9110, 6.4.1. */
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
