import { nodeBuiltin } from '../core/runtime/node-builtin.js';
import type { PublishedRequest } from '../request/run/request-channel.js';
import type { Recorder, SpanRecord } from '../spans/record/recorder.js';

/** The part of `node:diagnostics_channel` that is needed. */
interface Channels {
  tracingChannel(name: string): {
    subscribe(listeners: object): void;
    unsubscribe(listeners: object): void;
  };
}

/** Records each request that arrives as a span such as `GET /orders/1`. Returns a function that stops it. */
export function recordRequests(recorder: Recorder): () => void {
  const records = new WeakMap<PublishedRequest, SpanRecord>();
  const listeners = {
    start(message: PublishedRequest): void {
      const { method, path } = message.scope;
      const attributes = { 'http.request.method': method, 'url.path': path };
      records.set(message, recorder.start({ name: `${method} ${path}`, kind: 'server', attributes }, message.span));
    },
    asyncEnd(message: PublishedRequest): void {
      const record = records.get(message);
      record?.setAttributes({ 'http.response.status_code': message.status });
      if (message.error !== undefined) record?.fail(message.error);
      record?.end();
    },
  };
  const channels: Partial<Channels> | undefined = nodeBuiltin('node:diagnostics_channel');
  const channel = channels?.tracingChannel?.('throughline:request');
  channel?.subscribe(listeners);
  return () => channel?.unsubscribe(listeners);
}
