import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { formatCount } from '../model/format.js';
import { visibleText } from '../model/visible-text.js';

const MOST = 2000;

/** A text of the application, cut where it is long, with a button for the rest. */
export function LongText({ text }: { text: string }): JSX.Element {
  const [isWhole, setIsWhole] = useState(false);
  const isCut = text.length > MOST && !isWhole;
  return (
    <span class="text">
      {visibleText(isCut ? text.slice(0, MOST) : text)}
      {isCut && (
        <>
          {'… '}
          <button type="button" class="button small" onClick={() => setIsWhole(true)}>
            Show all {formatCount(text.length)} characters
          </button>
        </>
      )}
    </span>
  );
}
