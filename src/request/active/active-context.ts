import { activeOtelEntry, otelEntryBefore } from './active-entry.js';
import { type OtelContext, openTelemetry, spanIn } from './opentelemetry-api.js';
import { currentRecording, isForeign, recordsLate } from './recording.js';
import { current } from '../run/current-span.js';

/**
 * The context that is active for OpenTelemetry in the current flow. Its context manager says which, with two exceptions: a span of this
 * package that was started within it counts, and what belongs to another request does not. `undefined` without an SDK.
 */
export function activeContext(): OtelContext | undefined {
  const api = openTelemetry();
  if (api === undefined) return undefined;
  const found = noteActive(api.context.active());
  const within = entryWithin(found);
  if (within !== undefined) return within;
  const recording = currentRecording();
  return recording !== undefined && isForeign(found, recording) ? recording.context : found;
}

/**
 * What a context manager that is not ours has to return in place of `found`, which it has active itself. An application that made something
 * else active in the request gets that.
 */
export function activeInstead(found: OtelContext): OtelContext {
  const within = entryWithin(noteActive(found));
  if (within !== undefined) return within;
  const recording = currentRecording();
  if (recording === undefined) return found;
  const isReplaced = found === recording.managers || (spanIn(found) !== undefined && isForeign(found, recording));
  return isReplaced ? recording.context : found;
}

/**
 * Returns `active`. If it has a span that an instrumentation made for the current request after that was opened, the request has the ids of
 * that span from now on.
 */
export function noteActive(active: OtelContext): OtelContext {
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
