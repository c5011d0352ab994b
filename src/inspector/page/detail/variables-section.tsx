import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { RequestDetail, VariableEvent } from '../../api.js';
import { formatCount, formatOffset, shorten } from '../model/format.js';
import { type TaskRow, taskRows, variableNames } from '../model/task-tree.js';
import { visibleText } from '../model/visible-text.js';
import { LongText } from '../parts/long-text.js';
import { SourcePlace } from '../parts/source-place.js';
import { placeId } from './place-id.js';
import { Section } from './section.js';

const PART = 300;

/** Which variable got which value when, by which line, in which task. */
export function VariablesSection({ detail }: { detail: RequestDetail }): JSX.Element | null {
  const [only, setOnly] = useState<string>();
  const [most, setMost] = useState(PART);
  const names = variableNames(detail);
  if (names.length === 0 && detail.tasks.length < 2) return null;
  const rows = taskRows(detail, only);
  return (
    <Section id="variables" title="Variables and tasks">
      {names.length > 1 && (
        <div class="choices" role="group" aria-label="Show one variable">
          <Choice label="All" isOn={only === undefined} onChoose={() => setOnly(undefined)} />
          {names.slice(0, 30).map((name) => (
            <Choice key={name} label={name} isOn={only === name} onChoose={() => setOnly(name)} />
          ))}
        </div>
      )}
      <ol class="tasks">
        {rows.slice(0, most).map((row, index) => (
          <Row key={index} row={row} startedAt={detail.startedAt} />
        ))}
      </ol>
      {rows.length > most && (
        <button type="button" class="button" onClick={() => setMost(most + PART)}>
          Show more of {formatCount(rows.length)} rows
        </button>
      )}
    </Section>
  );
}

function Choice({ label, isOn, onChoose }: { label: string; isOn: boolean; onChoose: () => void }): JSX.Element {
  return (
    <button type="button" class="button small" aria-pressed={isOn} onClick={onChoose}>
      {visibleText(shorten(label, 40))}
    </button>
  );
}

function Row({ row, startedAt }: { row: TaskRow; startedAt: number }): JSX.Element {
  const style = { '--depth': String(Math.min(row.depth, 12)) };
  const time = <span class="row-time">{formatOffset(row.at - startedAt)}</span>;
  if (row.kind === 'event') {
    return (
      <li class="variable-row" style={style}>
        {time}
        <span class="row-name">
          <Change event={row.event} /> <SourcePlace place={row.event.place} />
        </span>
      </li>
    );
  }
  return (
    <li class="task-row" style={style} id={placeId({ kind: 'task', n: row.n })}>
      {time}
      <span class="row-name">
        <b>{row.task.parent === undefined ? 'The request' : `Task ${row.task.id}`}</b>{' '}
        <SourcePlace place={row.task.place} />
      </span>
    </li>
  );
}

function Change({ event: { what, variable, value } }: { event: VariableEvent }): JSX.Element {
  const name = <b class="variable">{visibleText(shorten(variable, 100))}</b>;
  if (value === undefined) return <>{name} has no value any more</>;
  return (
    <>
      {name} {what === 'set' ? '=' : 'is again'}{' '}
      <code>
        <LongText text={value} />
      </code>
    </>
  );
}
