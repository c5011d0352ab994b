import { fieldsOf, itemsOf, numberOf, parsedNumber, textOf } from '../../protocol/fields.js';
import { isSecret, REDACTED } from '../../redact/redact.js';
import { redactedText } from '../../redact/redacted-text.js';

const MAX_ATTRIBUTES = 64;
const MAX_LENGTH = 2048;

/** The attributes of a span, a log record or a resource; what is secret by its name is left out. */
export function readAttributes(value: unknown): Readonly<Record<string, string | number | boolean>> {
  const pairs = itemsOf(value, MAX_ATTRIBUTES).map((item) => {
    const pair = fieldsOf(item);
    const name = textOf(pair['key']);
    return [name, isSecret(name) ? REDACTED : withoutSecrets(readAnyValue(pair['value']))] as const;
  });
  return Object.fromEntries(pairs);
}

/** Source: OTLP, `AnyValue` in JSON. A list, or a map, is its JSON. */
export function readAnyValue(value: unknown): string | number | boolean {
  const it = fieldsOf(value);
  if (typeof it['stringValue'] === 'string') return textOf(it['stringValue'], MAX_LENGTH);
  if (typeof it['boolValue'] === 'boolean') return it['boolValue'];
  if (it['intValue'] !== undefined) return finite(it['intValue']);
  if (it['doubleValue'] !== undefined) return finite(it['doubleValue']);
  return textOf(JSON.stringify(it['arrayValue'] ?? it['kvlistValue'] ?? it['bytesValue'] ?? ''), MAX_LENGTH);
}

/** Milliseconds since 1970, of nanoseconds that may be text. */
export function readTime(value: unknown): number {
  const nanoseconds = typeof value === 'string' && /^\d{1,20}$/.test(value) ? Number(value) : value;
  return Math.round(numberOf(nanoseconds) / 1000) / 1000; // a double of today has no nanoseconds
}

export function serviceOf(resource: unknown): string {
  const { 'service.name': name = '' } = readAttributes(fieldsOf(resource)['attributes']);
  return textOf(String(name), 100) || 'unknown';
}

function withoutSecrets(value: string | number | boolean): string | number | boolean {
  return typeof value === 'string' ? redactedText(value) : value;
}

function finite(value: unknown): number {
  const number = parsedNumber(value);
  return Number.isFinite(number) ? number : 0;
}
