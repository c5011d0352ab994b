/// <reference lib="esnext.disposable" preserve="true" />

import { attempt } from '../../core/attempt.js';
import { branchOf } from '../../core/branch.js';
import { Context } from '../../core/context.js';
import { nodeBuiltin } from '../../core/runtime/node-builtin.js';
import { singleton } from '../../core/singleton.js';
import { storage } from '../../core/storage.js';
import { putActive } from '../../request/active/active-entry.js';
import type { ChildSpan } from '../child-span.js';
import { isRecorded } from '../record/start-records.js';
import { newChildSpan } from '../start-span.js';
import { CHANNELS, type Message, type SpanOf } from './channel-rows.js';

/** Stops what `recordChannels` started. The end of a `using` block calls it, too. */
export interface StopRecording {
  (): void;
  [Symbol.dispose](): void;
}

/** The parts of `node:diagnostics_channel` that are needed. Source: Node, `TracingChannel`. */
interface Channels {
  tracingChannel(name: string): TracingChannel;
}
interface TracingChannel {
  readonly start: {
    bindStore(store: unknown, transform: (message: Message) => unknown): void;
    unbindStore(store: unknown): boolean;
  };
  subscribe(listeners: object): void;
  unsubscribe(listeners: object): void;
}

/** Who has asked for it in this process, of every copy of the package: a channel has one place for what is bound to it. */
const recorded = singleton('recorded-channels', () => ({ callers: 0, stop: (): void => {} }));

/**
 * Makes spans of the calls that some libraries publish on `node:diagnostics_channel`, if somebody records: Fastify, h3, srvx, ioredis,
 * node-redis and mysql2. It patches no library. Do not use it beside OpenTelemetry's instrumentation of the same library: there would be
 * two spans for each call. `throughline/register` calls it with `THROUGHLINE_OTLP`, unless the application starts an SDK of its own.
 * Returns a function that stops it; if several callers have called it, it stops when all of them have stopped it. Does nothing on a
 * runtime without that module.
 */
export function recordChannels(): StopRecording {
  if (recorded.callers === 0) recorded.stop = recordAll();
  recorded.callers++;
  let isOver = false;
  const stop = (): void => {
    if (isOver) return;
    isOver = true;
    recorded.callers--;
    if (recorded.callers === 0) recorded.stop();
  };
  return Object.assign(stop, { [Symbol.dispose]: stop });
}

/** Subscribes to all of them; what it returns takes that back. */
function recordAll(): () => void {
  const channels: Partial<Channels> | undefined = nodeBuiltin('node:diagnostics_channel');
  const stops = Object.entries(CHANNELS).map(([name, spanOf]) => {
    const channel = channels?.tracingChannel?.(name);
    return channel && recordChannel(channel, spanOf);
  });
  return () => stops.forEach((each) => each?.());
}

/** Makes a span of each call on `channel`. It is active in the call and in all that the call starts. */
function recordChannel(channel: TracingChannel, spanOf: SpanOf): () => void {
  const spans = new WeakMap<Message, ChildSpan>();
  const end = (message: Message): void => {
    const span = spans.get(message);
    if (message['error'] !== undefined) span?.fail(message['error']);
    span?.end();
  };
  const listeners = {
    // A call that failed at once or is synchronous has ended here. Others end at `asyncStart`, before their callback is called.
    end: (message: Message) => void ((message['error'] !== undefined || message['async'] === false) && end(message)),
    asyncStart: end,
  };
  channel.start.bindStore(storage, (message) => attempt(() => within(message)) ?? storage.getStore());
  channel.subscribe(listeners);
  return () => {
    channel.start.unbindStore(storage);
    channel.unsubscribe(listeners);
  };

  function within(message: Message): Context | undefined {
    if (!isRecorded()) return undefined;
    const { name, kind, attributes } = spanOf(message);
    const span = newChildSpan(name, kind, attributes);
    if (!span.isRecording) return undefined;
    spans.set(message, span);
    const context = storage.getStore();
    if (context !== undefined) return branchOf(context, span);
    const first = new Context();
    putActive(first, span);
    return first;
  }
}
