import { attempt } from '../core/attempt.js';
import { isObject } from '../core/is-object.js';
import { nodeBuiltin } from '../core/runtime/node-builtin.js';
import { storage } from '../core/storage.js';
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

/** The contexts in which the query of a pool is published, which calls that of a client there. */
const ofPools = new WeakSet<object>();

/**
 * Publishes the queries of a client or a pool of pg on `tracing:throughline:pg.query`, for pg publishes none, where somebody listens: those
 * whose end a callback or a promise tells. A query that is an object of a class, such as a cursor, is not published. That of a pool is
 * published once, where the application makes it, with the time until a connection is free.
 */
export function publishQueries(owner: object, kind: 'client' | 'pool'): void {
  const channels: Channels | undefined = nodeBuiltin('node:diagnostics_channel');
  const channel = channels?.tracingChannel?.('throughline:pg.query');
  if (channel === undefined || currentWatch() !== undefined) return;
  changeCalls(owner, ['query'], (query, self, args) => {
    const isHeard = channel.start.hasSubscribers && typeof partOf(args[0], 'submit') !== 'function';
    if (!isHeard || (kind === 'client' && ofPools.delete(storage.getStore() ?? NOBODY)))
      return Reflect.apply(query, self, args);
    return kind === 'client'
      ? publish(channel, query, messageOf(self, args), self, args)
      : publish(channel, markPool(query), messageOf(addressOf(self), args), self, args);
  });
}

const NOBODY = {};

/** The same query of a pool, but that of its client is not published. */
function markPool(query: Callback): Callback {
  return function (...args) {
    ofPools.add(storage.getStore() ?? NOBODY);
    return Reflect.apply(query, this, args);
  };
}

function publish(channel: Channel, query: Callback, message: object, self: unknown, args: readonly unknown[]): unknown {
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

/** Where the clients of a pool are connected to, as far as its options say. */
function addressOf(pool: unknown): object {
  const options = partOf(pool, 'options');
  const url = attempt(() => new URL(partOf(options, 'connectionString') as string));
  if (url === undefined) return isObject(options) ? options : {};
  return { database: url.pathname.slice(1), host: url.hostname, port: url.port === '' ? undefined : Number(url.port) };
}

function partOf(value: unknown, name: string): unknown {
  return isObject(value) ? Reflect.get(value, name) : undefined;
}
