import { type Attributes, SpanKind } from '@opentelemetry/api';

import { attributeText } from '../request/attribute-text.js';
import type { Scope } from '../request/scope.js';
import { knownMethod } from '../request/known-method.js';
import { requestAttributes } from './request-attributes.js';

/** What an OpenTelemetry span is started with. */
interface StartOptions {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;
}

/** The options for the span of a request, a message or another job: what is known when it starts. */
export function startOptions(scope: Scope): StartOptions {
  const { type, name } = scope;
  if (name === undefined) {
    return { name: knownMethod(scope.method) ?? 'HTTP', kind: SpanKind.SERVER, attributes: requestAttributes(scope) };
  }
  const isMessage = type === 'message';
  const kind = isMessage ? SpanKind.CONSUMER : SpanKind.INTERNAL;
  return { name: attributeText(name), kind, attributes: isMessage ? messageAttributes(scope) : {} };
}

/** Source: OpenTelemetry semantic conventions, messaging spans, "process". */
function messageAttributes({ links }: Scope): Attributes {
  const attributes: Attributes = { 'messaging.operation.type': 'process' };
  if (links !== undefined) attributes['messaging.batch.message_count'] = links.length;
  return attributes;
}
