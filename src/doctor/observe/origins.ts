import { createHook, executionAsyncResource } from 'node:async_hooks';

import type { Current } from '../../request/run/current-span.js';
import { currentRequest } from './current-request.js';
import { type Stack, takeStack } from '../source/stack.js';
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

/** Neither is made by the user's code, and both are made for each request. */
const OF_REQUESTS: ReadonlySet<string> = new Set(['HTTPINCOMINGMESSAGE', 'HTTPSERVERREQUEST']);

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

/** From now on it is remembered where resources are made, as long as they live. Promises are left alone. */
export function watchBirths(): void {
  const options = {
    trackPromises: false, // from Node 24 on, where they then cost nothing
    init(_id: number, type: string, _trigger: number, resource: object): void {
      if (type === 'PROMISE' || !Object.isExtensible(resource)) return;
      Origin.put(resource, birthOf(type));
    },
  };
  createHook(options).enable();
}

function birthOf(type: string): Birth | undefined {
  if (PASSING.has(type)) return currentBirth();
  if (OF_REQUESTS.has(type)) return undefined;
  return { type, request: currentRequest(), stack: takeStack(birthOf, 12) };
}

/** The birth of the resource that runs now; `undefined` where it is a promise, or of a request. */
export function currentBirth(): Birth | undefined {
  return Origin.of(executionAsyncResource());
}
