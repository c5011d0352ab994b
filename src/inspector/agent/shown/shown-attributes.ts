import { types } from 'node:util';

import type { SpanAttributes } from '../../../spans/record/recorder.js';
import type { SpanView } from '../../api.js';
import { isSecret, REDACTED } from '../../redact/redact.js';
import { redactedJson, redactedQuery, redactedText } from '../../redact/redacted-text.js';

const MAX_ITEMS = 64;

/** What stands behind the `?`. Source: OpenTelemetry, "URL". */
const QUERY = 'url.query';

/** What attributes hold now, without running code of the application: its lists may change before they are sent. */
export function copyOf(attributes: SpanAttributes | undefined): SpanAttributes {
  if (attributes === undefined || types.isProxy(attributes)) return {};
  const names = Object.keys(attributes);
  return Object.fromEntries(names.map((name) => [name, itemIn(attributes, name)])) as SpanAttributes;
}

function itemIn(holder: object, name: string | number): unknown {
  const value: unknown = Object.getOwnPropertyDescriptor(holder, name)?.value;
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
  if (types.isProxy(value) || !Array.isArray(value)) return '[object]';
  return Array.from({ length: Math.min(value.length, MAX_ITEMS) }, (_, at) => {
    const item: unknown = Object.getOwnPropertyDescriptor(value, at)?.value;
    return (typeof item === 'object' && item !== null) || typeof item === 'function' ? '[object]' : item;
  });
}

/** The attributes of a span without what is secret; a list is its JSON. */
export function shownAttributes(attributes: SpanAttributes): SpanView['attributes'] {
  const shown: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    if (isSecret(name)) shown[name] = REDACTED;
    else if (typeof value === 'object') shown[name] = JSON.stringify(redactedJson(value));
    else if (typeof value !== 'string') shown[name] = value;
    else shown[name] = name === QUERY ? redactedQuery(value) : redactedText(value);
  }
  return shown;
}
