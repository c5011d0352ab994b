import type { JSX } from 'preact';

import type { RequestDetail } from '../../api.js';
import type { Place } from '../model/route.js';
import { standsOut } from '../model/stands-out.js';
import { visibleText } from '../model/visible-text.js';
import { Section } from './section.js';

const MARKS = { bad: '✕', warning: '▲', note: '•' } as const;

interface Props {
  readonly detail: RequestDetail;
  readonly addressOf: (place: Place) => string;
}

/** What is unusual in a request, in words, each a link to where it is. */
export function StandsOutSection({ detail, addressOf }: Props): JSX.Element {
  const all = standsOut(detail);
  return (
    <Section id="stands-out" title="What stands out">
      {all.length === 0 && <p class="quiet">Nothing: no error, no finding, no span that took most of the time.</p>}
      <ul class="stands-out">
        {all.map(({ weight, text, place }) => (
          <li key={text} class={weight}>
            <span aria-hidden="true">{MARKS[weight]}</span>
            {place === undefined ? visibleText(text) : <a href={addressOf(place)}>{visibleText(text)}</a>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
