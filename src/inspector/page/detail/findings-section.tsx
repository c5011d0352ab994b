import type { JSX } from 'preact';

import type { FindingView, RequestDetail } from '../../api.js';
import type { Place } from '../model/route.js';
import { visibleText } from '../model/visible-text.js';
import { CopyButton } from '../parts/copy-button.js';
import { LongText } from '../parts/long-text.js';
import { SourcePlace } from '../parts/source-place.js';
import { placeId } from './place-id.js';
import { Section } from './section.js';

/** What the doctor found, each with what mends it. */
export function FindingsSection({
  detail,
  place,
}: {
  detail: RequestDetail;
  place: Place | undefined;
}): JSX.Element | null {
  const { findings } = detail;
  if (findings.length === 0) return null;
  return (
    <Section id="findings" title="Findings" count={findings.length}>
      {findings.map((finding, index) => {
        const n = index + 1;
        const isTarget = place?.kind === 'finding' && place.n === n;
        return <Finding key={n} finding={finding} n={n} isTarget={isTarget} />;
      })}
    </Section>
  );
}

function Finding({ finding, n, isTarget }: { finding: FindingView; n: number; isTarget: boolean }): JSX.Element {
  const { code, grade, message, place, count, mend, mendCode, report } = finding;
  const mendText = mendCode.join('\n');
  return (
    <article class={`card warning${isTarget ? ' target' : ''}`} id={placeId({ kind: 'finding', n })}>
      <h4>
        <LongText text={message} />
      </h4>
      <p class="quiet">
        <SourcePlace place={place} /> · {visibleText(grade)}
        {count > 1 && `, seen ${count} times`} · <code>{visibleText(code)}</code>
      </p>
      <p>
        <b>Mend: </b>
        <LongText text={mend} />
      </p>
      {mendCode.length > 0 && (
        <div class="mend">
          <pre>
            <code>{visibleText(mendText)}</code>
          </pre>
          <CopyButton label="Copy the mend" text={() => mendText} />
        </div>
      )}
      <details>
        <summary>The whole report</summary>
        <pre>
          <LongText text={report} />
        </pre>
      </details>
    </article>
  );
}
