import type { JSX } from 'preact';

import type { RequestDetail } from '../../api.js';
import type { Place } from '../model/route.js';
import { FindingCard } from './finding-card.js';
import { Section } from './section.js';

interface Props {
  readonly detail: RequestDetail;
  readonly place: Place | undefined;
}

/** What the doctor found in a request, each with what mends it. */
export function FindingsSection({ detail: { findings }, place }: Props): JSX.Element | null {
  if (findings.length === 0) return null;
  return (
    <Section id="findings" title="Findings" count={findings.length}>
      {findings.map((finding, index) => {
        const n = index + 1;
        return <FindingCard key={n} finding={finding} n={n} isTarget={place?.kind === 'finding' && place.n === n} />;
      })}
    </Section>
  );
}
