import { attempt } from '../../core/attempt.js';
import { isPlainObject } from '../../core/is-object.js';

/** What is read of a job of BullMQ. */
export interface SentJob {
  readonly opts?: { readonly telemetry?: { readonly metadata?: string | undefined } | undefined } | undefined;
}

/** A longer text is not parsed: it should hold a few headers only. */
const MAX_LENGTH = 65_536;

/**
 * The headers that a job was sent with, by `telemetry` of this entry or by `bullmq-otel`, for the option `from` of `runJob`;
 * `undefined` where it was sent without. Never throws.
 *
 *     new Worker('orders', (job) => runJob({ name: job.name, from: headersOf(job) }, () => handle(job)), { connection });
 */
export function headersOf(job: SentJob): Readonly<Record<string, unknown>> | undefined {
  return attempt(() => {
    const metadata: unknown = job.opts?.telemetry?.metadata;
    if (typeof metadata !== 'string' || metadata.length > MAX_LENGTH) return undefined;
    const headers: unknown = JSON.parse(metadata);
    return isPlainObject(headers) ? (headers as Record<string, unknown>) : undefined;
  });
}
