import { activeOtelEntry, otelEntryBefore } from './active-entry.js';
import { type OtelContext, openTelemetry, spanIn } from './opentelemetry-api.js';
import { currentRecording, isForeign, recordsLate } from './recording.js';
import { current } from '../run/current-span.js';

/**
 * What is active for OpenTelemetry in the current flow: what its context manager says, unless that is of another request, or there is
 * a span of this package within it. `undefined` without an SDK.
 */
export function activeContext(): OtelContext | undefined {
  const api = openTelemetry();
  if (api === undefined) return undefined;
  const found = seen(api.context.active());
  const within = entryWithin(found);
  if (within !== undefined) return within;
  const recording = currentRecording();
  return recording !== undefined && isForeign(found, recording) ? recording.context : found;
}

/**
 * The same for a context manager that is not ours, to which it says what it has to make active in place of `found`: whoever made
 * something else active himself gets that.
 */
export function activeInstead(found: OtelContext): OtelContext {
  const within = entryWithin(seen(found));
  if (within !== undefined) return within;
  const recording = currentRecording();
  if (recording === undefined) return found;
  const isReplaced = found === recording.managers || (spanIn(found) !== undefined && isForeign(found, recording));
  return isReplaced ? recording.context : found;
}

/** Gives what is active in the current flow, by which its request is known from now on if an instrumentation has made a span for it late. */
export function seen(active: OtelContext): OtelContext {
  const request = current();
  const recording = request?.identity?.recording;
  if (recording !== undefined && recordsLate(active, recording)) request?.task?.recordBy(active);
  return active;
}

/**
 * The context of the nearest span of this package that was made active while OpenTelemetry had `found` active: a nearer one may be of a branch
 * that OpenTelemetry's own context manager keeps apart, and we do not. What a context manager of this package made active is no such span.
 */
function entryWithin(found: OtelContext): OtelContext | undefined {
  let entry = activeOtelEntry();
  while (entry?.outer !== undefined && entry.outer !== found) entry = otelEntryBefore(entry);
  return entry?.outer === undefined ? undefined : entry.context;
}
