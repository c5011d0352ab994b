import { processPolicy } from '../request/arrive/process-policy.js';
import { restrained, restrainedByProcess, trustingAtMost } from '../request/arrive/restrained.js';
import { type ResolvedOptions, resolveOptions } from '../request/tracing-options.js';
import type { CheckedJob, TracingOfJobs } from './job-options.js';

/**
 * How a job is traced: by its own options, and by the class of spans of the process where it names none. It trusts no more than
 * the process does, or the request in whose context it is started.
 */
export function jobPolicy({ tracing, parent }: CheckedJob): ResolvedOptions {
  const span = tracing.span ?? processPolicy()?.span;
  const resolved = restrainedByProcess(span === undefined ? resolveOptions(tracing) : withClass(tracing, span));
  return restrained(parent === 'link' ? trustingAtMost('link', resolved) : resolved);
}

type SpanClass = NonNullable<TracingOfJobs['span']>;

const latest = new WeakMap<SpanClass, ResolvedOptions>();

/** The same object for the same options, which most jobs have: `newSpan` makes a class for each. */
function withClass(tracing: TracingOfJobs, span: SpanClass): ResolvedOptions {
  const known = latest.get(span);
  const resolved = resolveOptions({ ...tracing, span });
  if (known !== undefined && isEqual(known, resolved)) return known;
  latest.set(span, resolved);
  return resolved;
}

function isEqual(known: ResolvedOptions, resolved: ResolvedOptions): boolean {
  const names = Object.keys(resolved) as (keyof ResolvedOptions)[];
  return names.length === Object.keys(known).length && names.every((name) => known[name] === resolved[name]);
}
