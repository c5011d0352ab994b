import type { JSX } from 'preact';

import type { FindingView } from '../../api.js';
import { visibleText } from '../model/visible-text.js';
import { CopyButton } from '../parts/copy-button.js';
import { LongText } from '../parts/long-text.js';
import { SourcePlace } from '../parts/source-place.js';
import { placeId } from './place-id.js';

interface FindingCardProps {
  readonly finding: FindingView;
  readonly n: number;
  readonly isTarget: boolean;
}

/** A finding of the doctor, with what mends it. */
export function FindingCard({ finding, n, isTarget }: FindingCardProps): JSX.Element {
  const { code, grade, message, place, count, mend, mendCode, report } = finding;
  const mendText = mendCode.join('\n');
  return (
    <article class={`card warning${isTarget ? ' target' : ''}`} id={placeId({ kind: 'finding', n })}>
      <h4>
        <LongText text={message} />
      </h4>
      <p class="quiet">
        <SourcePlace place={place} /> · {visibleText(grade)}
        {count > 1 && `, seen ${count} times in all`} · <code>{visibleText(code)}</code>
      </p>
      <p>
        <b>Mend: </b>
        <LongText text={mendCode.length > 0 ? `${mend}:` : mend} />
      </p>
      {mendCode.length > 0 && (
        <div class="mend">
          <pre>
            <code>{visibleText(mendText)}</code>
          </pre>
          <CopyButton label="Copy the code" text={() => mendText} />
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
