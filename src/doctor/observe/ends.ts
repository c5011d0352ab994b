import { subscribe } from 'node:diagnostics_channel';
import { setImmediate } from 'node:timers';

import type { Current } from '../../request/run/current-span.js';
import type { PublishedRequest } from '../../request/run/request-channel.js';
import { withoutBirth } from './origins.js';
import { PrivateField } from './private-field.js';

/** The end of a request: it is answered, or its client has gone. */
export interface End {
  /** By `performance.now()`. */
  readonly at: number;
  /** Whether the event loop has turned since: what runs then was started, and not waited for. */
  isPast: boolean;
  /** How often it was looked what goes on after it. */
  looks: number;
}

/** On the scope of a request. */
class Ended extends PrivateField {
  readonly #end: End;

  constructor(scope: object, end: End) {
    super(scope);
    this.#end = end;
  }

  static of(scope: object): End | undefined {
    return #end in scope ? scope.#end : undefined;
  }
}

/** The ends since the event loop turned. */
let recent: End[] = [];

/** From now on it is remembered when requests end. */
export function watchEnds(): void {
  subscribe('tracing:throughline:request:asyncEnd', (message) => {
    const end: End = { at: performance.now(), isPast: false, looks: 0 };
    void new Ended((message as PublishedRequest).scope, end);
    if (recent.push(end) === 1) withoutBirth(waitForTurn);
  });
}

function waitForTurn(): void {
  setImmediate(pass).unref();
}

function pass(): void {
  for (const end of recent) end.isPast = true;
  recent = [];
}

/** When a request has ended; `undefined` while it is under way. */
export function endOf({ scope }: Current): End | undefined {
  return Ended.of(scope);
}

/** How long ago that was, in words. */
export function since({ at }: End): string {
  const milliseconds = performance.now() - at;
  return milliseconds < 1000 ? `${Math.ceil(milliseconds)} ms` : `${Math.round(milliseconds / 100) / 10} s`;
}
