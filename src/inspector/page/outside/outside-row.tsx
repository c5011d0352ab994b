import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { OutsideLine } from '../../api.js';
import { formatClock, onOneLine, shorten } from '../model/format.js';
import { visibleText } from '../model/visible-text.js';
import { levelOf, LineWhole } from '../parts/line-whole.js';
import { SourcePlace } from '../parts/source-place.js';

interface OutsideRowProps {
  readonly line: OutsideLine;
  /** The requests whose code may have written it. */
  readonly lostBy: readonly { readonly key: string; readonly name: string; readonly address: string }[];
  readonly isServiceShown: boolean;
}

/** A line that stands in no request; it opens to show all of it. */
export function OutsideRow({ line, lostBy, isServiceShown }: OutsideRowProps): JSX.Element {
  const { at, level, text, place, service } = line;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <li class={`line-row level-${levelOf(line)}`}>
      <button type="button" class="outside-row" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <span class="row-time">{formatClock(at)}</span>
        <span class="row-name">
          {level !== '' && <span class="level">{visibleText(shorten(level, 12))}</span>}{' '}
          <span class="line-text">{visibleText(onOneLine(text, 300))}</span> <SourcePlace place={place} />
          {isServiceShown && <em class="tag service">{visibleText(shorten(service, 40))}</em>}
        </span>
      </button>
      {lostBy.length > 0 && (
        <p class="lost-by">
          <span aria-hidden="true">⚠ </span>The context was lost. The line may belong to{' '}
          {lostBy.map(({ key, name, address }, index) => (
            <span key={key}>
              {index > 0 && ' or '}
              <a href={address}>{visibleText(shorten(name, 80))}</a>
            </span>
          ))}
        </p>
      )}
      {isOpen && (
        <div class="line-whole">
          <LineWhole line={line} />
        </div>
      )}
    </li>
  );
}
