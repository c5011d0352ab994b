import { isObject } from '../core/is-object.js';
import { nodeBuiltin } from '../core/runtime/node-builtin.js';
import { type Callback, changeCalls } from './bind-callbacks.js';
import { currentWatch } from './watch.js';

/** The parts of a TracingChannel that are needed. Source: Node, `node:diagnostics_channel`. */
interface Channel {
  readonly start: { readonly hasSubscribers: boolean };
  traceCallback(fn: Callback, position: number, message: object, self: unknown, ...args: readonly unknown[]): unknown;
  tracePromise(fn: Callback, message: object, self: unknown, ...args: readonly unknown[]): unknown;
}

interface Channels {
  readonly tracingChannel?: (name: string) => Channel;
}

/**
 * Publishes the queries of pg on `tracing:throughline:pg.query`, for pg publishes none, where somebody listens: one whose end its callback or
 * its promise tells. A query that is an object of a class, such as a cursor, is not published.
 */
export function publishQueries(client: object): void {
  const channels: Channels | undefined = nodeBuiltin('node:diagnostics_channel');
  const channel = channels?.tracingChannel?.('throughline:pg.query');
  if (channel === undefined || currentWatch() !== undefined) return;
  changeCalls(client, ['query'], (query, self, args) => {
    const isHeard = channel.start.hasSubscribers && typeof partOf(args[0], 'submit') !== 'function';
    return isHeard ? publish(channel, query, self, args) : Reflect.apply(query, self, args);
  });
}

function publish(channel: Channel, query: Callback, self: unknown, args: readonly unknown[]): unknown {
  const message = messageOf(self, args);
  const config = args[0];
  // A callback in the configuration of a query is moved behind it: pg takes either.
  const own = partOf(config, 'callback');
  const all = typeof own === 'function' ? [{ ...(config as object), callback: undefined }, own] : args;
  const position = all.findLastIndex((arg) => typeof arg === 'function');
  return position === -1
    ? channel.tracePromise(query, message, self, ...all)
    : channel.traceCallback(query, position, message, self, ...all);
}

function messageOf(client: unknown, [config, values]: readonly unknown[]): object {
  return {
    query: isObject(config) ? partOf(config, 'text') : config,
    values: isObject(config) ? (partOf(config, 'values') ?? values) : values,
    database: partOf(client, 'database'),
    serverAddress: partOf(client, 'host'),
    serverPort: partOf(client, 'port'),
  };
}

function partOf(value: unknown, name: string): unknown {
  return isObject(value) ? Reflect.get(value, name) : undefined;
}
