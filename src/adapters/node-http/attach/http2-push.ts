import type { ServerHttp2Stream } from 'node:http2';

import { carryTask } from '../../../adapter.js';
import type { Carrier, Key, Method, Methods } from './role.js';

type Pushed = (error: Error | null, stream?: ServerHttp2Stream, ...rest: readonly unknown[]) => unknown;

/** What the server pushes belongs to the request: its listeners run in the same context. */
export function pushInContext(from: Methods, key: Key): Method {
  return function (this: Carrier, ...args): unknown {
    const { pushStream } = from;
    const task = this[key];
    const callback = args.at(-1);
    if (task === undefined || typeof callback !== 'function') return Reflect.apply(pushStream, this, args);
    const pushed: Pushed = (error, stream, ...rest) => {
      if (stream) carryTask(stream, task);
      return Reflect.apply(callback, undefined, [error, stream, ...rest]);
    };
    return Reflect.apply(pushStream, this, [...args.slice(0, -1), pushed]);
  };
}

/** Whether the server opened a stream by itself: its end and its headers are not those of the request. Source: RFC 9113, 5.1.1. */
export function isPushed(stream: Partial<ServerHttp2Stream>): boolean {
  // The `id` of another object is the application's.
  return typeof stream.pushStream === 'function' && stream.id !== undefined && stream.id % 2 === 0;
}
