import type { RequestFilter, RequestKind, RequestList, RequestState, SpanView, VariableEvent } from '../../api.js';
import { REDACTED } from '../../redact/redact.js';
import type { HeldRequest } from './held-request.js';
import type { RequestStore } from './request-store.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Matches = (request: HeldRequest) => boolean;

const STATES: readonly RequestState[] = ['running', 'ended', 'lost'];
const KINDS: readonly RequestKind[] = ['request', 'websocket', 'job', 'message', 'trace'];
const MAX_LENGTH = 1024;

/** The filter that a query asks for; in words what is wrong with it. */
export function readFilter(query: URLSearchParams): RequestFilter | string {
  const filter: Writable<RequestFilter> = {};
  for (const [name, value] of query) {
    if (value === '') continue;
    if (value.length > MAX_LENGTH) return `${nameOf(name)} is too long`;
    const wrong = take(filter, name, value);
    if (wrong !== undefined) return wrong;
  }
  return filter;
}

/** What a filter finds, the newest first. */
export function findRequests(store: RequestStore, filter: RequestFilter): RequestList {
  const { limit = 100, before } = filter;
  const matches = matcher(filter);
  const requests: HeldRequest[] = [];
  for (const request of store.newest(before)) {
    if (!matches(request)) continue;
    if (requests.length === limit)
      return { requests: requests.map((each) => each.summary()), next: requests.at(-1)?.sequence };
    requests.push(request);
  }
  return { requests: requests.map((each) => each.summary()), next: undefined };
}

/** Whether a request is one that the filter asks for. */
function matcher(filter: RequestFilter): Matches {
  const { path, status, state, kind, service, id, text, attribute, duration } = filter;
  const all: Matches[] = [];
  if (state !== undefined) all.push((request) => request.state === state);
  if (kind !== undefined) all.push(({ start }) => start.kind === kind);
  if (service !== undefined) all.push((request) => request.service === service);
  if (status !== undefined) all.push(byStatus(status));
  if (duration !== undefined) all.push((request) => (request.duration ?? -1) >= duration);
  if (path !== undefined) all.push(({ start }) => contains(start.path || start.name, path.toLowerCase()));
  if (id !== undefined) all.push(({ start }) => contains(start.id, id.toLowerCase()) || start.traceId.includes(id));
  if (text !== undefined) all.push(({ lines }) => lines.some((line) => contains(line.text, text.toLowerCase())));
  if (attribute !== undefined) all.push(byAttribute(attribute));
  return (request) => all.every((matches) => matches(request));
}

function contains(text: string, part: string): boolean {
  return text.toLowerCase().includes(part);
}

function byStatus(wanted: string): Matches {
  if (wanted === 'error') return ({ end }) => end?.error !== undefined || (end?.status ?? 0) >= 500;
  const digits = wanted.replace(/xx$/, '');
  return ({ end }) => end?.status?.toString().startsWith(digits) === true;
}

/** An attribute of a span, or a variable, that has or had this value. What is redacted is not known, and not found. */
function byAttribute(wanted: string): Matches {
  const at = wanted.indexOf('=');
  const [name, value] = [wanted.slice(0, at), wanted.slice(at + 1)];
  if (value === REDACTED) return () => false;
  return ({ spans, variables }) => hasAttribute(spans.values(), name, value) || hadValue(variables, name, value);
}

function hasAttribute(spans: Iterable<SpanView>, name: string, value: string): boolean {
  for (const { attributes } of spans) {
    const held = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (held !== undefined && String(held) === value) return true;
  }
  return false;
}

/** A text is shown with quotes, and found without them, too. */
function hadValue(variables: readonly VariableEvent[], name: string, value: string): boolean {
  const quoted = JSON.stringify(value);
  return variables.some((event) => event.variable === name && (event.value === value || event.value === quoted));
}

/** Takes one parameter over; in words what is wrong with it. */
function take(filter: Writable<RequestFilter>, name: string, value: string): string | undefined {
  switch (name) {
    case 'path':
    case 'service':
    case 'id':
    case 'text':
      filter[name] = value;
      return undefined;
    case 'status':
      filter.status = value;
      return /^(?:[1-5]\d\d|[1-5]xx|error)$/.test(value) ? undefined : 'status must be 500, 5xx or error';
    case 'attribute':
      filter.attribute = value;
      return value.indexOf('=') > 0 ? undefined : 'attribute must be name=value';
    case 'state':
      filter.state = value as RequestState;
      return STATES.includes(filter.state) ? undefined : `state must be one of ${STATES.join(', ')}`;
    case 'kind':
      filter.kind = value as RequestKind;
      return KINDS.includes(filter.kind) ? undefined : `kind must be one of ${KINDS.join(', ')}`;
    case 'duration':
    case 'before':
      filter[name] = Number(value);
      return filter[name] >= 0 ? undefined : `${name} must be a number`;
    case 'limit':
      filter.limit = Number(value);
      return Number.isInteger(filter.limit) && filter.limit >= 1 && filter.limit <= 500
        ? undefined
        : 'limit must be a number from 1 to 500';
    default:
      return `There is no filter ${nameOf(name)}`;
  }
}

/** A name that came over the network, as a message may show it. */
function nameOf(name: string): string {
  return name.replaceAll(/[^\w-]/g, '?').slice(0, 40);
}
