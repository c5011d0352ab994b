import type { IncomingHttpHeaders } from 'node:http';

import { isSecret, REDACTED } from '../../redact/redact.js';
import { redactedText } from '../../redact/redacted-text.js';
import { Verdicts } from './verdicts.js';

const secretNames = new Verdicts(isSecret);

/** Texts that stay as they are: most requests bring the same ones, such as the name of the browser. */
const harmless = new Verdicts((text) => redactedText(text) === text);

/** Headers without what is secret: in place, for they are a copy already. */
export function shownHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const shown = headers as Record<string, string>;
  for (const name of Object.keys(headers)) {
    const value = headers[name] ?? '';
    const text = typeof value === 'string' ? value : value.join(', ');
    const safe = secretNames.of(name) ? REDACTED : harmless.of(text) ? text : redactedText(text);
    if (safe !== headers[name]) shown[name] = safe;
  }
  return shown;
}
