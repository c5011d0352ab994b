import { type Context, copyContext } from '../core/context.js';
import { enter } from '../core/enter.js';
import { requestError } from './request-error.js';
import { warn } from '../core/throughline-warning.js';
import { addRequestId } from './add-request-id.js';
import { CTX_REQUEST_ID } from './context-vars.js';
import { currentSpan, putSpan } from './current-span.js';
import { type Identity, identityOf } from './identity.js';
import { isThenable } from './is-thenable.js';
import type { MessageHeaders } from './message.js';
import type { Scope } from './scope.js';
import { newSpan, Span, STATUS } from './span.js';
import type { ResolvedOptions, SpanHooks } from './tracing-options.js';

type Hook = keyof SpanHooks;

/**
 * One request under way: its span, and the context that all of its code runs in. The lifecycle that every adapter
 * shares: `start` the application, `run` in it what belongs to the request, `end` or `abort` when it is over.
 */
export class RequestTask {
  readonly span: Span;
  /** Whether anybody wants to know of the chunks of the request's body. */
  readonly observesRequest: boolean;
  /** Whether anybody wants to know of the chunks of the response's body. */
  readonly observesResponse: boolean;
  readonly #context: Context;
  readonly #options: ResolvedOptions;
  #ended = false;
  #error: unknown = undefined;

  /**
   * The request starts from a copy of the current context, but from a copy of `origin`, that of its server, if the current
   * one belongs to another request, under way or over: no request inherits from another.
   */
  constructor(scope: Scope, options: ResolvedOptions, origin: Context) {
    this.#options = options;
    const { span, identity } = openSpan(scope, options);
    this.span = span;
    this.observesRequest = observes('requestAfter', this.span, options);
    this.observesResponse = observes('response', this.span, options);
    this.#context = currentSpan() === undefined ? copyContext() : origin.copy();
    putSpan(this.#context, span, scope, identity);
  }

  /** Calls `fn()` in the context of the request, from wherever it is called. */
  run<R>(fn: () => R): R {
    return enter(this.#context, fn);
  }

  /**
   * Calls `application` in the context of the request and gives what it returns; a promise of that if the hook
   * `requestBefore` asks it to wait.
   */
  start<R>(application: () => R): R | Promise<Awaited<R>> {
    if (!observes('requestBefore', this.span, this.#options)) return this.run(application);
    return this.run<R | Promise<Awaited<R>>>(() => {
      const waiting = this.#call('requestBefore');
      if (waiting === undefined) return application();
      return waiting.then(async (): Promise<Awaited<R>> => await this.run(application));
    });
  }

  /** A chunk of the request's body has arrived. */
  requestBody(body: Uint8Array | string): void {
    void this.#call('requestAfter', { type: 'http.request', body });
  }

  /** The headers of the response are about to go out: puts the id into them. */
  responseStart(status: number, headers: MessageHeaders): void {
    this.span[STATUS] = status;
    this.showId(headers);
    if (this.observesResponse) void this.#call('response', { type: 'http.response.start', status, headers });
  }

  /** Puts the id into the headers of a response, if they have none. `responseStart` does it, too. */
  showId(headers: MessageHeaders): void {
    const { responseHeader } = this.#options;
    if (responseHeader !== false) addRequestId(headers, responseHeader, this.#context.get(CTX_REQUEST_ID, ''));
  }

  /** A chunk of the response's body is being sent. */
  responseBody(body: Uint8Array | string): void {
    void this.#call('response', { type: 'http.response.body', body });
  }

  /** Remembers what the application threw: the span will end with it. */
  fail(error: unknown): void {
    this.#error ??= error ?? requestError('TL_ERR_NOTHING_THROWN');
  }

  /** Ends the span, with the error that `fail` was told, if any; what comes later does nothing. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    if (hasEnded(this.span)) return;
    if (observes('end', this.span, this.#options)) void this.#call('end', this.#error);
    else void this.span.end(this.#error);
  }

  /** Ends the span of a request whose response will never be finished. */
  abort(): void {
    if (this.#ended) return;
    this.fail(requestError('TL_ERR_REQUEST_ABORTED'));
    this.end();
  }

  /** Calls a hook of the span in the context of the request; whatever goes wrong in it becomes a warning. */
  #call(hook: Hook, message?: unknown): Promise<void> | undefined {
    try {
      const result: unknown = this.run(() => this.span[hook](message as never));
      return isThenable(result) ? Promise.resolve(result).then(ignore, hookFailed) : undefined;
    } catch (error) {
      hookFailed(error);
      return undefined;
    }
  }
}

interface Opened {
  readonly span: Span;
  readonly identity: Identity;
}

/** A span of the class that the options name, with its identity; one of `Span` itself where that class fails. */
function openSpan(scope: Scope, options: ResolvedOptions): Opened {
  if (options.span === undefined) return plainSpan(scope, options);
  try {
    const span = newSpan(scope, options);
    return { span, identity: identityOf(span) };
  } catch (error) {
    hookFailed(error);
    return plainSpan(scope, { ...options, span: Span });
  }
}

function plainSpan(scope: Scope, options: ResolvedOptions): Opened {
  const span = newSpan(scope, options);
  return { span, identity: span };
}

/** Whether the class of the span, or the options, do something at this stage. */
function observes(hook: Hook, span: Span, options: ResolvedOptions): boolean {
  if (options[hook] !== undefined) return true;
  if (options.span === undefined) return false;
  try {
    return span[hook] !== Span.prototype[hook];
  } catch (error) {
    hookFailed(error);
    return false;
  }
}

/** Whether the application ended the span itself. */
function hasEnded(span: Span): boolean {
  try {
    return span.ended;
  } catch (error) {
    hookFailed(error);
    return false;
  }
}

function hookFailed(error: unknown): void {
  warn('TL_WARN_HOOK_FAILED', error);
}

function ignore(): void {}
