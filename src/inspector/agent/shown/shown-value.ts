import { types } from 'node:util';

import { attempt } from '../../../core/attempt.js';
import { isSecret, isValueBesideSecret, isValueOfSecret, REDACTED, showing } from '../../redact/redact.js';
import { redactedText } from '../../redact/redacted-text.js';

const MAX_LENGTH = 200;
/** So much of a text is looked at: a secret may have its end behind what is shown. */
const MAX_READ = 2 ** 14;
const MAX_ITEMS = 10;
const MAX_DEPTH = 3;

/**
 * What a value of a variable looks like, in at most 200 characters. It runs no code of the application: no getters, no proxies, no
 * `toJSON`. What is secret by its name is left out, and functions and buffers are named by their kind.
 */
export function shownValue(name: string, value: unknown): string {
  if (isSecret(name)) return REDACTED;
  const text = attempt(() => shown(value, 0)) ?? '[object]';
  return showing.isAll ? text : cut(text);
}

function cut(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

function shown(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(showing.isAll ? value : cut(redactedText(value.slice(0, MAX_READ))));
    case 'bigint':
      return `${value}n`;
    case 'function':
      return '[function]';
    case 'object':
      return value === null ? 'null' : shownObject(value, depth);
    default:
      return String(value);
  }
}

function shownObject(value: object, depth: number): string {
  if (types.isProxy(value)) return '[proxy]';
  if (ArrayBuffer.isView(value)) return `[${kindOf(value)} of ${value.byteLength} bytes]`;
  if (value instanceof Map || value instanceof Set) return `[${kindOf(value)} of ${value.size}]`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof Error) return `[${kindOf(value)}]`;
  if (depth === MAX_DEPTH) return `[${kindOf(value)}]`;
  if (Array.isArray(value)) return `[${entriesOf(value, depth, false).join(', ')}]`;
  const kind = kindOf(value);
  return `${kind === 'Object' ? '' : `${kind} `}{ ${entriesOf(value, depth, true).join(', ')} }`.replace('{  }', '{}');
}

function entriesOf(value: object, depth: number, isNamed: boolean): readonly string[] {
  const names = Object.keys(value);
  const entries = names.slice(0, MAX_ITEMS).map((name) => {
    const descriptor = Object.getOwnPropertyDescriptor(value, name);
    const isGetter = descriptor?.get !== undefined;
    const isHidden = isNamed
      ? isSecret(name) || isValueBesideSecret(value, name)
      : isValueOfSecret(value as readonly unknown[], Number(name));
    const text = isHidden ? REDACTED : isGetter ? '[getter]' : shown(descriptor?.value, depth + 1);
    return isNamed ? `${name}: ${text}` : text;
  });
  return names.length > MAX_ITEMS ? [...entries, `… ${names.length - MAX_ITEMS} more`] : entries;
}

/** The name of its class, found without a getter. */
function kindOf(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || types.isProxy(prototype)) return 'Object';
  const maker: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  const name: unknown =
    typeof maker === 'function' && !types.isProxy(maker)
      ? Object.getOwnPropertyDescriptor(maker, 'name')?.value
      : undefined;
  return typeof name === 'string' && name !== '' ? name.slice(0, 60) : 'Object';
}
