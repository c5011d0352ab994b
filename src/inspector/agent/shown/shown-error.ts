import { frameAround } from '../../../doctor/report/code-frame.js';
import { ownerOf } from '../../../doctor/source/owner-of.js';
import { textOf } from '../../../doctor/source/place.js';
import type { CodePlace, ErrorView } from '../../api.js';
import { redactedText } from '../../redact/redacted-text.js';
import type { ErrorParts } from './error-parts.js';
import { knownPlace } from './user-place.js';

/** A place in a stack that is text. */
const PLACE = /(?:\(|at (?:async )?)((?:file:\/\/|\/|[A-Z]:\\)[^()]*):(\d+):(\d+)\)?$/;

/** An error as the page shows it, with the user's code where it was made. */
export function shownError({ name, message, stack: stackIn }: ErrorParts, at: number): ErrorView {
  const stack = stackIn();
  const place = placeIn(stack);
  return {
    at,
    name: name || 'Error',
    message: redactedText(message),
    stack: redactedText(stack.slice(0, 8000)),
    place,
    code: (place === undefined ? [] : frameAround(place, textOf(place), redactedText)).map(({ number, text }) => ({
      line: number,
      text,
    })),
  };
}

/** `TypeError: x is no function`. */
export function firstLineOf({ name, message }: Pick<ErrorParts, 'name' | 'message'>): string {
  const [line = ''] = redactedText(message).split('\n', 1);
  return name === '' ? line : `${name}: ${line}`;
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
