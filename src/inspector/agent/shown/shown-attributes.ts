import type { SpanAttributes } from '../../../spans/record/recorder.js';
import type { SpanView } from '../../api.js';
import { isSecret, REDACTED } from '../../redact/redact.js';
import { redactedJson, redactedText } from '../../redact/redacted-text.js';

/** The attributes of a span without what is secret; a list is its JSON. */
export function shownAttributes(attributes: SpanAttributes): SpanView['attributes'] {
  const shown: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    if (isSecret(name)) shown[name] = REDACTED;
    else if (typeof value === 'object') shown[name] = JSON.stringify(redactedJson(value));
    else shown[name] = typeof value === 'string' ? redactedText(value) : value;
  }
  return shown;
}
