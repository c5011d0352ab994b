import { singleton } from '../../core/singleton.js';
import { CTX_REQUEST_ID, CTX_TRACE_ID } from '../../request/context-vars.js';
import type { OriginRule } from '../origin-rule.js';
import { type Field, outgoingFields } from './outgoing-fields.js';

/** What one call of `propagate` asks for. */
export interface Route {
  readonly isListed: OriginRule;
  readonly requestHeader: string | false;
  /** Whether requests only have spans, and carry nothing. */
  readonly isSilent: boolean;
}

/** All that is asked for in this process, by every copy of the package. */
export const routes = singleton('routes', () => new Set<Route>());

/**
 * The headers that a request to `url` carries: none outside any trace or request, none where no route lists the origin, no
 * name twice. Never throws.
 */
export function fieldsFor(url: URL): Field[] {
  if (!isPropagating()) return [];
  const fields = new Map<string, Field>();
  for (const { isListed, requestHeader, isSilent } of routes) {
    if (isSilent || !isListed(url)) continue;
    for (const field of outgoingFields(requestHeader)) fields.set(field[0], field);
  }
  return [...fields.values()];
}

/** Whether a request to `url` may carry headers: cheaper than to make them. Never throws. */
export function isPropagatedTo(url: URL): boolean {
  return isPropagating() && isListedByAny(url);
}

/** Whether any route lists the origin of `url`, whoever asks. Never throws. */
export function isListedByAny(url: URL): boolean {
  return [...routes].some(({ isListed, isSilent }) => !isSilent && isListed(url));
}

/** Whether a request to `url` has a span, where somebody records. Never throws. */
export function isRecordedTo(url: URL): boolean {
  return [...routes].some(({ isListed }) => isListed(url));
}

function isPropagating(): boolean {
  return routes.size > 0 && (CTX_TRACE_ID.get() !== '' || CTX_REQUEST_ID.get() !== '');
}
