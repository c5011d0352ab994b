import { attempt } from '../../../core/attempt.js';
import { frameAround } from '../../../doctor/report/code-frame.js';
import { ownerOf } from '../../../doctor/source/owner-of.js';
import { textOf } from '../../../doctor/source/place.js';
import type { CodePlace, ErrorView } from '../../api.js';
import { redactedText } from '../../redact/redacted-text.js';
import { knownPlace } from './user-place.js';

/** A place in a stack that is text. */
const PLACE = /(?:\(|at (?:async )?)((?:file:\/\/|\/|[A-Z]:\\)[^()]*):(\d+):(\d+)\)?$/;

/** An error as the page shows it, with the user's code where it was made. Never throws, whatever was thrown. */
export function shownError(error: unknown, at: number): ErrorView {
  const stack = textAt(error, 'stack');
  const place = placeIn(stack);
  return {
    at,
    name: textAt(error, 'name') || 'Error',
    message: redactedText(messageOf(error)),
    stack: redactedText(stack.slice(0, 8000)),
    place,
    code: (place === undefined ? [] : frameAround(place, textOf(place))).map(({ number, text }) => ({
      line: number,
      text,
    })),
  };
}

/** `TypeError: x is no function`. */
export function firstLineOf(error: unknown): string {
  const name = textAt(error, 'name');
  const [line = ''] = redactedText(messageOf(error)).split('\n', 1);
  return name === '' ? line : `${name}: ${line}`;
}

function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null) return textAt(error, 'message');
  return typeof error === 'function' ? '[function]' : String(error);
}

function textAt(error: unknown, name: string): string {
  const value = attempt(() => (error as Record<string, unknown> | null)?.[name]);
  return typeof value === 'string' ? value : '';
}

function placeIn(stack: string): CodePlace | undefined {
  for (const text of stack.split('\n').slice(0, 50)) {
    const [, file, line, column] = PLACE.exec(text.trim()) ?? [];
    if (file === undefined || ownerOf(file) !== 'user') continue;
    const call = { file, line: Number(line), column: Number(column), function: '', isAsync: false, branch: undefined };
    return knownPlace(call);
  }
  return undefined;
}
