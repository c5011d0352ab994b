import { copyContext } from '../../core/context.js';
import { enter } from '../../core/enter.js';
import { putActive } from '../../request/active/active-entry.js';
import type { ChildSpan } from '../../spans/child-span.js';
import { isRecorded } from '../../spans/record/start-records.js';
import { newChildSpan } from '../../spans/start-span.js';
import { knownMethod } from '../../request/known-method.js';
import type { Field } from '../fields/outgoing-fields.js';
import { fieldsFor, isRecordedTo } from '../fields/fields-for.js';
import { clientAttributes } from './client-attributes.js';
import { isLeftToOthers } from './is-left-to-others.js';

/** The span of a request to another server; `undefined` where it has none. */
export type ClientSpan = ChildSpan | undefined;

/**
 * Starts the client span of a request that is about to be sent, as a child of the active span. It does not become active. `undefined` if
 * nobody records, or an instrumentation of OpenTelemetry makes the span. Source: OpenTelemetry semantic conventions, HTTP client.
 */
export function startClientSpan(method: string, url: URL): ClientSpan {
  if (!isRecorded() || !isRecordedTo(url) || isLeftToOthers()) return undefined;
  const span = newChildSpan(knownMethod(method) ?? 'HTTP', 'client', clientAttributes(method, url));
  return span.isRecording ? span : undefined;
}

/** The headers that a request to `url` carries, with its span as the parent where it has one. */
export function fieldsOf(span: ClientSpan, url: URL): Field[] {
  if (span === undefined) return fieldsFor(url);
  const context = copyContext();
  putActive(context, span);
  return enter(context, () => fieldsFor(url));
}

/** The head of the response has arrived. A status from 400 on is an error of a client. */
export function endWithStatus(span: ClientSpan, status: number): void {
  if (span === undefined) return;
  span.setAttribute('http.response.status_code', status);
  if (status >= 400) span.fail(status);
  span.end();
}

/** The request failed. If the caller has aborted it, that is no error. */
export function endWithError(span: ClientSpan, error: unknown): void {
  if ((error as { readonly name?: unknown } | null)?.name !== 'AbortError') span?.fail(error);
  span?.end();
}

/** Calls `send`, and ends the span when the response is there. Without a span, returns the promise of `send` itself. */
export function endWithResponse(span: ClientSpan, send: () => Promise<Response>): Promise<Response> {
  return span === undefined ? send() : settle(span, send);
}

async function settle(span: ClientSpan, send: () => Promise<Response>): Promise<Response> {
  try {
    const response = await send();
    endWithStatus(span, response.status);
    return response;
  } catch (error) {
    endWithError(span, error);
    throw error;
  }
}
