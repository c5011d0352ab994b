import type { Identity } from '../request-fields.js';
import type { ResponseMessage } from '../message.js';
import type { PublishedRequest } from '../run/request-channel.js';
import type { ResolvedOptions } from '../tracing-options.js';

/** How far one request is. Its span and its task share it; a request that is skipped has it without a span. */
export class Lifecycle {
  /** Who the request is, once somebody has asked. */
  identity: Identity | undefined = undefined;
  /** Whether the hook `requestBefore` was called. */
  hasBegun = false;
  /** The status of the response once it has started. */
  status: number | undefined = undefined;
  /** What the hook `response` was told last: a message may pass through two middlewares. */
  told: ResponseMessage | undefined = undefined;
  /** What was published of the start of the request; `undefined` again once its end is published, too. */
  published: PublishedRequest | undefined = undefined;
  /** Whether nothing more will be sent. */
  isOver = false;
  /** Whether it is over because the connection was closed before the response was finished. */
  isAborted = false;
  /** What the application threw, or why the request was aborted: the span ends with it. */
  failure: unknown = undefined;
  /** Whether the span has ended. */
  hasEnded = false;
  /** What the span ended with. */
  error: unknown = undefined;

  /** `options`: what the span goes by, unless its class says that. */
  constructor(readonly options?: ResolvedOptions) {}

  /** The span has ended. */
  end(error: unknown): void {
    this.hasEnded = true;
    this.error = error;
  }
}
