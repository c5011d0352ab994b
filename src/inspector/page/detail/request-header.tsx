import type { ComponentChildren, JSX } from 'preact';

import type { RequestDetail } from '../../api.js';
import { formatClock, formatDuration, formatOpen, formatShare } from '../model/format.js';
import { visibleText } from '../model/visible-text.js';
import { Bar } from '../parts/bar.js';
import { StatusMark } from '../parts/status-mark.js';

/** What a request is, and how it went: method, path, status, duration, ran against waited. */
export function RequestHeader({ detail }: { detail: RequestDetail }): JSX.Element {
  const { method, path, query = '', name, kind, duration, ran, startedAt, id, traceId, service, client } = detail;
  return (
    <header class="request-header">
      <h2 id="request-title" tabIndex={-1}>
        <span class="method">{visibleText(method === '' ? kind : method)}</span>{' '}
        <span class="text">{visibleText(path === '' ? name : path)}</span>
        {query !== '' && <span class="text query">?{visibleText(query)}</span>}
      </h2>
      <p class="facts">
        <StatusMark request={detail} />
        <b>{formatOpen(duration, detail.state)}</b>
        {ran !== undefined && duration !== undefined && (
          <span class="ran">
            <Bar size={1} filled={ran / duration} />
            ran {formatDuration(ran)} ({formatShare(ran, duration)}), waited{' '}
            {formatDuration(Math.max(0, duration - ran))}
          </span>
        )}
      </p>
      <dl class="facts">
        <Fact name="Started">{formatClock(startedAt)}</Fact>
        <Fact name="Service">{visibleText(service)}</Fact>
        {id !== '' && <Fact name={id === traceId ? 'Id and trace' : 'Id'}>{visibleText(id)}</Fact>}
        {id !== traceId && <Fact name="Trace">{visibleText(traceId)}</Fact>}
        {client !== '' && <Fact name="Client">{visibleText(client)}</Fact>}
      </dl>
    </header>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
