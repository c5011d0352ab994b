import type { JSX } from 'preact';

import type { RequestDetail } from '../../api.js';
import { visibleText } from '../model/visible-text.js';
import { LongText } from '../parts/long-text.js';
import { Section } from './section.js';

/** The headers that a request came with. */
export function HeadersSection({ detail }: { detail: RequestDetail }): JSX.Element | null {
  const headers = Object.entries(detail.headers);
  if (headers.length === 0) return null;
  return (
    <Section id="headers" title="Headers">
      <dl class="attributes">
        {headers.map(([name, value]) => (
          <div key={name}>
            <dt>{visibleText(name)}</dt>
            <dd>
              <LongText text={value} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
