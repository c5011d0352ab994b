import type { Attributes } from '@opentelemetry/api';

import { knownMethod } from '../request/known-method.js';
import type { Scope } from '../request/scope.js';

/** Longer values are cut: they come from the network. */
const MAX_LENGTH = 2048;

/**
 * What is known of a request when it arrives. Without the query, which may be secret.
 * Source: OpenTelemetry semantic conventions 1.23 and later, HTTP server.
 */
export function requestAttributes(scope: Scope): Attributes {
  const method = knownMethod(scope);
  const attributes: Attributes = { 'http.request.method': method ?? '_OTHER', 'url.path': cut(scope.path) };
  if (method === undefined) attributes['http.request.method_original'] = cut(scope.method);
  if (scope.scheme !== undefined) attributes['url.scheme'] = scope.scheme;
  if (scope.client !== undefined) attributes['client.address'] = scope.client[0];
  if (scope.httpVersion !== undefined) attributes['network.protocol.version'] = scope.httpVersion;
  const agent = scope.headers.get('user-agent');
  if (agent) attributes['user_agent.original'] = cut(agent);
  return attributes;
}

/** A text that is not longer than an attribute may be. */
export function cut(text: string): string {
  return text.length > MAX_LENGTH ? text.slice(0, MAX_LENGTH) : text;
}
