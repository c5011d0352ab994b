import { inspect } from 'node:util';

import type { Current } from '../../request/run/current-span.js';
import { type Stack, takeStack } from '../source/stack.js';
import { endOf } from './ends.js';
import type { Held } from './leaks.js';
import { PrivateField } from './private-field.js';
import { Remembered } from './remembered.js';

/** How many requests are samples, one after the other: a stack for each promise costs too much for all of them. */
const MAX_SAMPLES = 40;
const MAX_PROMISES = 50;

class Sampled extends PrivateField {
  readonly #request: Current;
  readonly #stack: Stack;

  constructor(promise: object, request: Current, stack: Stack) {
    super(promise);
    this.#request = request;
    this.#stack = stack;
  }

  static of(promise: object): Held | undefined {
    return #request in promise
      ? { what: 'promise', object: promise, request: promise.#request, stack: promise.#stack }
      : undefined;
  }
}

/** Those that requests made which were samples. */
export const promises = new Remembered<Promise<unknown>>();

let sample: WeakRef<Current> | undefined;
let samples = 0;
let promisesOfSample = 0;

/** Remembers a promise that a request made, if that is the sample of now. */
export function samplePromise(promise: Promise<unknown>, request: Current): void {
  if (samples > MAX_SAMPLES) return;
  const latest = sample?.deref();
  if (latest === undefined || promisesOfSample === MAX_PROMISES || endOf(latest) !== undefined) {
    samples++;
    promisesOfSample = 0;
    sample = new WeakRef(request);
  } else if (latest.scope !== request.scope) {
    return;
  }
  promisesOfSample++;
  void new Sampled(promise, request, takeStack(samplePromise, 8));
  promises.add(promise);
}

/** The promises of those requests that nothing has settled. */
export function pendingPromises(): readonly Held[] {
  return promises.living((promise) => !isPending(promise)).flatMap((promise) => Sampled.of(promise) ?? []);
}

function isPending(promise: Promise<unknown>): boolean {
  return inspect(promise, { depth: 0, customInspect: false, maxArrayLength: 0 }).includes('<pending>');
}
