import type { Context } from '../../core/context.js';
import { enter, enterBy, type Reentry } from '../../core/enter.js';
import { isThenable } from '../../core/is-thenable.js';
import { peek } from '../../core/access.js';
import { identify } from '../arrive/identity.js';
import { addRequestId } from '../span/add-request-id.js';
import { CTX_REQUEST_ID } from '../context-vars.js';
import { recordLate } from '../active/record-late.js';
import type { OtelContext } from '../active/opentelemetry-api.js';
import { type Current, NO_TOKENS } from './current-span.js';
import { isPublished, publishEnd, startPublished } from './request-channel.js';
import { putRequest } from './put-request.js';
import { reentry } from './reentry.js';
import { HookHeaders } from '../span/hook-headers.js';
import type { MessageHeaders, ResponseBodyMessage } from '../message.js';
import { Lifecycle } from '../span/lifecycle.js';
import { plainSpan } from '../span/new-span.js';
import { hookFailed, openSpan, overrides } from '../span/open-span.js';
import { requestError } from '../span/request-error.js';
import type { Identity } from '../request-fields.js';
import type { Scope } from '../scope.js';
import { COUNT, IDENTITY } from '../span/span-symbols.js';
import type { Span } from '../span/span.js';
import type { ResolvedOptions, SpanHooks } from '../tracing-options.js';

type Hook = keyof SpanHooks;

/**
 * One request under way: its span, and the context that all of its code runs in. The lifecycle that every adapter
 * shares: `start` the application, `run` in it what belongs to the request, `end` or `abort` when it is over. A request that
 * the option `skip` applies to has the context, and no span: no hook is called for it, and no header set.
 */
export class RequestTask implements Current {
  readonly scope: Scope;
  readonly options: ResolvedOptions;
  /** Whether the option `skip` applies: the request has no span. */
  readonly isSkipped: boolean;
  /** Whether anybody wants to know of the chunks of the request's body. */
  readonly observesRequest: boolean;
  /** Whether a chunk of the response is being handed over: what hands it on tells nobody. */
  isSending = false;
  /** Whether somebody wants the hook `response` to be called. */
  readonly #callsResponse: boolean;
  readonly #context: Context;
  readonly #lifecycle: Lifecycle;
  /** One of `Span` itself is made when somebody asks for it. */
  #span: Span | undefined = undefined;
  #hasStarted = false;
  #reentry: Reentry | undefined = undefined;
  /** What the hook `requestBefore` asks to wait for; `undefined` before `begin`. */
  #begun: Promise<void> | 'at once' | undefined = undefined;

  /** `context` was made for the request: its span and its ids go there. */
  constructor(scope: Scope, options: ResolvedOptions, context: Context, isSkipped: boolean) {
    this.scope = scope;
    this.options = options;
    this.isSkipped = isSkipped;
    this.#context = context;
    let identity: Identity | undefined;
    if (isSkipped || options.span === undefined) {
      this.#lifecycle = new Lifecycle(options);
      if (!isSkipped) identity = this.#lifecycle.identity = identify(scope, options);
    } else {
      const opened = openSpan(scope, options);
      this.#span = opened.span;
      this.#lifecycle = opened.lifecycle;
      identity = opened.identity;
    }
    this.observesRequest = this.#observes('requestAfter');
    this.#callsResponse = this.#observes('response');
    putRequest(context, this, identity);
  }

  /** `undefined` where the option `skip` applies. */
  get span(): Span | undefined {
    if (this.isSkipped) return undefined;
    return (this.#span ??= plainSpan(this.scope, this.#lifecycle));
  }

  /** Whether anybody wants to know of the chunks of the response's body. */
  get observesResponse(): boolean {
    return this.#callsResponse || this.#span?.[COUNT] !== undefined;
  }

  /** What is trusted of what the request brings. */
  get trust(): ResolvedOptions['trust'] {
    return this.options.trust;
  }

  get identity(): Identity | undefined {
    return this.#lifecycle.identity ?? this.#span?.[IDENTITY];
  }

  get task(): this {
    return this;
  }

  /** The span ends with the request: no block closes it. */
  get blocks(): number {
    return Infinity;
  }

  get tokens(): Current['tokens'] {
    return NO_TOKENS;
  }

  /** Whether the request was answered: one whose client has gone goes on. */
  get answered(): boolean {
    return this.#lifecycle.isOver && !this.#lifecycle.isAborted;
  }

  /** The id that the request has now; `''` where the option `skip` applies. */
  get requestId(): string {
    return (peek(this.#context, CTX_REQUEST_ID) as string | undefined) ?? '';
  }

  /** Calls `fn()` in the context of the request, from wherever it is called. */
  run<R>(fn: () => R): R {
    return this.#reentry === undefined ? enter(this.#context, fn) : enterBy(this.#reentry, this.#context, fn);
  }

  /**
   * Makes what `run` costs from now on small. For adapters that know that it will be called for each request; to be called where the
   * application is started. That may be in a copy of the context, where a request is traced twice.
   */
  expectRuns(): void {
    this.#reentry ??= enter(this.#context, reentry);
  }

  /** The request is known by the span in `active` from now on: an instrumentation of OpenTelemetry was called after it was opened. */
  recordBy(active: OtelContext): void {
    recordLate(this.#lifecycle, this.#context, active);
  }

  /** Whether the application was started, or will be once the hook `requestBefore` lets it. */
  get hasStarted(): boolean {
    return this.#hasStarted;
  }

  /** Calls the hook `requestBefore`, where the application is to be started later. `start` calls it otherwise. */
  begin(): void {
    this.#begun = 'at once';
    if (this.#observes('requestBefore')) this.#begun = this.#call('requestBefore') ?? 'at once';
  }

  /**
   * Calls `application`, with this task, in the context of the request and gives what it returns; a promise of that if the hook
   * `requestBefore` asks it to wait.
   */
  start<R>(application: (task: RequestTask) => R): R | Promise<Awaited<R>> {
    if (this.#begun === undefined) this.begin();
    this.#hasStarted = true;
    if (typeof this.#begun !== 'object') return this.#run(application);
    return this.#begun.then(async (): Promise<Awaited<R>> => await this.#run(application));
  }

  /** A chunk of the request's body has arrived. */
  requestBody(body: Uint8Array | string): void {
    void this.#call('requestAfter', { type: 'http.request', body });
  }

  /** The headers of the response are about to go out: notes the status, puts the id into the headers and calls the hook. */
  responseStart(status: number, headers: MessageHeaders): void {
    if (this.isSkipped) return;
    this.#lifecycle.status = status;
    this.showId(headers);
    if (!this.#callsResponse) return;
    const checked = new HookHeaders(headers);
    void this.#call('response', { type: 'http.response.start', status, headers: checked });
    checked.close();
  }

  /** Puts the id into the headers of a response, if they have none. `responseStart` does it, too. */
  showId(headers: MessageHeaders): void {
    const id = this.requestId;
    // An id that came with the request, or was made for it, was looked at then.
    const isChecked = id === this.#lifecycle.identity?.requestId;
    addRequestId(headers, this.options.responseHeader, id, isChecked);
  }

  /** A chunk of the response's body is being sent. */
  responseBody(body: Uint8Array | string): void {
    const message: ResponseBodyMessage = { type: 'http.response.body', body };
    this.#span?.[COUNT]?.(message);
    if (this.#callsResponse) void this.#call('response', message);
  }

  /** Remembers what the application threw: the span will end with it. */
  fail(error: unknown): void {
    this.#lifecycle.failure ??= error ?? requestError('TL_ERR_NOTHING_THROWN');
  }

  /** Ends the span, with the error that `fail` was told, if any; what comes later does nothing. */
  end(): void {
    const lifecycle = this.#lifecycle;
    if (lifecycle.isOver) return;
    lifecycle.isOver = true;
    if (this.isSkipped) return;
    publishEnd(lifecycle);
    if (lifecycle.hasEnded) return;
    const { options } = this;
    if (options.span !== undefined || options.end !== undefined) void this.#call('end', lifecycle.failure);
    // A plain span runs nothing of the application, and needs no context.
    else if (this.#span !== undefined) void this.#span.end(lifecycle.failure);
    else lifecycle.end(lifecycle.failure);
  }

  /** Ends the span of a request whose response will never be finished. */
  abort(): void {
    if (this.#lifecycle.isOver) return;
    this.#lifecycle.isAborted = true;
    this.fail(requestError('TL_ERR_REQUEST_ABORTED'));
    this.end();
  }

  #run<R>(application: (task: RequestTask) => R): R {
    return isPublished() ? this.#runPublished(application) : enter<RequestTask, R>(this.#context, application, this);
  }

  /** Apart, for what a closure keeps is made for each call of the function that it is in. */
  #runPublished<R>(application: (task: RequestTask) => R): R {
    return this.run(() => startPublished(this, this.#lifecycle, () => application(this)));
  }

  /** Whether the class of the span, or the options, do something at this stage. */
  #observes(hook: Hook): boolean {
    const { options } = this;
    if (this.isSkipped) return false;
    if (options[hook] !== undefined) return true;
    return this.#span !== undefined && overrides(this.#span, hook);
  }

  /** Calls a hook of the span in the context of the request; whatever goes wrong in it becomes a warning. */
  #call(hook: Hook, message?: unknown): Promise<void> | undefined {
    const { span } = this;
    if (span === undefined) return undefined;
    try {
      const result: unknown = this.run(() => span[hook](message as never));
      return isThenable(result) ? Promise.resolve(result).then(ignore, hookFailed) : undefined;
    } catch (error) {
      hookFailed(error);
      return undefined;
    }
  }
}

function ignore(): void {}
