import type { JSX } from 'preact';

import type { OutsideLine } from '../../api.js';
import type { Feed } from '../api/feed.js';
import { FindingCard } from '../detail/finding-card.js';
import { Section } from '../detail/section.js';
import { formatCounted } from '../model/format.js';
import { useFeed } from '../use-feed.js';
import { OutsideRow } from './outside-row.js';
import { useOutside } from './use-outside.js';

interface OutsideViewProps {
  readonly feed: Feed;
  readonly addressOf: (key: string) => string;
}

/** The lines that stand in no request, and what the doctor found about code that lost its context. */
export function OutsideView({ feed, addressOf }: OutsideViewProps): JSX.Element {
  useFeed(feed);
  const { outside, findings, failure, loadOlder } = useOutside(feed);
  const { lines, hasOlder, dropped } = outside ?? { lines: [], hasOlder: false, dropped: 0 };
  const isOfOne = new Set(lines.map(({ service }) => service)).size < 2;
  const row = (line: OutsideLine): JSX.Element => {
    const lostBy = line.lostBy.map((key) => ({ key, name: feed.list.find(key)?.name ?? key, address: addressOf(key) }));
    return <OutsideRow key={line.sequence} line={line} lostBy={lostBy} isServiceShown={!isOfOne} />;
  };
  return (
    <article>
      <h2 id="request-title" tabIndex={-1}>
        Outside of requests
      </h2>
      <p class="quiet">
        Lines that stand in no request: those of the start, of timers, and of code that lost the context of its request.
      </p>
      {failure !== undefined && (
        <p class="notice bad" role="alert">
          {failure}
        </p>
      )}
      {findings.length > 0 && (
        <Section id="findings" title="Lost contexts" count={findings.length}>
          {findings.map((finding, index) => (
            <FindingCard key={index} finding={finding} n={index + 1} isTarget={false} />
          ))}
        </Section>
      )}
      <Section id="lines" title="Lines, the newest first">
        {outside !== undefined && lines.length === 0 && <p>None so far.</p>}
        <ol class="outside-lines">{lines.map(row)}</ol>
        {hasOlder && (
          <button type="button" class="button" onClick={loadOlder}>
            Show older lines
          </button>
        )}
        {!hasOlder && dropped > 0 && <p class="quiet">{formatCounted(dropped, 'older line')} had no room.</p>}
      </Section>
    </article>
  );
}
