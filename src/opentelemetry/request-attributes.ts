import type { Attributes } from '@opentelemetry/api';

import { attributeText } from '../request/attribute-text.js';
import { knownMethod } from '../request/known-method.js';
import type { Scope } from '../request/scope.js';

/**
 * What is known of a request when it arrives. Without the query, which may be secret.
 * Source: OpenTelemetry semantic conventions 1.23 and later, HTTP server.
 */
export function requestAttributes(scope: Scope): Attributes {
  const method = knownMethod(scope.method);
  const attributes: Attributes = { 'http.request.method': method ?? '_OTHER', 'url.path': attributeText(scope.path) };
  if (method === undefined) attributes['http.request.method_original'] = attributeText(scope.method);
  if (scope.scheme !== undefined) attributes['url.scheme'] = scope.scheme;
  if (scope.client !== undefined) attributes['client.address'] = scope.client[0];
  if (scope.httpVersion !== undefined) attributes['network.protocol.version'] = scope.httpVersion;
  const agent = scope.headers.get('user-agent');
  if (agent) attributes['user_agent.original'] = attributeText(agent);
  return attributes;
}
