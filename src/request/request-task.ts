import { type Context, copyContext } from '../core/context.js';
import { enter } from '../core/enter.js';
import { ThroughlineError } from '../core/throughline-error.js';
import { warn } from '../core/throughline-warning.js';
import { openSpan, setSpan } from './current-span.js';
import { addHeader } from './add-header.js';
import { isThenable } from './is-thenable.js';
import type { MessageHeaders } from './message.js';
import type { Scope } from './scope.js';
import { Span } from './span.js';
import { TraceCtx } from './trace-ctx.js';
import type { ResolvedOptions } from './tracing-options.js';

/**
 * One request under way: its span, and the context that all of its code runs in. The lifecycle that every adapter
 * shares: `run` the framework in it, `begin` there, `end` when the response is finished or will not be.
 */
export class RequestTask {
  readonly span: Span;
  readonly #context: Context;
  readonly #options: ResolvedOptions;
  #error: unknown = undefined;

  /**
   * `origin` is the context in which the server was created. The request starts from a copy of the current context,
   * but from `origin` if the current one belongs to another request: no request ever inherits from another.
   */
  constructor(scope: Scope, options: ResolvedOptions, origin: Context) {
    this.#options = options;
    this.span = createSpan(scope, options);
    this.#context = openSpan() === undefined ? copyContext() : origin.copy();
  }

  /** Calls `fn(...args)` in the context of the request, from wherever it is called. */
  run<A extends unknown[], R>(fn: (...args: A) => R, ...args: A): R {
    return enter(this.#context, fn, ...args);
  }

  /** Whether anybody wants to know of the chunks of the request's body. */
  get observesRequest(): boolean {
    return this.#options.requestAfter !== undefined || this.span.requestAfter !== Span.prototype.requestAfter;
  }

  /** Whether anybody wants to know of the chunks of the response's body. */
  get observesResponse(): boolean {
    return this.#options.response !== undefined || this.span.response !== Span.prototype.response;
  }

  /** Opens the span. Within `run`, before the application; a promise means that a hook wants the application to wait. */
  begin(): PromiseLike<void> | undefined {
    setSpan(this.span);
    this.span.identify();
    return this.#call('requestBefore');
  }

  /** A chunk of the request's body has arrived. */
  requestBody(body: Uint8Array | string): void {
    this.#call('requestAfter', { type: 'http.request', body });
  }

  /** The headers of the response are about to go out: puts the id into them. */
  responseStart(status: number, headers: MessageHeaders): void {
    const { responseHeader } = this.#options;
    if (responseHeader !== false)
      addHeader(
        headers,
        responseHeader,
        this.run(() => TraceCtx.getId()),
      );
    this.#call('response', { type: 'http.response.start', status, headers });
  }

  /** A chunk of the response's body is being sent. */
  responseBody(body: Uint8Array | string): void {
    this.#call('response', { type: 'http.response.body', body });
  }

  /** Remembers what the application threw: the span will end with it. */
  fail(error: unknown): void {
    this.#error ??= error;
  }

  /** Ends the span, with the error that `fail` was told, if any; what comes later does nothing. */
  end(): void {
    if (this.span.ended) return;
    this.#call('end', this.#error);
  }

  /** Ends the span of a request whose response will never be finished. */
  abort(): void {
    if (this.span.ended) return;
    this.fail(new ThroughlineError('TL_ERR_REQUEST_ABORTED'));
    this.end();
  }

  /** Calls a hook of the span in the context of the request; whatever goes wrong in it becomes a warning. */
  #call(hook: 'requestBefore' | 'requestAfter' | 'response' | 'end', message?: unknown): PromiseLike<void> | undefined {
    try {
      const result = this.run(Reflect.apply<Span, [never], unknown>, this.span[hook], this.span, [message as never]);
      return isThenable(result) ? result.then<void, void>(undefined, hookFailed) : undefined;
    } catch (error) {
      hookFailed(error);
      return undefined;
    }
  }
}

function createSpan(scope: Scope, options: ResolvedOptions): Span {
  try {
    return new (options.span ?? Span)(scope, options);
  } catch (error) {
    hookFailed(error);
    return new Span(scope, options);
  }
}

function hookFailed(error: unknown): void {
  warn('TL_WARN_HOOK_FAILED', error);
}
