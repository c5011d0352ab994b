import { nodeBuiltin } from '../../core/runtime/node-builtin.js';
import type { Scope } from '../scope.js';
import type { Span } from '../span/span.js';

/**
 * What is published of a request on `tracing:throughline:request`. `start` and `end` are around the call of the application, `asyncStart` and
 * `asyncEnd` come when the request is over, `error` before them where it failed.
 */
export interface RequestMessage {
  readonly span: Span;
  readonly scope: Scope;
  /** The status of the response, once the request is over; `undefined` where none was sent. */
  status: number | undefined;
  /** What the application threw, or why the request was aborted. */
  error?: unknown;
}

/** The parts of a TracingChannel that are needed. Source: Node, `node:diagnostics_channel`. */
interface Channel {
  readonly hasSubscribers: boolean;
  publish(message: RequestMessage): void;
  runStores<R>(message: RequestMessage, fn: () => R): R;
}
type Events = Readonly<Record<'start' | 'end' | 'asyncStart' | 'asyncEnd' | 'error', Channel>>;

const channels: { readonly tracingChannel?: (name: string) => Events } | undefined =
  nodeBuiltin('node:diagnostics_channel');

const CHANNEL = channels?.tracingChannel?.('throughline:request');

/** What was published of those that are under way. */
const messages = new WeakMap<Span, RequestMessage>();

/** Whether somebody listens. */
export function isPublished(): boolean {
  return CHANNEL !== undefined && isHeard(CHANNEL);
}

/** Calls the application, and publishes that. */
export function startPublished<R>(span: Span | undefined, application: () => R): R {
  if (CHANNEL === undefined || span === undefined) return application();
  const message: RequestMessage = { span, scope: span.scope, status: undefined };
  messages.set(span, message);
  try {
    return CHANNEL.start.runStores(message, application);
  } finally {
    CHANNEL.end.publish(message);
  }
}

/** Publishes that the request is over, where its start was. */
export function publishEnd(span: Span, status: number | undefined, error: unknown): void {
  const message = isPublished() ? messages.get(span) : undefined;
  if (CHANNEL === undefined || message === undefined) return;
  messages.delete(span);
  message.status = status;
  if (error !== undefined) {
    message.error = error;
    CHANNEL.error.publish(message);
  }
  CHANNEL.asyncStart.publish(message);
  CHANNEL.asyncEnd.publish(message);
}

function isHeard({ start, end, asyncStart, asyncEnd, error }: Events): boolean {
  return (
    start.hasSubscribers ||
    end.hasSubscribers ||
    asyncStart.hasSubscribers ||
    asyncEnd.hasSubscribers ||
    error.hasSubscribers
  );
}
