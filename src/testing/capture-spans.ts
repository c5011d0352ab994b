/// <reference lib="esnext.disposable" preserve="true" />

import type { Traceparent } from '../w3c/traceparent.js';
import {
  type Recorder,
  recorders,
  type SpanAttributes,
  type SpanIds,
  type SpanKind,
  type SpanStart,
} from '../spans/record/recorder.js';
import { recordRequests } from './record-requests.js';

/** A span as a test sees it. */
export interface CapturedSpan {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: SpanAttributes;
  readonly events: readonly { readonly name: string; readonly attributes: SpanAttributes }[];
  readonly links: readonly Traceparent[];
  /** The error that it failed with; `undefined` if it did not fail. */
  readonly error: unknown;
  readonly hasEnded: boolean;
  readonly traceId: string;
  readonly spanId: string;
  /** The span that it is a child of, captured or not; `''` for none. */
  readonly parentId: string;
  /** Those that started within it, in the order of their start. */
  readonly children: readonly CapturedSpan[];
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Draft = Writable<Omit<CapturedSpan, 'events' | 'links' | 'children'>> & {
  events: CapturedSpan['events'][number][];
  links: Traceparent[];
  children: CapturedSpan[];
};

/** The spans of this process from now on, until you dispose of it. */
export class SpanCapture implements Disposable {
  readonly #spans: Draft[] = [];
  readonly #byId = new Map<string, Draft>();
  readonly #recorder: Recorder = { start: (start, ids) => this.#record(start, ids) };
  readonly #stop: () => void;

  constructor() {
    recorders.add(this.#recorder);
    this.#stop = recordRequests(this.#recorder);
  }

  /** All of them, in the order of their start. */
  get spans(): readonly CapturedSpan[] {
    return this.#spans;
  }

  /** The spans that have no captured parent, in the order of their start. */
  get roots(): readonly CapturedSpan[] {
    return this.#spans.filter(({ parentId }) => !this.#byId.has(parentId));
  }

  /** The tree of their names: one on each line, indented by two spaces under its parent. */
  get outline(): string {
    return this.roots.map((span) => outlineOf(span, '')).join('\n');
  }

  /** The first span of this name. If there is none, throws an `Error` that lists those that were captured. */
  find(name: string): CapturedSpan {
    const found = this.#spans.find((span) => span.name === name);
    if (found === undefined) throw new Error(`There is no span "${name}". There are:\n${this.outline}`);
    return found;
  }

  /** Forgets what was captured. */
  clear(): void {
    this.#spans.length = 0;
    this.#byId.clear();
  }

  /** Captures nothing more; what was captured stays. */
  [Symbol.dispose](): void {
    recorders.delete(this.#recorder);
    this.#stop();
  }

  #record(
    { name, kind, attributes }: SpanStart,
    { traceId, spanId, parentId }: SpanIds,
  ): ReturnType<Recorder['start']> {
    const span: Draft = {
      name,
      kind,
      attributes: { ...attributes },
      events: [],
      links: [],
      error: undefined,
      hasEnded: false,
      traceId,
      spanId,
      parentId,
      children: [],
    };
    this.#byId.get(parentId)?.children.push(span);
    this.#byId.set(spanId, span);
    this.#spans.push(span);
    return {
      setAttributes: (more) => (span.attributes = { ...span.attributes, ...more }),
      addEvent: (event, more) => span.events.push({ name: event, attributes: { ...more } }),
      addLink: (link) => span.links.push(link),
      fail: (error) => (span.error = error),
      end: () => (span.hasEnded = true),
    };
  }
}

/**
 * Captures the spans of this process, for a test: spans of `startSpan` and `withSpan`, requests to a server of this process, and requests
 * to other servers, if `propagate` sees them. A request such as `GET /orders/1` is the root of what it does.
 *
 *     using capture = captureSpans();
 *     await placeOrder();
 *     expect(capture.outline).toBe('place order\n  charge card');
 */
export function captureSpans(): SpanCapture {
  return new SpanCapture();
}

function outlineOf({ name, children }: CapturedSpan, indent: string): string {
  return [indent + name, ...children.map((child) => outlineOf(child, `${indent}  `))].join('\n');
}
