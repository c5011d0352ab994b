import { EventEmitter } from 'node:events';
import { Server } from 'node:net';

import { attempt } from '../../core/attempt.js';
import { patch } from '../../core/patch.js';
import { type Arrival, arrivalOf, whileArriving } from './arriving.js';
import { currentRequest } from './current-request.js';
import { callFor, type Passed } from './foreign.js';
import { inherits, isPlain, ownValue, watchMethod } from './harmless.js';
import { rememberListener } from './listened.js';
import { passedIn, rememberPassed } from './listeners.js';
import { serve, serveAsRequest } from './untraced.js';
import { rememberWait } from './waits.js';

type Listener = Function & { readonly listener?: Function };

/** What is to be done with the streams of HTTP/2. */
interface Streams {
  /** Is called with each that arrives. */
  readonly arrives: (stream: object) => void;
  /** Is called with each that is over, and with what else is closed. */
  readonly ends: (stream: object) => void;
}

/** Emitters that requests have added listeners to. */
const listened = new WeakSet<object>();

/** Watches in which context emitters call what requests listen with. */
export function watchEmitters(streams: Streams): void {
  for (const name of ['on', 'addListener', 'prependListener'])
    watchMethod(EventEmitter.prototype, name, (emitter, args, below) => remember(emitter, args, below));
  patch(EventEmitter.prototype as object, 'emit', (emit) => {
    return function emitAndLook(this: object, ...args) {
      const event = args[0];
      if (event === 'request' || event === 'stream' || event === 'session') {
        const arrival = attempt(() => arrivalNow(this, args));
        if (arrival !== undefined) return arrive(arrival, streams, () => Reflect.apply(emit, this, args));
      }
      if (event === 'close') attempt(() => streams.ends(this));
      if (!listened.has(this)) return Reflect.apply(emit, this, args);
      const passed = attempt(() => passedTo(this, event)) ?? NONE;
      if (passed.length === 0) return Reflect.apply(emit, this, args);
      return callFor(passed, () => Reflect.apply(emit, this, args));
    };
  });
}

function arrivalNow(emitter: object, args: readonly unknown[]): Arrival | undefined {
  const arrival = arrivalOf(emitter, args);
  if (arrival === undefined && args[0] === 'request' && inherits(emitter, Server.prototype)) serveAsRequest();
  return arrival;
}

function arrive(arrival: Arrival, streams: Streams, handOver: () => unknown): unknown {
  if (arrival.isStream) streams.arrives(arrival.request);
  return whileArriving(arrival, () => serve(arrival, handOver));
}

function remember(emitter: object, [event, listener]: readonly unknown[], below: Function): void {
  const own = typeof listener === 'function' && isPlain(emitter) ? currentRequest() : undefined;
  if (own === undefined) return;
  rememberWait(emitter, event, own, below);
  const fn = listener as Listener;
  listened.add(emitter);
  const once = ownValue(fn, 'listener');
  if (rememberPassed(fn, own, typeof once === 'function' ? once : fn)) rememberListener(emitter, fn, own, below);
}

const NONE: readonly Passed[] = [];

function passedTo(emitter: object, event: unknown): readonly Passed[] {
  if (typeof event !== 'string' && typeof event !== 'symbol') return NONE; // to make it a key may call code of somebody
  const listeners = ownValue(ownValue(emitter, '_events'), event);
  return isPlain(listeners) ? passedIn(Array.isArray(listeners) ? listeners : [listeners]) : NONE;
}
