import { assertArgument } from '../core/assert-argument.js';
import { checkOptions, FUNCTION, type OptionChecks } from '../core/check-options.js';
import { isPlainObject } from '../core/is-object.js';
import type { ReadableCarrier } from '../propagation/carriers/readable-carrier.js';
import type { TrustPolicy } from '../request/arrive/identity.js';
import { SPAN_CLASS, TRUST_CHECKS, type TracingOptions } from '../request/tracing-options.js';

/** The options of an adapter that a job has, too: those that have nothing to do with a response. */
export type JobTracing = Partial<TrustPolicy> & Pick<TracingOptions, 'span' | 'requestBefore' | 'end'>;

/** What a job is called, where it comes from, and how it is traced. */
export interface JobOptions extends JobTracing {
  /** The name of its span and of the field `job` in its log lines. Use one of a few names, such as `nightly-report`. */
  readonly name: string;
  /** The headers of the message that it handles. Pass `undefined` or `null` for a message without headers. */
  readonly from?: ReadableCarrier;
  /**
   * `'continue'`, the default: the job is part of the trace of its message. `'link'`: it has a trace of its own, and its span links to the
   * trace of the message, as with `trust: 'link'`. Use it if a message has several consumers, or for each attempt of a retry.
   */
  readonly parent?: 'continue' | 'link';
  /** The headers of each message of a batch. The span links to the traces of the first 128. */
  readonly links?: readonly ReadableCarrier[];
}

const CHECKS: OptionChecks<Omit<JobOptions, 'name' | 'from'>> = {
  ...TRUST_CHECKS,
  parent: ["'continue' or 'link'", (value) => value === 'continue' || value === 'link'],
  links: ['a list of the headers of messages', (value) => Array.isArray(value)],
  span: SPAN_CLASS,
  requestBefore: FUNCTION,
  end: FUNCTION,
};

/** Options that were checked. */
export interface CheckedJob extends Pick<JobOptions, 'name' | 'parent' | 'links'> {
  readonly from: ReadableCarrier;
  /** Whether `from` or `links` was passed. */
  readonly isMessage: boolean;
  readonly tracing: JobTracing;
}

/**
 * Checks the options of `runJob`. Throws `TL_ERR_INVALID_ARGUMENT` if they are not a plain object, or have no valid name, and
 * `TL_ERR_INVALID_OPTION`, naming the option, for an unknown or a wrong one.
 */
export function checkJob(options: JobOptions): CheckedJob {
  assertArgument(isPlainObject(options), 'options', 'a plain object');
  const { name, from, ...others } = options;
  assertArgument(typeof name === 'string' && name !== '', 'name', 'a string that is not empty');
  const { parent, links, ...tracing } = checkOptions<Omit<JobOptions, 'name' | 'from'>>(others, CHECKS);
  const isMessage = 'from' in options || links !== undefined;
  return { name, from, isMessage, tracing, ...(parent && { parent }), ...(links && { links }) };
}
