import { assertArgument } from '../core/assert-argument.js';
import { checkOptions, FUNCTION, type OptionChecks } from '../core/check-options.js';
import { isPlainObject } from '../core/is-object.js';
import type { ReadableCarrier } from '../propagation/carriers/readable-carrier.js';
import type { TrustPolicy } from '../request/arrive/identity.js';
import { SPAN_CLASS, TRUST_CHECKS, type TracingOptions } from '../request/tracing-options.js';

/** Those of an adapter's options that make sense where nothing is answered: they mean what they mean for requests. */
export type TracingOfJobs = Partial<TrustPolicy> & Pick<TracingOptions, 'span' | 'requestBefore' | 'end'>;

/** What a job is called, where it comes from, and how it is traced. */
export interface JobOptions extends TracingOfJobs {
  /** What stands in its log lines, in the field `job`, and names its span: one of a few names, such as `nightly-report`. */
  readonly name: string;
  /** The headers of the message that it works off; `undefined` or `null` for one that came without. */
  readonly from?: ReadableCarrier;
  /**
   * `'continue'`, the default: the job is part of the trace of its message. `'link'`: it has a trace of its own, and its span
   * links to that of the message, as by `trust: 'link'`; where a message has several consumers, or for each attempt of a retry.
   */
  readonly parent?: 'continue' | 'link';
  /** The headers of each message of a batch: the span links to their traces, to 128 of them. */
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
  /** What `from` is; whether it was passed is what `isMessage` says. */
  readonly from: ReadableCarrier;
  readonly isMessage: boolean;
  readonly tracing: TracingOfJobs;
}

/**
 * Throws `TL_ERR_INVALID_ARGUMENT` for a name that is none, and for what is no plain object, and `TL_ERR_INVALID_OPTION`, naming
 * the option, for an unknown or a wrong one.
 */
export function checkJob(options: JobOptions): CheckedJob {
  assertArgument(isPlainObject(options), 'options', 'a plain object');
  const { name, from, ...others } = options;
  assertArgument(typeof name === 'string' && name !== '', 'name', 'a string that is not empty');
  const { parent, links, ...tracing } = checkOptions<Omit<JobOptions, 'name' | 'from'>>(others, CHECKS);
  const isMessage = 'from' in options || links !== undefined;
  return { name, from, isMessage, tracing, ...(parent && { parent }), ...(links && { links }) };
}
