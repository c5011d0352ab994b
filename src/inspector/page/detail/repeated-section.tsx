import type { JSX } from 'preact';

import type { RequestDetail } from '../../api.js';
import { formatDuration } from '../model/format.js';
import type { Place } from '../model/route.js';
import { repeatedSpan, spanText } from '../model/span-noun.js';
import { LongText } from '../parts/long-text.js';
import { SourcePlace } from '../parts/source-place.js';
import { placeId } from './place-id.js';
import { Section } from './section.js';

/** Spans that do the same from the same line, such as a query in a loop. */
export function RepeatedSection({
  detail,
  place,
}: {
  detail: RequestDetail;
  place: Place | undefined;
}): JSX.Element | null {
  const { repeated, spans } = detail;
  if (repeated.length === 0) return null;
  return (
    <Section id="repeated" title="Repeated" count={repeated.length}>
      <ul class="repeated">
        {repeated.map((view, index) => {
          const span = repeatedSpan(spans, view);
          const here: Place = { kind: 'repeated', n: index + 1 };
          const isTarget = place?.kind === 'repeated' && place.n === here.n;
          return (
            <li key={here.n} id={placeId(here)} class={isTarget ? 'target' : ''}>
              <b>{view.count} times</b>
              {view.place !== undefined && ' from '}
              <SourcePlace place={view.place} />, {formatDuration(view.total)} in all
              <pre>
                <LongText text={span === undefined ? view.name : spanText(span)} />
              </pre>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
