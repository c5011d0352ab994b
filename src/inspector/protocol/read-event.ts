import { attempt } from '../../core/attempt.js';
import type { CodePlace, ErrorView, FindingView, LineView, SpanView, TaskView, VariableEvent } from '../api.js';
import type { AgentEvent } from './agent-event.js';
import {
  type Fields,
  durationIn,
  fieldsOf,
  hexOf,
  itemsOf,
  numberIn,
  numberOf,
  recordOf,
  textIn,
  textOf,
  timeOf,
  wordOf,
} from './fields.js';

const MAX_ATTRIBUTES = 64;
const MAX_TEXT = 8192;

/** Where a request may be sent again: an address and a port, and nothing else. */
const ADDRESS = /^https?:\/\/(?:[\d.]{7,15}|\[[\da-f:.]{2,45}\]):\d{1,5}$/;

/** What one line of an agent says, first things first. Never throws: what is wrong is left out, or cut. */
export function readEvents(line: string): readonly AgentEvent[] {
  const fields = fieldsIn(line);
  const event = eventOf(fields);
  if (event === undefined) return [];
  if (event.type !== 'request' || fields['end'] === undefined) return [event];
  return [event, READERS.end({ ...fieldsOf(fields['end']), request: event.request })];
}

/** The first thing that a line says; `undefined` where it says nothing that is known. */
export function readEvent(line: string): AgentEvent | undefined {
  return eventOf(fieldsIn(line));
}

function fieldsIn(line: string): Fields {
  return fieldsOf(attempt(() => JSON.parse(line) as unknown));
}

function eventOf(fields: Fields): AgentEvent | undefined {
  const type = textOf(fields['type']);
  const read = Object.hasOwn(READERS, type) ? READERS[type as AgentEvent['type']] : undefined;
  return read?.(fields);
}

const READERS: { readonly [T in AgentEvent['type']]: (fields: Fields) => Extract<AgentEvent, { type: T }> } = {
  hello: (it) => ({
    type: 'hello',
    agent: textOf(it['agent'], 64),
    service: textOf(it['service'], 100),
    pid: numberOf(it['pid']),
  }),
  request: (it) => ({
    type: 'request',
    request: numberOf(it['request']),
    kind: wordOf(it['kind'], ['request', 'websocket', 'job', 'message', 'trace']),
    id: textOf(it['id'], 1024),
    traceId: hexOf(it['traceId'] ?? it['id'], 32),
    spanId: hexOf(it['spanId'], 16),
    parentId: hexOf(it['parentId'], 16),
    name: textIn(it['name'], 1024) ?? `${textOf(it['method'], 32)} ${textOf(it['path'], 1024)}`,
    method: textOf(it['method'], 32),
    path: textOf(it['path'], 1024),
    query: textOf(it['query'], 2048),
    at: timeOf(it['at']),
    headers: recordOf(it['headers'], MAX_ATTRIBUTES, (value) => textIn(value, 1024)),
    client: textOf(it['client'], 100),
    server: ADDRESS.test(textOf(it['server'], 100)) ? textOf(it['server'], 100) : '',
    http2: wordOf(it['http2'], ['', 'http', 'https']),
  }),
  end: (it) => ({
    type: 'end',
    request: numberOf(it['request']),
    at: timeOf(it['at']),
    status: numberIn(it['status']),
    error: textIn(it['error'], 1024),
    ran: durationIn(it['ran']),
  }),
  span: (it) => ({ type: 'span', request: numberOf(it['request']), span: readSpan(fieldsOf(it['span'])) }),
  spanEnd: (it) => ({
    type: 'spanEnd',
    request: numberOf(it['request']),
    spanId: hexOf(it['spanId'], 16),
    at: timeOf(it['at']),
    attributes: readAttributes(it['attributes']),
    events: readSpanEvents(it['events']),
    error: textIn(it['error'], 1024),
  }),
  line: (it) => ({ type: 'line', request: numberOf(it['request']), line: readLine(fieldsOf(it['line'])) }),
  outside: (it) => ({
    type: 'outside',
    number: numberOf(it['number']),
    requests: readNumbers(it['requests'], 4),
    line: readLine(fieldsOf(it['line'])),
  }),
  lost: (it) => ({ type: 'lost', lines: readNumbers(it['lines'], 16), request: numberOf(it['request']) }),
  task: (it) => ({ type: 'task', request: numberOf(it['request']), task: readTask(fieldsOf(it['task'])) }),
  variable: (it) => ({
    type: 'variable',
    request: numberOf(it['request']),
    variable: readVariable(fieldsOf(it['variable'])),
  }),
  error: (it) => ({ type: 'error', request: numberOf(it['request']), error: readError(fieldsOf(it['error'])) }),
  finding: (it) => ({
    type: 'finding',
    number: numberOf(it['number']),
    finding: readFinding(fieldsOf(it['finding'])),
  }),
  again: (it) => ({ type: 'again', finding: numberOf(it['finding']), requests: readNumbers(it['requests'], 4) }),
  dropped: (it) => ({ type: 'dropped', count: numberOf(it['count']) }),
};

/** The numbers of requests, or of lines. */
function readNumbers(value: unknown, most: number): readonly number[] {
  return itemsOf(value, most).map((number) => numberOf(number));
}

function readSpan(it: Fields): SpanView {
  const callers = itemsOf(it['callers'], 2).flatMap((place) => readPlace(place) ?? []);
  return {
    spanId: hexOf(it['spanId'], 16),
    parentId: hexOf(it['parentId'], 16),
    service: textOf(it['service'], 100),
    name: textOf(it['name'], 1024),
    kind: wordOf(it['kind'], ['internal', 'client', 'server', 'producer', 'consumer']),
    startedAt: timeOf(it['startedAt']),
    duration: durationIn(it['duration']),
    attributes: readAttributes(it['attributes']),
    events: readSpanEvents(it['events']),
    error: textIn(it['error'], 1024),
    place: readPlace(it['place']),
    ...(callers.length > 0 && { callers }),
  };
}

function readAttributes(value: unknown): SpanView['attributes'] {
  return recordOf(value, MAX_ATTRIBUTES, (held) => {
    if (typeof held === 'boolean' || (typeof held === 'number' && Number.isFinite(held))) return held;
    return textIn(held, 2048);
  });
}

function readSpanEvents(value: unknown): SpanView['events'] {
  return itemsOf(value, MAX_ATTRIBUTES).map((item) => {
    const it = fieldsOf(item);
    return { at: timeOf(it['at']), name: textOf(it['name']) };
  });
}

function readLine(it: Fields): LineView {
  return {
    at: timeOf(it['at']),
    level: textOf(it['level'], 32),
    text: textOf(it['text'], MAX_TEXT),
    fields: textIn(it['fields'], MAX_TEXT),
    spanId: hexOf(it['spanId'], 16),
    place: readPlace(it['place']),
  };
}

function readTask(it: Fields): TaskView {
  return {
    id: numberOf(it['id']),
    parent: numberIn(it['parent']),
    startedAt: timeOf(it['startedAt']),
    place: readPlace(it['place']),
  };
}

function readVariable(it: Fields): VariableEvent {
  return {
    at: timeOf(it['at']),
    task: numberOf(it['task']),
    variable: textOf(it['variable']),
    what: wordOf(it['what'], ['set', 'reset']),
    value: textIn(it['value'], 1024),
    place: readPlace(it['place']),
  };
}

function readError(it: Fields): ErrorView {
  return {
    at: timeOf(it['at']),
    name: textOf(it['name']),
    message: textOf(it['message'], 2048),
    stack: textOf(it['stack'], MAX_TEXT),
    place: readPlace(it['place']),
    code: itemsOf(it['code'], 16).map((item) => {
      const line = fieldsOf(item);
      return { line: numberOf(line['line']), text: textOf(line['text']) };
    }),
  };
}

function readFinding(it: Fields): FindingView {
  return {
    code: textOf(it['code'], 64),
    grade: textOf(it['grade'], 32),
    message: textOf(it['message'], 1024),
    place: readPlace(it['place']) ?? { file: '', line: 0, column: 0 },
    count: numberOf(it['count']),
    mend: textOf(it['mend'], 2048),
    mendCode: itemsOf(it['mendCode'], 64).map((line) => textOf(line, 300)),
    report: textOf(it['report'], MAX_TEXT),
  };
}

function readPlace(value: unknown): CodePlace | undefined {
  const it = fieldsOf(value);
  const file = textOf(it['file'], 1024);
  return file === '' ? undefined : { file, line: numberOf(it['line']), column: numberOf(it['column']) };
}
