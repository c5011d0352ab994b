import { checkOptions, type OptionChecks } from '../core/check-options.js';
import { isThroughlineError, ThroughlineError } from '../core/throughline-error.js';
import { warn } from '../core/throughline-warning.js';
import type { LogFields } from '../loggers/log-context.js';
import { toLogValue } from '../loggers/log-value.js';
import { isThenable } from '../core/is-thenable.js';
import type { Scope } from '../request/scope.js';
import { byteLength } from './byte-length.js';
import type { ResponseBodyMessage } from '../request/message.js';
import { Span } from '../request/span/span.js';
import { COUNT } from '../request/span/span-symbols.js';
import { SPAN_CLASS, type TracingOptions } from '../request/tracing-options.js';
import {
  type AccessLevel,
  type AccessLogger,
  type FieldsFirst,
  lineWriter,
  type PinoLike,
  type WriteLine,
} from './access-logger.js';

/** What an access log writes. */
export interface AccessLogOptions {
  /** Whether the line has the query, in the field `query`. A query may hold secrets. By default `false`. */
  readonly query?: boolean;
  /** The class of spans, by default `Span`. */
  readonly span?: SpanClass;
}

const CHECKS: OptionChecks<AccessLogOptions> = {
  query: ['true or false', (value) => typeof value === 'boolean'],
  span: SPAN_CLASS,
};

type SpanClass = new (scope: Scope) => Span;

const EXPECTED =
  'a function, or a logger whose info, warn and error take the fields, then the message, as those of pino do and those of winston, of LogTape and of a console do not';

/**
 * Returns options for any adapter and for `runJob`: `logger` writes one line when a request or a job ends, in its context. The line has
 * the fields of `logContext()`, `status`, `bytes` (of the body, as the application sent them), `duration_ms` (in milliseconds), and
 * `outcome`: `completed`, `aborted` (the connection closed first) or `failed` (the application threw). Without a response, there is no
 * `status` and no `bytes`.
 *
 * The level is error if it failed or the status is 500 or more, warn if it was aborted or the status is 400 or more, else info. Other
 * hooks are called as usual. If the logger throws or rejects, you get the warning `TL_WARN_ACCESS_LOG_FAILED`. Throws
 * `TL_ERR_INVALID_ARGUMENT` if `logger` is not a logger, and `TL_ERR_INVALID_OPTION`, naming the option, for an unknown or a wrong one.
 *
 *     app.use(throughline({ ...accessLog(pino({ mixin })), trust: 'ignore' }));
 */
export function accessLog(write: WriteLine, options?: AccessLogOptions): Pick<TracingOptions, 'span'>;
export function accessLog<L extends PinoLike>(
  logger: FieldsFirst<L>,
  options?: AccessLogOptions,
): Pick<TracingOptions, 'span'>;
export function accessLog(logger: AccessLogger, options?: AccessLogOptions): Pick<TracingOptions, 'span'> {
  const write = lineWriter(logger);
  if (write === undefined) {
    throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', 'logger', EXPECTED);
  }
  const { query = false, span: Base = Span } = checkOptions(options, CHECKS);
  return { span: loggedSpan(Base, write, query) };
}

function loggedSpan(Base: SpanClass, write: WriteLine, withQuery: boolean): SpanClass {
  return class extends Base {
    readonly #begin = performance.now();
    #bytes = 0;
    #counted: ResponseBodyMessage | undefined;

    /** By this and not by the hook `response`, which is called in the context of the request and costs more. */
    override [COUNT](message: ResponseBodyMessage): void {
      if (this.#counted === message) return;
      this.#counted = message;
      this.#bytes += byteLength(message.body);
    }

    override end(error?: unknown): void | PromiseLike<void> {
      if (this.ended) return undefined;
      try {
        return super.end(error);
      } finally {
        callSafely(() => this.#write());
      }
    }

    #write(): unknown {
      const outcome = outcomeOf(this.error);
      const { status } = this;
      const bytes = this.#bytes;
      const duration_ms = Math.round((performance.now() - this.#begin) * 1000) / 1000;
      const answer = status === undefined ? { duration_ms, outcome } : { status, bytes, duration_ms, outcome };
      const query = withQuery && toLogValue(this.scope.query);
      const fields: LogFields = query ? { query, ...answer } : answer;
      return write(levelOf(outcome, status), messageOf(this.scope, status ?? outcome), fields);
    }
  };
}

/** What goes wrong with a line harms no request, and no other hook. */
function callSafely(act: () => unknown): void {
  try {
    const result = act();
    if (isThenable(result)) result.then(undefined, failed);
  } catch (error) {
    failed(error);
  }
}

function failed(error: unknown): void {
  warn('TL_WARN_ACCESS_LOG_FAILED', error);
}

type Outcome = 'completed' | 'aborted' | 'failed';

function outcomeOf(error: unknown): Outcome {
  if (error === undefined) return 'completed';
  return isThroughlineError(error, 'TL_ERR_REQUEST_ABORTED') ? 'aborted' : 'failed';
}

function levelOf(outcome: Outcome, status = 0): AccessLevel {
  if (outcome === 'failed' || status >= 500) return 'error';
  return outcome === 'aborted' || status >= 400 ? 'warn' : 'info';
}

/** `GET /orders/1 200`; of a job `nightly-report completed`. */
function messageOf({ method, path, name }: Scope, result: number | Outcome): string {
  if (name !== undefined) return `${toLogValue(name)} ${result}`;
  return `${toLogValue(method)} ${toLogValue(path)} ${result}`;
}
