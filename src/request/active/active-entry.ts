import { type Branch, isBranch } from '../../core/branch.js';
import type { Context } from '../../core/context.js';
import { peek, put } from '../../core/access.js';
import { storage } from '../../core/storage.js';
import { wellKnownVar } from '../../core/well-known-var.js';
import { current } from '../run/current-span.js';
import type { Scope } from '../scope.js';
import type { TraceIds } from '../request-fields.js';
import type { OtelContext } from './opentelemetry-api.js';

/** What is active in a flow of execution: a span within a request, or what a context manager of OpenTelemetry made active. */
export interface ActiveEntry {
  /** What was active before, and is again when this has ended. */
  parent: ActiveEntry | undefined;
  /** The request that it was made active in. It is not active in a request that began later. */
  readonly request: Scope | undefined;
  /** The context of OpenTelemetry that is active; `undefined` for a span that it does not record. */
  readonly context: OtelContext | undefined;
  /** What OpenTelemetry's own context manager had active then: while it has that, `context` counts. */
  readonly outer: OtelContext | undefined;
  /** The ids of a span that another recorder than OpenTelemetry records. */
  readonly ids: TraceIds | undefined;
  /** An entry that has ended is never active, even if a flow still holds it. */
  hasEnded: boolean;
}

interface OtelEntry extends ActiveEntry {
  readonly context: OtelContext;
}

/** What is active in a task. A branch of a task has its own. */
const ACTIVE = wellKnownVar<ActiveEntry | undefined>('active', { default: undefined });

/** What is active in the current flow, in the current request, and has not ended. */
export function activeEntry(): ActiveEntry | undefined {
  const context = storage.getStore();
  return context && ofCurrentRequest(activeIn(context));
}

/** The same, among the entries that OpenTelemetry knows of. */
export function activeOtelEntry(): OtelEntry | undefined {
  return nearestOtelEntry(activeEntry());
}

/** The nearest one of those before `entry` that OpenTelemetry knows of. */
export function otelEntryBefore(entry: ActiveEntry): OtelEntry | undefined {
  return nearestOtelEntry(ofCurrentRequest(entry.parent));
}

function nearestOtelEntry(entry: ActiveEntry | undefined): OtelEntry | undefined {
  while (entry !== undefined && entry.context === undefined) entry = ofCurrentRequest(entry.parent);
  return entry as OtelEntry | undefined;
}

/** `entry`, or the nearest one around it that has not ended. */
export function openEntry(entry: ActiveEntry | undefined): ActiveEntry | undefined {
  while (entry?.hasEnded === true) entry = entry.parent;
  return entry;
}

/**
 * What a new entry in `context` comes after. It lets go of those before it that have ended: of spans that take turns, each would keep all
 * that were.
 */
export function openEntryIn(context: Context): ActiveEntry | undefined {
  const entry = openEntry(activeIn(context));
  if (entry?.parent?.hasEnded === true) entry.parent = openEntry(entry.parent);
  return entry;
}

/** The entry, or the nearest one before it, that is open and of the current request: a block that is over may have left some open. */
function ofCurrentRequest(entry: ActiveEntry | undefined): ActiveEntry | undefined {
  if (entry === undefined) return undefined;
  const request = current()?.scope;
  while (entry !== undefined && (entry.hasEnded || entry.request !== request)) entry = entry.parent;
  return entry;
}

/** The entry that `context` holds, ended or not. */
export function activeIn(context: Context): ActiveEntry | undefined {
  return (isBranch(context) ? context.own : peek(context, ACTIVE)) as ActiveEntry | undefined;
}

/** Makes `entry` the active one in `context`. In a branch it is active for that branch alone. */
export function putActive(context: Context | Branch, entry: ActiveEntry | undefined): void {
  if (isBranch(context)) context.own = entry;
  else put(context, ACTIVE, entry);
}
