import type { JSX } from 'preact';

import type { RequestSummary } from '../../api.js';
import { formatClock, formatCounted, formatDuration, shorten } from '../model/format.js';
import { SLOW } from '../model/slow.js';
import { visibleText } from '../model/visible-text.js';
import { Bar } from '../parts/bar.js';
import { StatusMark } from '../parts/status-mark.js';
import { ROW } from './virtual-rows.js';

interface RequestRowProps {
  readonly request: RequestSummary;
  readonly index: number;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly isBase: boolean;
  /** What a whole bar stands for, in milliseconds. */
  readonly longest: number;
  readonly address: string;
}

/** One request in the list. */
export function RequestRow(props: RequestRowProps): JSX.Element {
  const { request, index, isActive, isOpen, isBase, longest, address } = props;
  const { duration, ran, error, counts } = request;
  const isBad = error !== undefined || (request.status ?? 0) >= 500 || request.state === 'lost';
  const isSlow = duration !== undefined && duration >= SLOW;
  const look = `row${isActive ? ' active' : ''}${isOpen ? ' open' : ''}${isBad ? ' failed' : ''}${isBase ? ' base' : ''}`;
  return (
    <div
      role="row"
      id={`row-${request.sequence}`}
      class={look}
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      data-key={request.key}
      style={{ transform: `translateY(${index * ROW}px)` }}
    >
      <span role="gridcell" class="cell-time">
        {formatClock(request.startedAt)}
      </span>
      <span role="gridcell" class="cell-status">
        <StatusMark request={request} />
      </span>
      <span role="gridcell" class="cell-name">
        <a href={address} tabIndex={-1} title={error === undefined ? undefined : visibleText(shorten(error, 300))}>
          <b>{visibleText(request.method === '' ? request.kind : request.method)}</b>{' '}
          {visibleText(shorten(request.path === '' ? request.name : request.path, 300))}
        </a>
        {isBase && <em class="tag">compare</em>}
      </span>
      <span role="gridcell" class="cell-marks">
        <Marks {...counts} />
      </span>
      <span role="gridcell" class={`cell-duration${isSlow ? ' slow' : ''}`}>
        {duration === undefined ? (request.state === 'running' ? '…' : '–') : formatDuration(duration)}
        {isSlow && <span class="hidden"> slow</span>}
      </span>
      <span role="gridcell" class="cell-bar">
        <Bar
          size={duration === undefined ? (request.state === 'running' ? 1 : 0) : duration / longest}
          filled={ran === undefined || duration === undefined ? 0 : ran / duration}
          look={request.state === 'running' ? 'going' : isSlow ? 'slow' : ''}
        />
        <span class="hidden">{ran === undefined ? '' : `ran ${formatDuration(ran)}`}</span>
      </span>
      <span role="gridcell" class="cell-id">
        {visibleText(shorten(request.id === '' ? request.traceId : request.id, 60))}
      </span>
    </div>
  );
}

function Marks({ spans, lines, findings }: RequestSummary['counts']): JSX.Element {
  return (
    <>
      {findings > 0 && (
        <span class="mark finding" title={formatCounted(findings, 'finding')}>
          <span aria-hidden="true">⚠</span>
          {findings}
          <span class="hidden"> {findings === 1 ? 'finding' : 'findings'}</span>
        </span>
      )}
      {spans > 0 && <span class="mark">{formatCounted(spans, 'span')}</span>}
      {lines > 0 && <span class="mark">{formatCounted(lines, 'line')}</span>}
    </>
  );
}
