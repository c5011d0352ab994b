import { nodeBuiltin } from '../../core/runtime/node-builtin.js';
import type { PublishedRequest } from '../../request/run/request-channel.js';

/** What is told of each request, and each job, that arrives. */
export interface RequestListeners {
  /** It is about to be handed to the application, in its context. */
  start(message: PublishedRequest): void;
  /** The application has returned; it may go on. */
  end?(message: PublishedRequest): void;
  /** It is over. */
  asyncEnd(message: PublishedRequest): void;
}

/** The part of `node:diagnostics_channel` that is needed. */
interface Channels {
  tracingChannel(name: string): {
    subscribe(listeners: object): void;
    unsubscribe(listeners: object): void;
  };
}

/** Tells `listeners` of each request from now on. Returns a function that stops it. Does nothing on a runtime without the channel. */
export function watchRequests(listeners: RequestListeners): () => void {
  const channels: Partial<Channels> | undefined = nodeBuiltin('node:diagnostics_channel');
  const channel = channels?.tracingChannel?.('throughline:request');
  channel?.subscribe(listeners);
  return () => channel?.unsubscribe(listeners);
}
