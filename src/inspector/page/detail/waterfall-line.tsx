import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { formatOffset, onOneLine, shorten } from '../model/format.js';
import type { Place } from '../model/route.js';
import { visibleText } from '../model/visible-text.js';
import type { LineRow } from '../model/waterfall.js';
import { levelOf, LineWhole } from '../parts/line-whole.js';
import { SourcePlace } from '../parts/source-place.js';
import { placeId } from './place-id.js';

interface Props {
  readonly row: LineRow;
  readonly startedAt: number;
  readonly total: number;
  readonly isTarget: boolean;
  readonly addressOf: (place: Place) => string;
}

/** A line that was logged, as a row at its time; it opens to show its fields, and a link to it. */
export function WaterfallLine({ row, startedAt, total, isTarget, addressOf }: Props): JSX.Element {
  const { line, depth, n, isLate } = row;
  const [isOpen, setIsOpen] = useState(isTarget);
  const offset = line.at - startedAt;
  const style = { '--depth': String(Math.min(depth, 12)), '--from': `${(offset / total) * 100}%` };
  return (
    <li
      id={placeId({ kind: 'line', n })}
      class={`line-row level-${levelOf(line)}${isTarget ? ' target' : ''}${isLate ? ' late' : ''}`}
      style={style}
    >
      <button type="button" class="waterfall-row" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <span class="row-name">
          {isLate && <em class="tag late">after the response</em>}
          {line.level !== '' && <span class="level">{visibleText(shorten(line.level, 12))}</span>}{' '}
          <span class="line-text">{visibleText(onOneLine(line.text, 300))}</span> <SourcePlace place={line.place} />
        </span>
        <span class="track">
          <span class="dot" aria-hidden="true" />
        </span>
        <span class="row-took">{formatOffset(offset)}</span>
      </button>
      {isOpen && (
        <div class="line-whole">
          <LineWhole line={line} />
          <a href={addressOf({ kind: 'line', n })}>Link to this line</a>
        </div>
      )}
    </li>
  );
}
