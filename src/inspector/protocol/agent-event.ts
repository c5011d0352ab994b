import type { ErrorView, FindingView, LineView, RequestKind, SpanView, TaskView, VariableEvent } from '../api.js';

/** The head of what an agent says, once for each connection. */
export interface Hello {
  readonly type: 'hello';
  /** Names the process, also when it connects again. */
  readonly agent: string;
  readonly service: string;
  readonly pid: number;
}

/** A request, or a job, has started. */
export interface RequestStarted {
  readonly type: 'request';
  /** Its number in its process. */
  readonly request: number;
  readonly kind: RequestKind;
  readonly id: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string;
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly at: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly client: string;
  /** Where it was received, such as `http://127.0.0.1:3000`; `''` where that is not known. */
  readonly server: string;
  /** `http` or `https` of one that came by HTTP/2; else `''`. */
  readonly http2: '' | 'http' | 'https';
}

/** It is over. */
export interface RequestEnded {
  readonly type: 'end';
  readonly request: number;
  readonly at: number;
  readonly status: number | undefined;
  readonly error: string | undefined;
  readonly ran: number | undefined;
}

/** A span within it has ended. */
export interface SpanEnded extends Pick<SpanView, 'spanId' | 'attributes' | 'events' | 'error'> {
  readonly type: 'spanEnd';
  readonly request: number;
  readonly at: number;
}

/** What an agent tells the collector: one of these as JSON on each line. */
export type AgentEvent =
  | Hello
  | RequestStarted
  | RequestEnded
  | { readonly type: 'span'; readonly request: number; readonly span: SpanView }
  | SpanEnded
  | { readonly type: 'line'; readonly request: number; readonly line: LineView }
  | {
      readonly type: 'outside';
      /** Its number in its process; 0 for one that no `lost` names later. */
      readonly number: number;
      /** The numbers of the requests whose code may have written it. */
      readonly requests: readonly number[];
      readonly line: LineView;
    }
  | {
      /** The code of a request wrote these lines, which were told of as `outside` before that was known. */
      readonly type: 'lost';
      readonly lines: readonly number[];
      readonly request: number;
    }
  | { readonly type: 'task'; readonly request: number; readonly task: TaskView }
  | { readonly type: 'variable'; readonly request: number; readonly variable: VariableEvent }
  | { readonly type: 'error'; readonly request: number; readonly error: ErrorView }
  | {
      readonly type: 'finding';
      /** Its number in its process; told again with the same one, it has changed. */
      readonly number: number;
      readonly finding: FindingView;
    }
  | {
      /** A finding that was told of is seen in these requests. */
      readonly type: 'again';
      readonly finding: number;
      readonly requests: readonly number[];
    }
  | { readonly type: 'dropped'; readonly count: number };

/** How a request ended, as it stands in what is sent of its start. */
export type SentEnd = Omit<RequestEnded, 'type' | 'request'>;

/**
 * As an agent sends it: what is empty, or follows from the rest, is left out of what each request sends. One that has ended by then says so
 * in its start: most do.
 */
export type SentEvent =
  | AgentEvent
  | ({ readonly type: 'request'; readonly end: SentEnd | undefined } & {
      readonly [K in keyof RequestStarted]?: RequestStarted[K] | undefined;
    });
