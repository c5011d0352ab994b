/// <reference lib="esnext.disposable" preserve="true" />

import type { Baggage } from '../../w3c/baggage.js';
import type { Traceparent } from '../../w3c/traceparent.js';
import { addRequestId } from './add-request-id.js';
import { CTX_REQUEST_ID } from '../context-vars.js';
import { leaveBlock, setIds } from './span-block.js';
import { identify } from '../arrive/identity.js';
import type { Identity } from '../request-fields.js';
import { Lifecycle } from './lifecycle.js';
import { COUNT, IDENTITY, LIFECYCLE, OPTIONS } from './span-symbols.js';
import type { RequestMessage, ResponseBodyMessage, ResponseMessage } from '../message.js';
import type { Scope } from '../scope.js';
import { type ResolvedOptions, resolveOptions } from '../tracing-options.js';

/**
 * The lifecycle of one request. An adapter, or the `await using` block that got the span from `getCurrentSpan`, calls its methods in this
 * order: `requestBefore` once, `requestAfter` for each chunk of the request's body, `response` for the start and for each chunk of the
 * response, `end` once. To add hooks, write a subclass that overrides them and calls `super`; they can be asynchronous.
 */
export class Span implements AsyncDisposable {
  /** What was known of the request when it arrived. */
  readonly scope: Scope;
  /** @internal */
  [LIFECYCLE] = new Lifecycle();

  constructor(scope: Scope) {
    this.scope = scope;
  }

  /** The id of the request. `CTX_REQUEST_ID` has the same id, unless the application sets another one there. */
  get requestId(): string {
    return this[IDENTITY].requestId;
  }

  /** 32 lowercase hex digits: the id of the trace that the request continues, else the request id if it has that shape. */
  get traceId(): string {
    return this[IDENTITY].traceId;
  }

  /** 16 lowercase hex digits. */
  get spanId(): string {
    return this[IDENTITY].spanId;
  }

  /** The span of the caller in the trace that the request continues: 16 lowercase hex digits, `''` if it continues none. */
  get parentId(): string {
    return this[IDENTITY].parentId;
  }

  /** The flags of the trace: 1 sampled, 2 random, as they came. A new trace is not sampled, because nothing records it. */
  get traceFlags(): number {
    return this[IDENTITY].traceFlags;
  }

  /** The `tracestate` of the trace that the request continues, valid, or `''`. */
  get tracestate(): string {
    return this[IDENTITY].tracestate;
  }

  /** The baggage that the request brought, by key. */
  get baggage(): Baggage {
    return this[IDENTITY].baggage;
  }

  /**
   * The traces that the request links to and does not continue: the trace that it brought, with `trust: 'link'`, and the traces of
   * `scope.links`.
   */
  get links(): readonly Traceparent[] {
    return this[IDENTITY].links;
  }

  /** @internal */
  [COUNT]?(message: ResponseBodyMessage): void;

  /** @internal */
  get [OPTIONS](): ResolvedOptions {
    return this[LIFECYCLE].options ?? resolveOptions();
  }

  /** @internal */
  get [IDENTITY](): Identity {
    return (this[LIFECYCLE].identity ??= identify(this.scope, this[OPTIONS]));
  }

  /** Whether the request is over. */
  get ended(): boolean {
    return this[LIFECYCLE].hasEnded;
  }

  /** The status of the response once it has started: 200, for one. */
  get status(): number | undefined {
    return this[LIFECYCLE].status;
  }

  /** The error that the application threw, or a `TL_ERR_REQUEST_ABORTED`; `undefined` if all went well. */
  get error(): unknown {
    return this[LIFECYCLE].error;
  }

  /** The request has arrived: sets its ids in the current context. The hook of the options is called once. */
  requestBefore(): void | PromiseLike<void> {
    setIds(this);
    const lifecycle = this[LIFECYCLE];
    if (lifecycle.hasBegun) return;
    lifecycle.hasBegun = true;
    return this[OPTIONS].requestBefore?.(this);
  }

  /** A chunk of the request's body has arrived. */
  requestAfter(message: RequestMessage): void | PromiseLike<void> {
    return this[OPTIONS].requestAfter?.(this, message);
  }

  /**
   * The response starts, or a chunk of its body is being sent. Adds the request id of the current context to the headers
   * of a start. Throws `TL_ERR_INVALID_ARGUMENT` if they are not headers.
   */
  response(message: ResponseMessage): void | PromiseLike<void> {
    const lifecycle = this[LIFECYCLE];
    if (message.type === 'http.response.start') {
      lifecycle.status = message.status;
      addRequestId(message.headers, this[OPTIONS].responseHeader, CTX_REQUEST_ID.get());
    } else if (message.type === 'http.response.body') this[COUNT]?.(message);
    if (lifecycle.told === message) return;
    lifecycle.told = message;
    return this[OPTIONS].response?.(this, message);
  }

  /** The request is over, with an error or without. Ends the span once; what comes later is ignored. */
  end(error?: unknown): void | PromiseLike<void> {
    const lifecycle = this[LIFECYCLE];
    if (lifecycle.hasEnded) return;
    lifecycle.end(error);
    return this[OPTIONS].end?.(this);
  }

  /**
   * Closes the `await using` block that opened the span: ends it, without an error unless the block told `end` of one, and
   * puts ids, path, method and current span back as they were before. In a block within, does nothing.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    const tokens = leaveBlock(this);
    if (tokens === undefined) return;
    try {
      if (!this.ended) await this.end();
    } finally {
      for (const token of tokens) token[Symbol.dispose]();
    }
  }
}
