import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { FindingView } from '../../api.js';
import type { Feed } from '../api/feed.js';
import { fetchFindings } from '../api/fetch-json.js';
import { FindingCard } from '../detail/finding-card.js';
import { Section } from '../detail/section.js';
import { useFeed } from '../use-feed.js';

interface Asked {
  readonly findings?: readonly FindingView[];
  readonly failure?: string;
}

/** All that the doctor found, also outside of any request. They are asked for again when there are more. */
export function FindingsView({ feed }: { feed: Feed }): JSX.Element {
  useFeed(feed);
  const count = feed.status?.findings ?? 0;
  const [{ findings, failure }, setAsked] = useState<Asked>({});
  useEffect(() => {
    let isGone = false;
    fetchFindings()
      .catch((error: Error): Asked => ({ failure: error.message }))
      .then((asked) => (isGone ? undefined : setAsked(asked)))
      .catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [count]);
  return (
    <article>
      <h2 id="request-title" tabIndex={-1}>
        Findings
      </h2>
      <p class="quiet">What the doctor saw in all requests, and outside of them.</p>
      {failure !== undefined && (
        <p class="notice bad" role="alert">
          {failure}
        </p>
      )}
      {findings?.length === 0 && <p>None so far.</p>}
      {findings !== undefined && findings.length > 0 && (
        <Section id="findings" title="All of them" count={findings.length}>
          {findings.map((finding, index) => (
            <FindingCard key={index} finding={finding} n={index + 1} isTarget={false} />
          ))}
        </Section>
      )}
    </article>
  );
}
