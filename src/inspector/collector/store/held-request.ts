import type {
  ErrorView,
  FindingView,
  LineView,
  RequestDetail,
  RequestState,
  RequestSummary,
  SpanView,
  TaskView,
  VariableEvent,
} from '../../api.js';
import type { RequestEnded, RequestStarted, SpanEnded } from '../../protocol/agent-event.js';
import { durationBetween } from '../../protocol/fields.js';
import { HelperLines } from './helper-lines.js';
import { repeatedSpans } from './repeated-spans.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** What a request may have at most of each; more is counted, and left out. */
const MOST = { spans: 2000, lines: 2000, variables: 2000, tasks: 1000, errors: 20, findings: 50 } as const;
export type Part = keyof typeof MOST;

/** What a request has many of, as `cut` calls it. */
export const PARTS = Object.keys(MOST) as readonly Part[];

/** A request that the collector holds, with all that happened in it. */
export class HeldRequest {
  readonly key: string;
  readonly sequence: number;
  start: RequestStarted;
  readonly service: string;
  state: RequestState = 'running';
  end: RequestEnded | undefined = undefined;
  /** About how many bytes it takes. */
  bytes = 0;
  readonly spans = new Map<string, Writable<SpanView>>();
  readonly lines: LineView[] = [];
  readonly tasks: TaskView[] = [];
  readonly variables: VariableEvent[] = [];
  readonly errors: ErrorView[] = [];
  readonly findings: FindingView[] = [];
  readonly #counts: Record<Part, number> = { spans: 0, lines: 0, variables: 0, tasks: 0, errors: 0, findings: 0 };
  readonly #dropped: Record<Part, number> = { ...this.#counts };
  /** Tells whoever sends its events that it is dropped. */
  readonly forget: () => void;
  readonly #mostBytes: number;
  readonly #helpers: HelperLines;

  constructor(
    sequence: number,
    start: RequestStarted,
    service: string,
    mostBytes: number,
    helpers = new HelperLines(),
    forget: () => void = () => {},
  ) {
    this.key = sequence.toString(36);
    this.sequence = sequence;
    this.start = start;
    this.service = service;
    this.#mostBytes = mostBytes;
    this.#helpers = helpers;
    this.forget = forget;
  }

  addSpan(span: SpanView, bytes: number): void {
    if (span.place !== undefined) this.#helpers.learn([span.place, ...(span.callers ?? [])]);
    if (this.spans.has(span.spanId)) this.spans.set(span.spanId, span);
    else if (this.#hasRoom('spans', this.spans.size, bytes)) this.spans.set(span.spanId, span);
  }

  endSpan({ spanId, at, attributes, events, error }: SpanEnded, bytes: number): void {
    const span = this.spans.get(spanId);
    if (span === undefined) return;
    this.bytes += bytes;
    Object.assign(span, { duration: durationBetween(span.startedAt, at), attributes, events, error });
  }

  addLine(line: LineView, bytes: number): void {
    if (this.#hasRoom('lines', this.lines.length, bytes)) this.lines.push(line);
  }

  addTask(task: TaskView, bytes: number): void {
    if (this.#hasRoom('tasks', this.tasks.length, bytes)) this.tasks.push(task);
  }

  addVariable(variable: VariableEvent, bytes: number): void {
    if (this.#hasRoom('variables', this.variables.length, bytes)) this.variables.push(variable);
  }

  /** An error that was thrown, and logged, is one. */
  addError(error: ErrorView, bytes: number): void {
    const isKnown = this.errors.some(({ name, message }) => name === error.name && message === error.message);
    if (isKnown) return;
    if (this.#hasRoom('errors', this.errors.length, bytes)) this.errors.push(error);
  }

  /** A finding that is known already has another count now. */
  addFinding(finding: FindingView, bytes: number): void {
    const { code, place } = finding;
    const known = this.findings.findIndex(
      (other) => other.code === code && other.place.file === place.file && other.place.line === place.line,
    );
    if (known !== -1) this.findings[known] = finding;
    else if (this.#hasRoom('findings', this.findings.length, bytes)) this.findings.push(finding);
  }

  /** How many of each were left out. */
  get dropped(): Readonly<Record<Part, number>> {
    return this.#dropped;
  }

  /** So many more of them came before, and were left out. */
  addDropped(part: Part, count: number): void {
    this.#counts[part] += count;
    this.#dropped[part] += count;
  }

  /** How long it took; `undefined` while it runs. */
  get duration(): number | undefined {
    return this.end && durationBetween(this.start.at, this.end.at);
  }

  summary(): RequestSummary {
    const { key, sequence, state, service, start, end } = this;
    const { kind, id, traceId, spanId, name, method, path } = start;
    const { spans, lines, variables, findings } = this.#counts;
    return {
      key,
      sequence,
      kind,
      state,
      service,
      id,
      traceId,
      spanId,
      name,
      method,
      path,
      status: end?.status,
      startedAt: start.at,
      duration: this.duration,
      ran: end?.ran,
      error: end?.error,
      counts: { spans: spans + this.#ownSpan().length, lines, variables, findings },
    };
  }

  detail(): RequestDetail {
    const spans = [...this.#ownSpan(), ...this.spans.values()];
    return {
      ...this.summary(),
      query: this.start.query,
      headers: this.start.headers,
      client: this.start.client,
      spans,
      lines: this.lines,
      tasks: this.tasks,
      variables: this.variables,
      errors: this.errors,
      findings: this.findings,
      repeated: repeatedSpans(spans, (places) => this.#helpers.tellingOf(places)),
      cut: this.#cut(),
    };
  }

  /** The span of the request itself: an agent says no more of it than of the request. A trace of others has its own. */
  #ownSpan(): readonly SpanView[] {
    const { kind, spanId, parentId, name, method, path, at } = this.start;
    if (kind === 'trace' || spanId === '') return [];
    const isRequest = kind === 'request' || kind === 'websocket';
    const status = this.end?.status;
    const attributes = {
      ...(isRequest && { 'http.request.method': method, 'url.path': path }),
      ...(status !== undefined && { 'http.response.status_code': status }),
    };
    return [
      {
        spanId,
        parentId,
        service: this.service,
        name,
        kind: isRequest ? 'server' : 'consumer',
        startedAt: at,
        duration: this.duration,
        attributes,
        events: [],
        error: this.end?.error,
        place: undefined,
      },
    ];
  }

  #cut(): readonly string[] {
    return PARTS.flatMap((part) => {
      const dropped = this.#dropped[part];
      return dropped === 0 ? [] : [`there was no room for ${dropped} more ${part}`];
    });
  }

  /** Counts one more; whether it is to be held. */
  #hasRoom(part: Part, held: number, bytes: number): boolean {
    this.#counts[part]++;
    const hasRoom = held < MOST[part] && this.bytes + bytes <= this.#mostBytes;
    if (hasRoom) this.bytes += bytes;
    else this.#dropped[part]++;
    return hasRoom;
  }
}
