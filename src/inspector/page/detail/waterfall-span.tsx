import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { RequestDetail } from '../../api.js';
import { formatOffset, formatOpen, formatPlace, shorten } from '../model/format.js';
import type { Place } from '../model/route.js';
import { spanLabel } from '../model/span-noun.js';
import { visibleText } from '../model/visible-text.js';
import type { SpanRow } from '../model/waterfall.js';
import { Bar } from '../parts/bar.js';
import { LongText } from '../parts/long-text.js';
import { SourcePlace } from '../parts/source-place.js';
import { placeId } from './place-id.js';

interface Props {
  readonly row: SpanRow;
  readonly startedAt: number;
  readonly total: number;
  readonly now: number;
  /** The request that it is of. */
  readonly detail: RequestDetail;
  readonly isTarget: boolean;
  readonly addressOf: (place: Place) => string;
}

/** A span as a row; it opens to show its attributes. */
export function WaterfallSpan({ row, startedAt, total, now, detail, isTarget, addressOf }: Props): JSX.Element {
  const { span, depth, n, isLate } = row;
  const [isOpen, setIsOpen] = useState(isTarget);
  const isGoing = span.duration === undefined && detail.state === 'running';
  const duration = span.duration ?? Math.max(0, now - span.startedAt);
  const took = formatOpen(span.duration, detail.state);
  const look = `${span.kind}${span.error === undefined ? '' : ' bad'}${isGoing ? ' going' : ''}`;
  const style = { '--depth': String(Math.min(depth, 12)) };
  return (
    <li
      id={placeId({ kind: 'span', n })}
      class={`span-row${isTarget ? ' target' : ''}${isLate ? ' late' : ''}`}
      style={style}
    >
      <button type="button" class="waterfall-row" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <span class="row-name">
          {isLate && <em class="tag late">after the response</em>}
          {span.error !== undefined && <span class="bad-text">✕ </span>}
          {visibleText(shorten(spanLabel(span), 200))} <SourcePlace place={span.place} />
          {span.service !== '' && span.service !== detail.service && (
            <em class="tag service">{visibleText(shorten(span.service, 40))}</em>
          )}
        </span>
        <span class="track">
          <Bar from={(span.startedAt - startedAt) / total} size={duration / total} look={look} />
        </span>
        <span class="row-took">{took}</span>
      </button>
      {isOpen && (
        <div class="span-whole">
          <dl class="attributes">
            {span.error !== undefined && <Attribute name="error" value={span.error} />}
            <Attribute name="starts at" value={formatOffset(span.startedAt - startedAt)} />
            <Attribute name="kind" value={span.kind} />
            {span.callers !== undefined && (
              <Attribute name="called from" value={span.callers.map(formatPlace).join(', ')} />
            )}
            {span.service !== '' && <Attribute name="service" value={span.service} />}
            {Object.entries(span.attributes).map(([name, value]) => (
              <Attribute key={name} name={name} value={String(value)} />
            ))}
            {span.events.map((event) => (
              <Attribute
                key={`${event.at}${event.name}`}
                name={formatOffset(event.at - startedAt)}
                value={event.name}
              />
            ))}
          </dl>
          <a href={addressOf({ kind: 'span', n })}>Link to this span</a>
        </div>
      )}
    </li>
  );
}

function Attribute({ name, value }: { name: string; value: string }): JSX.Element {
  return (
    <div>
      <dt>{visibleText(shorten(name, 200))}</dt>
      <dd>
        <LongText text={value} />
      </dd>
    </div>
  );
}
