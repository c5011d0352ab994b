import { ServerResponse } from 'node:http';
import { Stream } from 'node:stream';

import { carriedTask } from '../../request/run/carried-task.js';
import type { Current } from '../../request/run/current-span.js';
import { ownerOf } from '../source/owner-of.js';
import { type Call, callsOf, type Stack, takeStack } from '../source/stack.js';
import { userCodeOf } from '../source/user-code.js';
import { currentRequest } from './current-request.js';
import { inherits, watchMethod } from './harmless.js';
import { PrivateField } from './private-field.js';

const ENDS: ReadonlySet<unknown> = new Set(['finish', 'close']);

/** What a response has, and a request has not; of HTTP/2, the second. */
const SENDING = ['writeHead', 'respond'];

const MAX_WAITS = 8;

/** Where the code of a request began to wait for the end of its own response; on its scope. */
class Waits extends PrivateField {
  readonly #stacks: Stack[];

  constructor(scope: object, stack: Stack) {
    super(scope);
    this.#stacks = [stack];
  }

  static add(scope: object, stack: Stack): void {
    if (!(#stacks in scope)) void new Waits(scope, stack);
    else if (scope.#stacks.length < MAX_WAITS) scope.#stacks.push(stack);
  }

  static of(scope: object): readonly Stack[] {
    return #stacks in scope ? scope.#stacks : [];
  }
}

/** Watches who gives `response.end` a callback: from Node 24 on, that adds no listener. */
export function watchWaits(): void {
  watchMethod(ServerResponse.prototype, 'end', (response, args, below) => {
    const isWaiting = args.some((argument) => typeof argument === 'function');
    const own = isWaiting ? currentRequest() : undefined;
    if (own !== undefined) rememberWait(response, 'finish', own, below);
  });
}

/** Remembers that a request listens to the end of its own response: so do `finished`, `pipeline` and `once`. */
export function rememberWait(emitter: object, event: unknown, own: Current, below: Function): void {
  if (!ENDS.has(event) || own.task === undefined || !inherits(emitter, Stream.prototype)) return;
  if (carriedTask(emitter) !== own.task) return;
  if (SENDING.some((name) => name in emitter)) Waits.add(own.scope, takeStack(below, 20));
}

/** A function of the user's that goes on when the response has ended. */
export interface Wait {
  /** The calls of those who await it; none where a callback is to be called. */
  readonly awaiting: readonly Call[];
  /** The call that passed the callback. */
  readonly passing: Call | undefined;
}

/** Who waits for the end of the response of a request. What a library waits for is its own affair. */
export function waitsOf({ scope }: Current): readonly Wait[] {
  return Waits.of(scope).flatMap((stack): Wait[] => {
    const calls = callsOf(stack);
    const first = calls.findIndex(({ file }) => ownerOf(file) !== 'node');
    const passing = calls[first];
    if (passing === undefined || ownerOf(passing.file) !== 'user' || calls.slice(0, first).some(isPipe)) return [];
    const promise = calls.findIndex(isPromise);
    if (promise === -1) return [{ awaiting: [], passing }];
    return [{ awaiting: userCodeOf(calls.slice(promise))?.calls ?? [], passing: undefined }];
  });
}

/** `readable.pipe` listens for itself, and nobody waits. */
function isPipe({ file, function: name }: Call): boolean {
  return /streams\/(?:readable|legacy)$/.test(file) && /\bpipe$/.test(name);
}

/** The constructor, which is native. */
function isPromise({ file, function: name }: Call): boolean {
  return file === '' && name === 'Promise';
}
