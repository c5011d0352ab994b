import { attempt } from '../../../core/attempt.js';
import type { ErrorView, LineView } from '../../api.js';
import type { ErrorParts } from './error-parts.js';
import { shownError } from './shown-error.js';

/** `TypeError: x is no function`, then lines that begin with `at`. */
const STACK = /^(?:Uncaught )?([A-Z][\w$]*)(?:: (.*))?\n(?:(?![ \t]+at ).*\n){0,20}?(?:[ \t]+at .*(?:\n|$))+/m;

/** Where loggers put an error in JSON: pino and bunyan, those who name it so, and winston. */
const FIELDS = ['err', 'error', 'exception'];

/** The error whose stack a line has, in its text or in its fields; `undefined` for a line without one. */
export function loggedError({ text, fields }: Pick<LineView, 'text' | 'fields'>, at: number): ErrorView | undefined {
  const found = fields === undefined ? inText(text) : inFields(fields);
  return found && shownError(found, at);
}

function inText(text: string): ErrorParts | undefined {
  const [stack, name = '', message = ''] = STACK.exec(text) ?? [];
  return stack === undefined ? undefined : { name, message, stack: () => stack };
}

function inFields(json: string): ErrorParts | undefined {
  const fields = attempt(() => JSON.parse(json) as Readonly<Record<string, unknown>>) ?? {};
  for (const part of [...FIELDS.map((name) => fields[name]), fields]) {
    const { stack } = (part ?? {}) as { readonly stack?: unknown };
    const found = typeof stack === 'string' ? inText(stack) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
