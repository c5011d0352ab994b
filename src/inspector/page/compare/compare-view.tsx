import type { JSX } from 'preact';

import type { RequestDetail } from '../../api.js';
import type { Feed } from '../api/feed.js';
import { useRequest } from '../detail/use-request.js';
import { type ComparedRow, compareSpans } from '../model/comparison.js';
import { formatDuration, formatOffset, shorten } from '../model/format.js';
import { compareTimes } from '../model/time-spent.js';
import { visibleText } from '../model/visible-text.js';
import { Bar } from '../parts/bar.js';
import { StatusMark } from '../parts/status-mark.js';

interface CompareViewProps {
  readonly feed: Feed;
  readonly keys: readonly [left: string, right: string];
  readonly addressOf: (key: string) => string;
}

/** Two requests side by side: where each ran and waited, and their spans aligned by name. */
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
  const times = compareTimes(left, right);
  const rows = compareSpans(left, right).slice(0, 1000);
  const total = Math.max(spread(left), spread(right), 0.001);
  const most = Math.max(...rows.map(({ difference }) => Math.abs(difference)), 0.001);
  const differs = (difference: number): string => (Math.abs(difference) >= most * 0.5 && most > 1 ? 'differs' : '');
  return (
    <article class="compare">
      <h2 id="request-title" tabIndex={-1}>
        Two requests compared
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Where the time went</th>
            {[left, right].map((detail, index) => (
              <th scope="col" key={index}>
                <a href={addressOf(detail.key)}>{visibleText(shorten(detail.name, 80))}</a>{' '}
                <StatusMark request={detail} /> {detail.duration !== undefined && formatDuration(detail.duration)}
              </th>
            ))}
            <th scope="col">Difference</th>
          </tr>
        </thead>
        {times.length > 0 && (
          <tbody class="times">
            {times.map(({ name, left: one, right: other }) => {
              const difference = (other ?? 0) - (one ?? 0);
              return (
                <tr key={name} class={differs(difference)}>
                  <th scope="row">{name}</th>
                  {[one, other].map((time, index) => (
                    <td key={index}>{time === undefined ? 'not known' : formatDuration(time)}</td>
                  ))}
                  <Difference ms={difference} />
                </tr>
              );
            })}
          </tbody>
        )}
        <tbody>
          {rows.map((row, index) => (
            <tr key={index} class={`${row.kind} ${differs(row.difference)}`}>
              <th scope="row" style={{ '--depth': String(Math.min(row.depth, 12)) }}>
                {visibleText(nameOf(row))}
              </th>
              <Side row={row} side="left" startedAt={left.startedAt} total={total} />
              <Side row={row} side="right" startedAt={right.startedAt} total={total} />
              <Difference ms={row.difference} />
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}

function Difference({ ms }: { ms: number }): JSX.Element {
  return <td class={ms > 0 ? 'longer' : 'shorter'}>{formatOffset(ms)}</td>;
}

interface SideProps {
  readonly row: ComparedRow;
  readonly side: 'left' | 'right';
  readonly startedAt: number;
  readonly total: number;
}

function Side({ row, side, startedAt, total }: SideProps): JSX.Element {
  const stretch = row[side];
  if (stretch === undefined) return <td class="quiet">{row.kind === 'span' ? 'not there' : 'none'}</td>;
  return (
    <td class="side">
      <span class="track">
        <Bar
          from={(stretch.startedAt - startedAt) / total}
          size={(stretch.duration ?? 0) / total}
          look={lookOf(row, side)}
        />
      </span>
      <span class="side-took">{stretch.duration === undefined ? 'runs' : formatDuration(stretch.duration)}</span>
    </td>
  );
}

function lookOf(row: ComparedRow, side: 'left' | 'right'): string {
  if (row.kind === 'gap') return 'gap';
  const span = row[side];
  return span?.error === undefined ? (span?.kind ?? '') : 'bad';
}

function nameOf(row: ComparedRow): string {
  if (row.kind === 'gap') return 'between spans';
  const names = new Set([row.left, row.right].flatMap((span) => (span === undefined ? [] : shorten(span.name, 120))));
  return [...names].join(' ↔ ');
}

function spread({ spans, startedAt, duration = 0 }: RequestDetail): number {
  const ends = spans.map((span) => span.startedAt - startedAt + (span.duration ?? 0));
  return ends.reduce((one, other) => Math.max(one, other), duration);
}
