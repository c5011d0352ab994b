import {
  CTX_REQUEST_ID,
  type RequestMessage,
  type ResponseMessage,
  type Scope,
  Span,
  type TracingOptions,
} from '../../../src/index.js';

/** What a recorder knows of a request when it is over. */
export interface Recorded {
  readonly id: string;
  status: number;
  type: string | null;
  /** The id in the headers of the response. */
  sentId: string | null;
  received: number;
  sent: number;
  milliseconds: number;
  error: unknown;
  /** The ids that the hooks saw. */
  readonly ids: Set<string>;
}

type SpanClass = NonNullable<TracingOptions['span']>;

/** A subclass of `Span` as an application would write it, which adds to `log` what it has recorded; with synchronous hooks. */
export function recorder(log: Recorded[]): SpanClass {
  return class Recorder extends Span {
    readonly #arrived = performance.now();
    readonly #recorded: Recorded;

    constructor(scope: Scope) {
      super(scope);
      const counts = { status: 0, type: null, sentId: null, received: 0, sent: 0, milliseconds: 0, error: undefined };
      this.#recorded = { id: this.requestId, ...counts, ids: new Set() };
    }
    override requestBefore(): void | PromiseLike<void> {
      const result = super.requestBefore();
      this.#see();
      return result;
    }
    override requestAfter(message: RequestMessage): void | PromiseLike<void> {
      this.#see().received += Buffer.byteLength(message.body);
      return super.requestAfter(message);
    }
    override response(message: ResponseMessage): void | PromiseLike<void> {
      const recorded = this.#see();
      const result = super.response(message);
      if (message.type === 'http.response.body') {
        recorded.sent += Buffer.byteLength(message.body);
      } else {
        recorded.status = message.status;
        recorded.type = message.headers.get('content-type');
        recorded.sentId = message.headers.get('x-request-id');
      }
      return result;
    }
    override end(error?: unknown): void | PromiseLike<void> {
      const recorded = this.#see();
      recorded.milliseconds = performance.now() - this.#arrived;
      recorded.error = error;
      log.push(recorded);
      return super.end(error);
    }

    #see(): Recorded {
      this.#recorded.ids.add(CTX_REQUEST_ID.get());
      return this.#recorded;
    }
  };
}

/** The same with asynchronous hooks. */
export function asyncRecorder(log: Recorded[]): SpanClass {
  return class AsyncRecorder extends recorder(log) {
    override async requestBefore(): Promise<void> {
      await new Promise((resolve) => setTimeout(resolve, 1));
      await super.requestBefore();
    }
    override async requestAfter(message: RequestMessage): Promise<void> {
      await super.requestAfter(message);
    }
    override async response(message: ResponseMessage): Promise<void> {
      await super.response(message);
    }
    override async end(error?: unknown): Promise<void> {
      await super.end(error);
    }
  };
}
