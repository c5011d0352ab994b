import type { ServerResponse } from 'node:http';

import type { RequestTask } from '../../../adapter.js';

type Send = (...args: readonly unknown[]) => unknown;

/** Runs the callbacks of `write` and `end` in the context of the request. Needed where the connection is busy with another one. */
export function keepCallbacks(response: ServerResponse, task: RequestTask): void {
  for (const method of ['write', 'end'] as const) {
    const send = response[method] as Send;
    const replacement: Send = (...args) =>
      Reflect.apply(
        send,
        response,
        args.map((arg) => inTask(arg, task)),
      );
    Object.assign(response, { [method]: replacement });
  }
}

function inTask(arg: unknown, task: RequestTask): unknown {
  if (typeof arg !== 'function') return arg;
  return function (this: unknown, ...args: unknown[]): unknown {
    return task.run(() => Reflect.apply(arg, this, args));
  };
}
