import type { ServerHttp2Stream } from 'node:http2';

import { carriedTask, carryTask } from '../../../adapter.js';
import type { Method } from './role.js';

type Pushed = (error: Error | null, stream?: ServerHttp2Stream, ...rest: readonly unknown[]) => unknown;

/** What the server pushes belongs to the request: its listeners run in the same context. */
export function pushInContext(pushStream: Method): Method {
  return function (...args): unknown {
    const task = carriedTask(this);
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
export function isPushed({ id = 1 }: ServerHttp2Stream): boolean {
  return id % 2 === 0;
}
