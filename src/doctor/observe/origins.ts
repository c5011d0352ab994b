import { createHook, executionAsyncResource } from 'node:async_hooks';

import type { Current } from '../../request/run/current-span.js';
import { currentRequest } from './current-request.js';
import { type Stack, takeStack } from '../source/stack.js';
import { isInterval } from './is-interval.js';
import { PrivateField } from './private-field.js';

/** Where a resource was made: a connection, a timer, a thread. What it calls back is a flow of its own. */
export interface Birth {
  /** As async_hooks calls it: `TCPWRAP`. */
  readonly type: string;
  readonly request: Current | undefined;
  readonly stack: Stack;
}

/** Those that begin no flow: what they call belongs to what made them. */
const PASSING: ReadonlySet<string> = new Set(['TickObject', 'Microtask', 'WRITEWRAP', 'SHUTDOWNWRAP']);

/** None is made by the user's code, and each request makes them: the last is the way back into its context. */
const OF_REQUESTS: ReadonlySet<string> = new Set(['HTTPINCOMINGMESSAGE', 'HTTPSERVERREQUEST', 'THROUGHLINE']);

class Origin extends PrivateField {
  #birth: Birth | undefined;

  constructor(resource: object, birth: Birth | undefined) {
    super(resource);
    this.#birth = birth;
  }

  /** Node uses some resources again, such as the parser of a connection. */
  static put(resource: object, birth: Birth | undefined): void {
    if (#birth in resource) resource.#birth = birth;
    else void new Origin(resource, birth);
  }

  static of(resource: object): Birth | undefined {
    return #birth in resource ? resource.#birth : undefined;
  }
}

/**
 * From now on it is remembered where resources are made, as long as they live. Promises are left alone. Calls `bornIn` with those that
 * requests make.
 */
export function watchBirths(bornIn: (resource: object, type: string) => void): void {
  const options = {
    trackPromises: false, // from Node 24 on, where they then cost nothing
    init(_id: number, type: string, _trigger: number, resource: object): void {
      if (isOwn || type === 'PROMISE' || !Object.isExtensible(resource)) return;
      const birth = newBirth(type, resource);
      if (birth === undefined && type === 'TickObject') return; // each is a new one
      Origin.put(resource, birth);
      if (birth?.request !== undefined) bornIn(resource, type);
    },
  };
  createHook(options).enable();
}

/** Whether the doctor itself makes a resource now. */
let isOwn = false;

/** Calls `make`, which makes a resource of the doctor's own: nobody asks where that comes from, and a stack costs much. */
export function withoutBirth(make: () => void): void {
  isOwn = true;
  make();
  isOwn = false;
}

function newBirth(type: string, resource: object): Birth | undefined {
  if (PASSING.has(type)) return currentBirth();
  if (OF_REQUESTS.has(type)) return undefined;
  const request = currentRequest();
  if (request === undefined) return { type, request, stack: takeStack(newBirth, 12) };
  if (++inRequests > ENOUGH) return { type, request, stack: isInterval(resource, type) ? takeStack(newBirth, 12) : {} };
  const birth: Birth = { type, request, stack: takeStack(newBirth, 12) };
  Latest.add(request.scope, birth);
  return birth;
}

/** How many resources requests have made. */
let inRequests = 0;

/** After so many, their stacks cost more than they tell. That of an interval tells who left it behind. */
const ENOUGH = 10_000;

const MAX_LATEST = 8;

/** The latest births of a request, on its scope. */
class Latest extends PrivateField {
  readonly #births: Birth[];

  constructor(scope: object, birth: Birth) {
    super(scope);
    this.#births = [birth];
  }

  static add(scope: object, birth: Birth): void {
    if (!(#births in scope)) void new Latest(scope, birth);
    else if (scope.#births.push(birth) > MAX_LATEST) scope.#births.shift();
  }

  static of(scope: object): readonly Birth[] {
    return #births in scope ? scope.#births : [];
  }
}

/** The births of the latest resources that a request made. */
export function birthsIn({ scope }: Current): readonly Birth[] {
  return Latest.of(scope);
}

/** The birth of the resource that runs now; `undefined` where it is a promise, or of a request. */
export function currentBirth(): Birth | undefined {
  return birthOf(executionAsyncResource());
}

/** The birth of a resource, if that is remembered. */
export function birthOf(resource: object): Birth | undefined {
  return Origin.of(resource);
}
