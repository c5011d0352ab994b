import { nodeBuiltin } from '../../core/runtime/node-builtin.js';
import type { Scope } from '../scope.js';
import type { Lifecycle } from '../span/lifecycle.js';
import type { Span } from '../span/span.js';
import type { RequestTask } from './request-task.js';

/**
 * What is published of a request on `tracing:throughline:request`. `start` and `end` are around the call of the application, `asyncStart` and
 * `asyncEnd` come when the request is over, `error` before them where it failed.
 */
export interface PublishedRequest {
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
  publish(message: PublishedRequest): void;
  runStores<R>(message: PublishedRequest, fn: () => R): R;
}
type Events = Readonly<Record<'start' | 'end' | 'asyncStart' | 'asyncEnd' | 'error', Channel>>;

interface Channels {
  readonly tracingChannel?: (name: string) => Events;
}

const channels: Channels | undefined = nodeBuiltin('node:diagnostics_channel');

const CHANNEL = channels?.tracingChannel?.('throughline:request');

/** Whether somebody listens. */
export function isPublished(): boolean {
  return CHANNEL !== undefined && isHeard(CHANNEL);
}

/** Calls the application, and publishes that. */
export function startPublished<R>(task: RequestTask, lifecycle: Lifecycle, application: () => R): R {
  const { span } = task;
  if (CHANNEL === undefined || span === undefined) return application();
  const message: PublishedRequest = { span, scope: span.scope, status: undefined };
  lifecycle.published = message;
  try {
    return CHANNEL.start.runStores(message, application);
  } finally {
    CHANNEL.end.publish(message);
    // The client had gone before a hook let the application start: nobody will say again that the request is over.
    if (lifecycle.isOver) publishEnd(lifecycle);
  }
}

/** Publishes that the request is over, where its start was. */
export function publishEnd(lifecycle: Lifecycle): void {
  const { published: message, status, failure } = lifecycle;
  if (CHANNEL === undefined || message === undefined) return;
  lifecycle.published = undefined;
  message.status = status;
  if (failure !== undefined) {
    message.error = failure;
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
