import { EventEmitter } from 'node:events';

import type { IncomingMessage } from 'node:http';

import { patch } from '../../core/patch.js';
import { currentRequest } from './current-request.js';
import { isRequest, serve } from './untraced.js';
import { callFor, type Passed } from './foreign.js';
import { rememberListener } from './listened.js';

type Listener = Function & { readonly listener?: Function };
type Listened = { readonly _events?: Readonly<Record<PropertyKey, Listener | readonly Listener[] | undefined>> };

/** What requests listen with; `undefined` of what more than one of them added: which one it is called for is not known. */
const added = new WeakMap<Function, Passed | undefined>();

/** Watches in which context emitters call what requests listen with. */
export function watchEmitters(): void {
  for (const name of ['on', 'addListener', 'prependListener']) {
    patch(EventEmitter.prototype as object, name, (add) => {
      return function addAndRemember(this: object, ...args) {
        remember(this, args[1], addAndRemember);
        return Reflect.apply(add, this, args);
      };
    });
  }
  patch(EventEmitter.prototype as object, 'emit', (emit) => {
    return function emitAndLook(this: object, ...args) {
      const [event, request] = args;
      if (isRequest(this, event)) return serve(this, request as IncomingMessage, () => Reflect.apply(emit, this, args));
      const passed = passedTo(this, event as PropertyKey);
      if (passed.length === 0) return Reflect.apply(emit, this, args);
      return callFor(passed, () => Reflect.apply(emit, this, args));
    };
  });
}

function remember(emitter: object, listener: unknown, below: Function): void {
  const own = typeof listener === 'function' ? currentRequest() : undefined;
  if (own === undefined) return;
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
