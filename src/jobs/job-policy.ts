import { processPolicy } from '../request/arrive/process-policy.js';
import { restrained, restrainedByProcess, trustingAtMost } from '../request/arrive/restrained.js';
import { type ResolvedOptions, resolveOptions } from '../request/tracing-options.js';
import type { CheckedJob, JobTracing } from './job-options.js';

/**
 * How a job is traced: by its own options. If it has no option `span`, that of the process counts. It trusts no more than the process does,
 * and no more than the request in whose context it starts.
 */
export function jobPolicy({ tracing, parent }: CheckedJob): ResolvedOptions {
  const span = tracing.span ?? processPolicy()?.span;
  const resolved = restrainedByProcess(span === undefined ? withoutClass(tracing) : withClass(tracing, span));
  return restrained(parent === 'link' ? trustingAtMost('link', resolved) : resolved);
}

/** Most jobs have no options of their own: those are checked once. */
function withoutClass(tracing: JobTracing): ResolvedOptions {
  return Object.keys(tracing).length === 0 ? resolveOptions() : resolveOptions(tracing);
}

type SpanClass = NonNullable<JobTracing['span']>;

const latest = new WeakMap<SpanClass, ResolvedOptions>();

/** Returns the same object for the same options, because `newSpan` makes a class for each object. */
function withClass(tracing: JobTracing, span: SpanClass): ResolvedOptions {
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
