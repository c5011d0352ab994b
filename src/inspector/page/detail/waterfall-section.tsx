import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { RequestDetail } from '../../api.js';
import { formatCount, formatDuration } from '../model/format.js';
import type { Place } from '../model/route.js';
import { waterfall } from '../model/waterfall.js';
import { Section } from './section.js';
import { WaterfallLine } from './waterfall-line.js';
import { WaterfallSpan } from './waterfall-span.js';

/** How many rows are drawn at once. */
const PART = 300;

interface Props {
  readonly detail: RequestDetail;
  readonly place: Place | undefined;
  readonly addressOf: (place: Place) => string;
  readonly now: number;
}

/** The spans of a request on one axis of time, and its lines among them. */
export function WaterfallSection({ detail, place, addressOf, now }: Props): JSX.Element {
  const [most, setMost] = useState(PART);
  const { rows, startedAt, total, endedAt } = waterfall(detail, now);
  const wanted = rows.findIndex(({ kind, n }) => kind === place?.kind && n === place.n);
  const drawn = rows.slice(0, Math.max(most, wanted + 50));
  const end = endedAt === undefined ? undefined : (endedAt - startedAt) / total;
  const hasLate = rows.some(({ isLate }) => isLate);
  return (
    <Section id="timeline" title="Spans and lines">
      <div class={`waterfall${hasLate ? ' has-late' : ''}`} style={{ '--end': `${(end ?? 1) * 100}%` }}>
        <div class="axis" aria-hidden="true">
          <span />
          <span class="axis-track">
            {[0, 0.25, 0.5, 0.75, 1].map((part) => (
              <span key={part} class="tick" style={{ '--from': `${part * 100}%` }}>
                {formatDuration(total * part)}
              </span>
            ))}
          </span>
          <span />
        </div>
        <ol>
          {drawn.map((row) => {
            const isTarget = row.kind === place?.kind && row.n === place.n;
            const common = { startedAt, total, isTarget, addressOf };
            return row.kind === 'span' ? (
              <WaterfallSpan key={`span-${row.n}`} row={row} now={now} detail={detail} {...common} />
            ) : (
              <WaterfallLine key={`line-${row.n}`} row={row} {...common} />
            );
          })}
        </ol>
      </div>
      {rows.length > drawn.length && (
        <button type="button" class="button" onClick={() => setMost(drawn.length + PART)}>
          Show more of {formatCount(rows.length)} rows
        </button>
      )}
    </Section>
  );
}
