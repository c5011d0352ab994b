import type { JSX } from 'preact';

import type { LineView } from '../../api.js';
import { LongText } from './long-text.js';

/** All of a line that was logged: its text, and its fields where it has them. */
export function LineWhole({ line: { text, fields } }: { line: LineView }): JSX.Element {
  return (
    <>
      <pre>
        <LongText text={text} />
      </pre>
      {fields !== undefined && (
        <pre class="fields">
          <LongText text={pretty(fields)} />
        </pre>
      )}
    </>
  );
}

/** The level of a line as a part of a class; `''` where it is no single word. */
export function levelOf({ level }: LineView): string {
  return /^[a-z]{1,12}$/i.test(level) ? level.toLowerCase() : '';
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), undefined, 2);
  } catch {
    return json;
  }
}
