import type { JSX } from 'preact';

import type { RequestDetail, SpanView } from '../../api.js';
import type { Feed } from '../api/feed.js';
import { useRequest } from '../detail/use-request.js';
import { compareSpans } from '../model/comparison.js';
import { formatDuration, formatOffset, shorten } from '../model/format.js';
import { visibleText } from '../model/visible-text.js';
import { Bar } from '../parts/bar.js';
import { StatusMark } from '../parts/status-mark.js';

interface CompareViewProps {
  readonly feed: Feed;
  readonly keys: readonly [left: string, right: string];
  readonly addressOf: (key: string) => string;
}

/** Two requests side by side, their spans aligned by name. */
export function CompareView({ feed, keys: [leftKey, rightKey], addressOf }: CompareViewProps): JSX.Element {
  const left = useRequest(feed, leftKey);
  const right = useRequest(feed, rightKey);
  const failure = left.failure ?? right.failure;
  if (failure !== undefined)
    return (
      <p class="notice bad" role="alert">
        {failure}
      </p>
    );
  if (left.detail === undefined || right.detail === undefined) return <p class="quiet">Reads …</p>;
  return <Comparison left={left.detail} right={right.detail} addressOf={addressOf} />;
}

interface ComparisonProps {
  readonly left: RequestDetail;
  readonly right: RequestDetail;
  readonly addressOf: (key: string) => string;
}

function Comparison({ left, right, addressOf }: ComparisonProps): JSX.Element {
  const rows = compareSpans(left, right);
  const total = Math.max(spread(left), spread(right), 0.001);
  const most = Math.max(...rows.slice(0, 1000).map(({ difference }) => Math.abs(difference)), 0.001);
  return (
    <article class="compare">
      <h2 id="request-title" tabIndex={-1}>
        Two requests compared
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Span</th>
            {[left, right].map((detail, index) => (
              <th scope="col" key={index}>
                <a href={addressOf(detail.key)}>{visibleText(shorten(detail.name, 80))}</a>{' '}
                <StatusMark request={detail} /> {detail.duration !== undefined && formatDuration(detail.duration)}
              </th>
            ))}
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 1000).map(({ depth, left: one, right: other, difference }, index) => (
            <tr key={index} class={Math.abs(difference) >= most * 0.5 && most > 1 ? 'differs' : ''}>
              <th scope="row" style={{ '--depth': String(Math.min(depth, 12)) }}>
                {visibleText(namesOf(one, other))}
              </th>
              <Side span={one} startedAt={left.startedAt} total={total} />
              <Side span={other} startedAt={right.startedAt} total={total} />
              <td class={difference > 0 ? 'longer' : 'shorter'}>{formatOffset(difference)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}

function Side({
  span,
  startedAt,
  total,
}: {
  span: SpanView | undefined;
  startedAt: number;
  total: number;
}): JSX.Element {
  if (span === undefined) return <td class="quiet">not there</td>;
  return (
    <td class="side">
      <span class="track">
        <Bar
          from={(span.startedAt - startedAt) / total}
          size={(span.duration ?? 0) / total}
          look={span.error === undefined ? span.kind : 'bad'}
        />
      </span>
      <span class="side-took">{span.duration === undefined ? 'runs' : formatDuration(span.duration)}</span>
    </td>
  );
}

function namesOf(one: SpanView | undefined, other: SpanView | undefined): string {
  const names = new Set([one, other].flatMap((span) => (span === undefined ? [] : shorten(span.name, 120))));
  return [...names].join(' ↔ ');
}

function spread({ spans, startedAt, duration = 0 }: RequestDetail): number {
  const ends = spans.map((span) => span.startedAt - startedAt + (span.duration ?? 0));
  return ends.reduce((one, other) => Math.max(one, other), duration);
}
