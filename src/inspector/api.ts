/**
 * What the inspector answers: its JSON API under `/api/`. The page, the commands, the tests and the MCP server all read this.
 * Times are milliseconds since 1970, with a fraction; durations are milliseconds.
 */

/** The state of a request. `lost`: its process ended before the request did. */
export type RequestState = 'running' | 'ended' | 'lost';

/** What a request came as. Source: design, `Scope.type`; `trace` is a trace of a service that sends OTLP only. */
export type RequestKind = 'request' | 'websocket' | 'job' | 'message' | 'trace';

/** A place in the code of the application. */
export interface CodePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A request, or a job, in the list. `GET /api/requests` */
export interface RequestSummary {
  /** Names it in this collector: `/api/requests/KEY`. */
  readonly key: string;
  /** Grows with each request that starts: the list's order, and its cursor. */
  readonly sequence: number;
  readonly kind: RequestKind;
  readonly state: RequestState;
  /** The service that it ran in. */
  readonly service: string;
  /** Its request id; `''` for a trace of another language. */
  readonly id: string;
  readonly traceId: string;
  readonly spanId: string;
  /** `GET /orders/1`, or the name of the job. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** The status of the response; `undefined` while there is none. */
  readonly status: number | undefined;
  readonly startedAt: number;
  /** `undefined` while it runs. */
  readonly duration: number | undefined;
  /** How long code ran in its context, of that time; the rest is waiting. `undefined` where nobody measured it. */
  readonly ran: number | undefined;
  /** The first line of what it failed with; `undefined` if it did not. */
  readonly error: string | undefined;
  /** How many there are of each. They count what was dropped, too. */
  readonly counts: RequestCounts;
}

interface RequestCounts {
  readonly spans: number;
  readonly lines: number;
  readonly variables: number;
  readonly findings: number;
}

/** One request from the inside. `GET /api/requests/KEY` */
export interface RequestDetail extends RequestSummary {
  /** What followed the `?`, redacted; `''` without one. */
  readonly query?: string;
  /** Headers of the request, redacted. */
  readonly headers: Readonly<Record<string, string>>;
  readonly client: string;
  readonly spans: readonly SpanView[];
  readonly lines: readonly LineView[];
  readonly tasks: readonly TaskView[];
  readonly variables: readonly VariableEvent[];
  readonly errors: readonly ErrorView[];
  readonly findings: readonly FindingView[];
  /** Spans that do the same from the same line, most time first. */
  readonly repeated: readonly RepeatedView[];
  /** What was dropped for want of room, in words; none as a rule. */
  readonly cut: readonly string[];
}

/** A span: of the request itself, of `startSpan`, of a library, of a request to another service. */
export interface SpanView {
  readonly spanId: string;
  /** `''` for the first of its trace. */
  readonly parentId: string;
  readonly service: string;
  readonly name: string;
  readonly kind: 'internal' | 'client' | 'server' | 'producer' | 'consumer';
  readonly startedAt: number;
  readonly duration: number | undefined;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly events: readonly { readonly at: number; readonly name: string }[];
  readonly error: string | undefined;
  /** The line of the application that started it; `undefined` where none did. */
  readonly place: CodePlace | undefined;
  /** The lines of the application that called that one, the innermost first: two at most, left out where there are none. */
  readonly callers?: readonly CodePlace[] | undefined;
}

/** A line that the application wrote. */
export interface LineView {
  readonly at: number;
  /** `''` where a line names none. */
  readonly level: string;
  readonly text: string;
  /** The fields of a JSON line, as JSON. */
  readonly fields: string | undefined;
  readonly spanId: string;
  readonly place: CodePlace | undefined;
}

/** A line that stands in no request. `GET /api/lines` */
export interface OutsideLine extends LineView {
  /** Grows with each of them: their order, and the cursor. */
  readonly sequence: number;
  /** The service that wrote it. */
  readonly service: string;
  /** The keys of the requests whose code may have written it, where the doctor saw that their context was lost; none as a rule. */
  readonly lostBy: readonly string[];
}

/** `GET /api/lines`: the newest first. It takes `text`, `service`, `before` and `limit` of the filters of requests. */
export interface LineList {
  readonly lines: readonly OutsideLine[];
  /** For `before`, to ask for older ones; `undefined` where there are none. */
  readonly next: number | undefined;
  /** How many older ones are held no more. */
  readonly dropped: number;
}

/** A task: a copy of the context, by `createTask`, `gather`, `run`, a span, the request itself. */
export interface TaskView {
  readonly id: number;
  /** The task that it was copied from; `undefined` for the first one of the request. */
  readonly parent: number | undefined;
  readonly startedAt: number;
  readonly place: CodePlace | undefined;
}

/** A variable that changed. */
export interface VariableEvent {
  readonly at: number;
  readonly task: number;
  readonly variable: string;
  readonly what: 'set' | 'reset';
  /** The value after it, cut and redacted; `undefined` where it has none. */
  readonly value: string | undefined;
  readonly place: CodePlace | undefined;
}

/** An error that ended the request, or a span. */
export interface ErrorView {
  readonly at: number;
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly place: CodePlace | undefined;
  /** The code around the place; empty where the file cannot be read. */
  readonly code: readonly { readonly line: number; readonly text: string }[];
}

/** What the doctor found in it. */
export interface FindingView {
  readonly code: string;
  readonly grade: string;
  readonly message: string;
  readonly place: CodePlace;
  readonly count: number;
  /** What to do, in words and as code. */
  readonly mend: string;
  readonly mendCode: readonly string[];
  /** The report of the doctor about it, as text. */
  readonly report: string;
}

export interface RepeatedView {
  readonly name: string;
  /** The first of these spans. */
  readonly spanId: string;
  readonly count: number;
  readonly total: number;
  /** The line that repeats them: of their lines, the innermost that is none of a helper, through which different lines do such things. */
  readonly place: CodePlace | undefined;
}

/** `GET /api/requests`: the newest first. */
export interface RequestList {
  readonly requests: readonly RequestSummary[];
  /** For `before`, to ask for older ones; `undefined` where there are none. */
  readonly next: number | undefined;
}

/**
 * What `GET /api/requests` takes as its query; all of them must hold.
 * `path`, `text` (of a line) and `id` are parts of it, without regard to case; `status` is `500`, `5xx` or `error`.
 */
export interface RequestFilter {
  readonly path?: string;
  readonly status?: string;
  readonly state?: RequestState;
  readonly kind?: RequestKind;
  readonly service?: string;
  readonly id?: string;
  readonly text?: string;
  /** `name=value` of an attribute of any span, or of a variable that had this value. */
  readonly attribute?: string;
  /** At least so long, in milliseconds. */
  readonly duration?: number;
  /** The `sequence` below which they are. */
  readonly before?: number;
  /** 1 to 500, 100 by default. */
  readonly limit?: number;
}

/** `GET /api/status` */
export interface InspectorStatus {
  readonly version: string;
  readonly services: readonly {
    readonly name: string;
    readonly pid: number | undefined;
    readonly isConnected: boolean;
  }[];
  /** Requests that started, since the collector did. */
  readonly started: number;
  /** Those that are held. */
  readonly held: number;
  readonly bytes: number;
  /** The most that it holds. */
  readonly bytesAtMost: number;
  /** What was refused or dropped for want of room, since it started. */
  readonly dropped: number;
  readonly findings: number;
}

/**
 * An event of `GET /api/events`, a stream of server-sent events. `Last-Event-ID` resumes it; where that is too long ago,
 * the first event is `reset`, and the list is to be asked for again.
 * At most ten messages a second come: each `requests` has all that changed since the last one, or the newest 200 of them with `skipped`;
 * so it is with `lines`, which stand in no request. A line comes again when the doctor finds later which request it may be of.
 */
export type InspectorEvent =
  | { readonly type: 'requests'; readonly requests: readonly RequestSummary[]; readonly skipped: number }
  | { readonly type: 'status'; readonly status: InspectorStatus }
  | { readonly type: 'findings'; readonly findings: readonly FindingView[] }
  | { readonly type: 'lines'; readonly lines: readonly OutsideLine[]; readonly skipped: number }
  | { readonly type: 'reset' };
