import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';

import { patch } from '../../core/patch.js';
import { currentRequest } from './current-request.js';
import { isArrival, streamOf, whileArriving } from './arriving.js';
import { callFor, type Passed } from './foreign.js';
import { rememberListener } from './listened.js';
import { serve } from './untraced.js';
import { rememberWait } from './waits.js';

type Listener = Function & { readonly listener?: Function };
type Listened = { readonly _events?: Readonly<Record<PropertyKey, Listener | readonly Listener[] | undefined>> };

/** What requests listen with; `undefined` of what more than one of them added: which one it is called for is not known. */
const added = new WeakMap<Function, Passed | undefined>();

/** Watches in which context emitters call what requests listen with. Calls `watchStream` with the streams of HTTP/2 that arrive. */
export function watchEmitters(watchStream: (stream: object) => void): void {
  for (const name of ['on', 'addListener', 'prependListener']) {
    patch(EventEmitter.prototype as object, name, (add) => {
      return function addAndRemember(this: object, ...args) {
        remember(this, args, addAndRemember);
        return Reflect.apply(add, this, args);
      };
    });
  }
  patch(EventEmitter.prototype as object, 'emit', (emit) => {
    return function emitAndLook(this: object, ...args) {
      const [event, arrived] = args;
      if (isArrival(this, event) && typeof arrived === 'object' && arrived !== null) {
        const handOver = (): unknown => Reflect.apply(emit, this, args);
        const stream = streamOf(arrived);
        if (stream === undefined)
          return whileArriving(arrived, () => serve(this, arrived as IncomingMessage, handOver));
        watchStream(stream);
        return whileArriving(arrived, handOver);
      }
      const passed = passedTo(this, event as PropertyKey);
      if (passed.length === 0) return Reflect.apply(emit, this, args);
      return callFor(passed, () => Reflect.apply(emit, this, args));
    };
  });
}

function remember(emitter: object, [event, listener]: readonly unknown[], below: Function): void {
  const own = typeof listener === 'function' ? currentRequest() : undefined;
  if (own === undefined) return;
  rememberWait(emitter, event, own, below);
  const fn = listener as Listener;
  const passed: Passed = { own, what: 'listener', listener: fn.listener ?? fn };
  if (added.has(fn)) return void added.set(fn, undefined);
  added.set(fn, passed);
  rememberListener(emitter, fn, own, below);
}

const NONE: readonly Passed[] = [];

function passedTo({ _events: events }: Listened, event: PropertyKey): readonly Passed[] {
  const listeners = events?.[event];
  if (typeof listeners === 'function') {
    const passed = added.get(listeners);
    return passed === undefined ? NONE : [passed];
  }
  return listeners?.flatMap((listener) => added.get(listener) ?? []) ?? NONE;
}
