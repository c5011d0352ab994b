import { fieldsOf, itemsOf, numberOf, parsedNumber, textOf, timeOf } from '../../protocol/fields.js';
import { isSecret, REDACTED } from '../../redact/redact.js';
import { redactedJson, redactedText } from '../../redact/redacted-text.js';

const MAX_ATTRIBUTES = 64;
const MAX_LENGTH = 2048;
/** So much of a text is looked at: a secret may have its end behind what is shown. */
const MAX_READ = 2 ** 16;
const MAX_ITEMS = 256;
const MAX_DEPTH = 16;

/** The attributes of a span, a log record or a resource; what is secret by its name, or in a text, is left out. */
export function readAttributes(value: unknown): Readonly<Record<string, string | number | boolean>> {
  const pairs = itemsOf(value, MAX_ATTRIBUTES).map((item) => {
    const pair = fieldsOf(item);
    const name = textOf(pair['key']);
    return [name, isSecret(name) ? REDACTED : readAnyValue(pair['value'])] as const;
  });
  return Object.fromEntries(pairs);
}

/** Source: OTLP, `AnyValue` in JSON. A list, or a map, is its JSON. What is secret is left out. */
export function readAnyValue(value: unknown): string | number | boolean {
  const plain = plainValue(value, 0);
  if (typeof plain === 'string') return readText(plain, MAX_LENGTH);
  return typeof plain === 'object' ? textOf(JSON.stringify(redactedJson(plain)), MAX_LENGTH) : plain;
}

/** A text of somebody, without what is secret in it. */
export function readText(value: unknown, length?: number): string {
  return typeof value === 'string' ? textOf(redactedText(value.slice(0, MAX_READ)), length) : '';
}

type Plain = string | number | boolean | object;

function plainValue(value: unknown, depth: number): Plain {
  const it = fieldsOf(value);
  if (typeof it['stringValue'] === 'string') return it['stringValue'];
  if (typeof it['boolValue'] === 'boolean') return it['boolValue'];
  if (it['intValue'] !== undefined) return finite(it['intValue']);
  if (it['doubleValue'] !== undefined) return finite(it['doubleValue']);
  if (typeof it['bytesValue'] === 'string') return it['bytesValue'];
  if (depth === MAX_DEPTH) return '…';
  const values = itemsOf(fieldsOf(it['arrayValue'] ?? it['kvlistValue'])['values'], MAX_ITEMS);
  if (it['arrayValue'] !== undefined) return values.map((item) => plainValue(item, depth + 1));
  if (it['kvlistValue'] === undefined) return '';
  return Object.fromEntries(
    values.map((item) => {
      const pair = fieldsOf(item);
      return [textOf(pair['key']), plainValue(pair['value'], depth + 1)];
    }),
  );
}

/** Milliseconds since 1970, of nanoseconds that may be text. */
export function readTime(value: unknown): number {
  const nanoseconds = typeof value === 'string' && /^\d{1,20}$/.test(value) ? Number(value) : value;
  return timeOf(Math.round(numberOf(nanoseconds) / 1000) / 1000); // a double of today has no nanoseconds
}

export function serviceOf(resource: unknown): string {
  const { 'service.name': name = '' } = readAttributes(fieldsOf(resource)['attributes']);
  return textOf(String(name), 100) || 'unknown';
}

function finite(value: unknown): number {
  const number = parsedNumber(value);
  return Number.isFinite(number) ? number : 0;
}
