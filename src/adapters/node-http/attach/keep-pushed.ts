import type { ServerHttp2Stream } from 'node:http2';

import type { RequestTask } from '../../../adapter.js';
import { keepContext } from './keep-context.js';

type PushStream = (...args: readonly unknown[]) => unknown;
type Pushed = (error: Error | null, stream?: ServerHttp2Stream, ...rest: readonly unknown[]) => unknown;

const PUSHING: unique symbol = Symbol('throughline.pushing');

type Pushable = ServerHttp2Stream & { [PUSHING]?: { readonly task: RequestTask; readonly pushStream: PushStream } };

/** What the server pushes belongs to the request: its listeners run in the same context. */
export function keepPushed(stream: ServerHttp2Stream, task: RequestTask): void {
  const { pushStream } = stream as unknown as { readonly pushStream: PushStream };
  (stream as Pushable)[PUSHING] = { task, pushStream };
  Object.assign(stream, { pushStream: pushAndKeep });
}

function pushAndKeep(this: Pushable, ...args: readonly unknown[]): unknown {
  const { task, pushStream } = this[PUSHING] as NonNullable<Pushable[typeof PUSHING]>;
  const callback = args.at(-1);
  if (typeof callback !== 'function') return Reflect.apply(pushStream, this, args);
  const pushed: Pushed = (error, pushedStream, ...rest) => {
    if (pushedStream) keepContext(pushedStream, task);
    return Reflect.apply(callback, undefined, [error, pushedStream, ...rest]);
  };
  return Reflect.apply(pushStream, this, [...args.slice(0, -1), pushed]);
}
