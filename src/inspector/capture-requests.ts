/// <reference lib="esnext.disposable" preserve="true" />

import { setInterval } from 'node:timers'; // a test may replace the global one

import { helloOfProcess } from './agent/hello.js';
import { observeAll } from './agent/observe/observe-all.js';
import { type Late, Outbox } from './agent/send/outbox.js';
import type { RequestDetail } from './api.js';
import { Agents } from './collector/agents.js';
import { RequestStore } from './collector/store/request-store.js';
import { readEvents } from './protocol/read-event.js';

/** Of each capture that is open, what takes an event: JSON, as agents send it. */
const readers = new Set<(event: string) => void>();

/** What is told is given to who captures after so many events, or characters of lines, and so many milliseconds: an event keeps what it tells of. */
const MAX_EVENTS = 1000;
const MAX_LENGTH = 2 ** 20;
const PERIOD = 50;

/** What the observers of this process tell. It takes nothing while nobody captures. */
class CaptureOutbox extends Outbox {
  #events = 0;
  #length = 0;

  override add(event: Late, length = 0): boolean {
    if (readers.size === 0) return false;
    const isHeld = super.add(event, length);
    this.#length += length;
    if (++this.#events >= MAX_EVENTS || this.#length >= MAX_LENGTH) share();
    return isHeld;
  }

  override take(): string {
    this.#events = 0;
    this.#length = 0;
    return super.take();
  }
}

let outbox: Outbox | undefined;

/** Observes this process from now on. */
function observe(): Outbox {
  const made = new CaptureOutbox();
  observeAll(made, helloOfProcess().service);
  setInterval(() => made.isEmpty || share(), PERIOD).unref();
  return made;
}

const BYTES = 64 * 2 ** 20;

/** The requests of this process from now on, until you dispose of it. It holds 64 MiB of them at most, like the inspector. */
export class RequestCapture implements Disposable {
  #store = new RequestStore(BYTES);
  #take = agentOf(this.#store);
  readonly #read = (event: string): void => this.#take(event);

  constructor() {
    outbox ??= observe();
    share(); // what came before is not for this one
    readers.add(this.#read);
  }

  /** All requests from the inside, in the order of their start. If one still runs, its `state` is `running`. */
  get requests(): readonly RequestDetail[] {
    share();
    return [...this.#store.newest()].map((request) => request.detail()).toReversed();
  }

  /** For how many requests, and events of requests, there was no room. `cut` of a request says what it lacks. */
  get dropped(): number {
    share();
    return this.#store.dropped;
  }

  /** Forgets what was captured. */
  clear(): void {
    share();
    this.#store = new RequestStore(BYTES);
    this.#take = agentOf(this.#store);
  }

  /** Captures nothing more; what was captured stays. */
  [Symbol.dispose](): void {
    share();
    readers.delete(this.#read);
  }
}

/** What the doctor found so far, by its numbers: it is told once, and later captures refer to it. */
const findings = new Map<number, string>();

/** This process as an agent of a store. */
function agentOf(store: RequestStore): (event: string) => void {
  const agent = new Agents(store).connect();
  agent.take(helloOfProcess(), 0);
  const take = (text: string): void => {
    for (const event of readEvents(text)) {
      if (event.type === 'finding') findings.set(event.number, text);
      agent.take(event, text.length);
    }
  };
  for (const text of findings.values()) take(text);
  return take;
}

/** Gives what was told since to all who capture. */
function share(): void {
  for (const event of outbox?.take().split('\n') ?? []) for (const read of readers) read(event);
}

/**
 * Captures the requests and jobs of this process, for a test to look at: their lines, spans, tasks, variables and errors, as the inspector shows
 * them. The process is observed from the first call on; disposing of a capture ends only what it holds. Node only.
 *
 *     using capture = captureRequests();
 *     await fetch(`${address}/orders`);
 *     expect(capture.requests[0]?.lines.map(({ text }) => text)).toEqual(['order placed']);
 */
export function captureRequests(): RequestCapture {
  return new RequestCapture();
}
