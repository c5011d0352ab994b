import { checkOptions, FUNCTION, type OptionCheck, type OptionChecks } from '../core/check-options.js';
import { generateTraceId } from '../w3c/ids.js';
import { HEADER_NAME } from './header-name.js';
import type { TrustPolicy } from './arrive/identity.js';
import type { RequestMessage, ResponseMessage } from './message.js';
import { processPolicy } from './arrive/process-policy.js';
import { isRequestId } from './arrive/request-id.js';
import type { Scope } from './scope.js';
import type { Span } from './span/span.js';
import { EARLY } from './span/span-symbols.js';

/** Functions that are called at the stages of a request. If one throws or rejects, and an adapter called it, the request goes on. */
export interface SpanHooks {
  /** The ids are set, and the application has not been called. If it returns a promise, the application is called when that has settled. */
  readonly requestBefore?: (span: Span) => void | PromiseLike<void>;
  /** A chunk of the request's body has arrived. */
  readonly requestAfter?: (span: Span, message: RequestMessage) => void | PromiseLike<void>;
  /** The response starts, or a chunk of its body is being sent. */
  readonly response?: (span: Span, message: ResponseMessage) => void | PromiseLike<void>;
  /** The span has ended; `span.error` says whether it failed. */
  readonly end?: (span: Span) => void | PromiseLike<void>;
}

/** The options of all adapters. Each of them is optional. */
export interface TracingOptions extends Partial<TrustPolicy>, SpanHooks {
  /** The response header that carries the id, `false` for none; by default `x-request-id`. */
  readonly responseHeader?: string | false;
  /**
   * Returns `true` for a request that is not traced, such as a health check. It gets no span, no id, no header and no access line, but a
   * context of its own, so that you can set variables. Not called for a path with dot segments, which leads elsewhere than it says.
   */
  readonly skip?: (scope: Scope) => boolean;
  /** A subclass of `Span` with hooks of its own. */
  readonly span?: new (scope: Scope) => Span;
}

/** Options that were checked, with the defaults filled in. */
export interface ResolvedOptions extends TrustPolicy, SpanHooks {
  readonly responseHeader: string | false;
  readonly skip?: NonNullable<TracingOptions['skip']>;
  readonly span?: NonNullable<TracingOptions['span']>;
}

/**
 * Whether the class of the span asks for its requests to be opened before anything else knows of them. Where somebody traces the whole
 * process, that opens them.
 */
export function asksToOpenEarly(options: TracingOptions | undefined): boolean {
  return options?.span !== undefined && EARLY in options.span && processPolicy() === undefined;
}

const TRUST: ReadonlySet<unknown> = new Set(['accept', 'link', 'ignore']);

/** The checks of the options that say what is taken of what a request brings. */
export const TRUST_CHECKS = {
  requestHeader: HEADER_NAME,
  trust: ["'accept', 'link', 'ignore' or a function", (value) => TRUST.has(value) || isFunction(value)],
  validate: FUNCTION,
  generate: FUNCTION,
} as const satisfies OptionChecks<TrustPolicy>;

/** The check of the option `span`. */
export const SPAN_CLASS: OptionCheck = ['a subclass of Span', isSpanClass];

const CHECKS: OptionChecks<TracingOptions> = {
  ...TRUST_CHECKS,
  responseHeader: HEADER_NAME,
  skip: FUNCTION,
  span: SPAN_CLASS,
  requestBefore: FUNCTION,
  requestAfter: FUNCTION,
  response: FUNCTION,
  end: FUNCTION,
};

const DEFAULTS = {
  requestHeader: 'x-request-id',
  responseHeader: 'x-request-id',
  trust: 'accept',
  validate: isRequestId,
  generate: generateTraceId,
} as const satisfies ResolvedOptions;

const resolved = new WeakMap<TracingOptions, ResolvedOptions>();

/**
 * Checks the options and fills in the defaults; the same object is checked once. Throws `TL_ERR_INVALID_OPTION`, naming the
 * option, for an unknown or a wrong one.
 */
export function resolveOptions(options: TracingOptions = DEFAULTS): ResolvedOptions {
  const known = typeof options === 'object' && options !== null ? resolved.get(options) : undefined;
  if (known !== undefined) return known;
  const given = { ...DEFAULTS, ...checkOptions(options, CHECKS) };
  const { requestHeader, responseHeader } = given;
  const result = {
    ...given,
    requestHeader: requestHeader && requestHeader.toLowerCase(),
    responseHeader: responseHeader && responseHeader.toLowerCase(),
  };
  resolved.set(options, result);
  resolved.set(result, result);
  return result;
}

/** By its methods, because it may come from another copy of the package. */
function isSpanClass(value: unknown): boolean {
  try {
    const { requestBefore, requestAfter, response, end } = (value as { prototype: Partial<Span> }).prototype;
    return isFunction(value) && [requestBefore, requestAfter, response, end].every(isFunction);
  } catch {
    return false;
  }
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}
