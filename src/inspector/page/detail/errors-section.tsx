import type { JSX } from 'preact';

import type { ErrorView, RequestDetail } from '../../api.js';
import { formatOffset } from '../model/format.js';
import type { Place } from '../model/route.js';
import { visibleText } from '../model/visible-text.js';
import { LongText } from '../parts/long-text.js';
import { SourcePlace } from '../parts/source-place.js';
import { placeId } from './place-id.js';
import { Section } from './section.js';

/** What a request failed with, with the code around it. */
export function ErrorsSection({
  detail,
  place,
}: {
  detail: RequestDetail;
  place: Place | undefined;
}): JSX.Element | null {
  const { errors, startedAt } = detail;
  if (errors.length === 0) return null;
  return (
    <Section id="errors" title="Errors" count={errors.length}>
      {errors.map((error, index) => {
        const isTarget = place?.kind === 'error' && place.n === index + 1;
        return <Failure key={index} error={error} n={index + 1} isTarget={isTarget} startedAt={startedAt} />;
      })}
    </Section>
  );
}

interface FailureProps {
  readonly error: ErrorView;
  readonly n: number;
  readonly isTarget: boolean;
  readonly startedAt: number;
}

function Failure({ error, n, isTarget, startedAt }: FailureProps): JSX.Element {
  const { name, message, place, at, code, stack } = error;
  return (
    <article class={`card bad${isTarget ? ' target' : ''}`} id={placeId({ kind: 'error', n })}>
      <h4>
        {visibleText(name)}: <LongText text={message} />
      </h4>
      <p class="quiet">
        <SourcePlace place={place} /> at {formatOffset(at - startedAt)}
      </p>
      {code.length > 0 && (
        <pre class="code" role="group" tabIndex={0} aria-label="The code around it">
          {code.map(({ line, text }) => (
            <code key={line} class={line === place?.line ? 'code-line here' : 'code-line'}>
              <span class="code-mark">{line === place?.line ? '▶' : ' '}</span>
              <span class="code-number">{line}</span>
              {line === place?.line ? <mark>{visibleText(text)}</mark> : visibleText(text)}
            </code>
          ))}
        </pre>
      )}
      <details>
        <summary>Stack</summary>
        <pre>
          <LongText text={stack} />
        </pre>
      </details>
    </article>
  );
}
