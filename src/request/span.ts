/// <reference lib="esnext.disposable" preserve="true" />

import { generateSpanId, generateTraceId, isTraceId } from '../trace/ids.js';
import { addHeader } from './add-header.js';
import { CTX_REQUEST_ID, CTX_SPAN_ID, CTX_TRACE_ID } from './context-vars.js';
import { leaveSpan } from './current-span.js';
import type { RequestMessage, ResponseMessage } from './message.js';
import { chooseRequestId } from './request-id.js';
import type { Scope } from './scope.js';
import { DEFAULT_OPTIONS, type ResolvedOptions } from './tracing-options.js';

/**
 * The lifecycle of one request. An adapter, or the `await using` block that got the span from `getCurrentSpan`, calls
 * its methods in this order: `requestBefore` once, `requestAfter` for each chunk of the request's body, `response` for
 * the start and each chunk of the response, `end` once. A subclass overrides them, synchronous or not, and calls `super`.
 */
export class Span implements AsyncDisposable {
  readonly scope: Scope;
  /** The id of the request; `''` before `requestBefore`. */
  requestId = '';
  /** 32 lowercase hex digits: the request id if it has that shape. `''` before `requestBefore`. */
  traceId = '';
  /** 16 lowercase hex digits; `''` before `requestBefore`. */
  spanId = '';
  ended = false;
  /** What the span ended with: what the application threw, or a `TL_ERR_REQUEST_ABORTED`; `undefined` if all went well. */
  error: unknown = undefined;
  readonly #options: ResolvedOptions;

  constructor(scope: Scope, options: ResolvedOptions = DEFAULT_OPTIONS) {
    this.scope = scope;
    this.#options = options;
  }

  /** The request has arrived: sets its ids in the current context. */
  requestBefore(): void | PromiseLike<void> {
    this.identify();
    return this.#options.requestBefore?.(this);
  }

  /** A chunk of the request's body has arrived. */
  requestAfter(message: RequestMessage): void | PromiseLike<void> {
    return this.#options.requestAfter?.(this, message);
  }

  /** The response starts, or a chunk of its body is being sent. Puts the id into the headers of a start. */
  response(message: ResponseMessage): void | PromiseLike<void> {
    const { responseHeader, response } = this.#options;
    if (message.type === 'http.response.start' && responseHeader !== false) {
      addHeader(message.headers, responseHeader, CTX_REQUEST_ID.get());
    }
    return response?.(this, message);
  }

  /** The request is over, with an error or without. Ends the span once; what comes later is ignored. */
  end(error?: unknown): void | PromiseLike<void> {
    if (this.ended) return;
    this.ended = true;
    this.error = error;
    return this.#options.end?.(this);
  }

  /** Sets the ids in the current context, once. @internal */
  identify(): void {
    if (this.requestId !== '') return;
    this.requestId = chooseRequestId(this.scope, this.#options);
    this.traceId = isTraceId(this.requestId) ? this.requestId : generateTraceId();
    this.spanId = generateSpanId();
    CTX_REQUEST_ID.set(this.requestId);
    CTX_TRACE_ID.set(this.traceId);
    CTX_SPAN_ID.set(this.spanId);
  }

  /** Closes the `await using` block that opened the span: ends it and puts the context back as it was. In a block within, nothing. */
  async [Symbol.asyncDispose](): Promise<void> {
    const tokens = leaveSpan(this);
    if (tokens === undefined) return;
    try {
      await this.end();
    } finally {
      for (const token of tokens) token[Symbol.dispose]();
    }
  }
}
