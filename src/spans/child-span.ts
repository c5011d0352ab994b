/// <reference lib="esnext.disposable" preserve="true" />

import { warn } from '../core/throughline-warning.js';
import { storage } from '../core/storage.js';
import { type ActiveEntry, activeIn, openEntry, putActive } from '../request/active/active-entry.js';
import type { OtelContext } from '../request/active/opentelemetry-api.js';
import type { TraceIds } from '../request/request-fields.js';
import type { Scope } from '../request/scope.js';
import { parseTraceparent } from '../w3c/traceparent.js';
import type { Started } from './record/start-records.js';
import type { AttributeValue, SpanAttributes, SpanRecord } from './record/recorder.js';

/**
 * A part of a request, a job or a task. `startSpan` returns it, and `withSpan` passes it to its function. If nobody records, its methods
 * do nothing. Source: OpenTelemetry, "Span".
 */
export class ChildSpan implements Disposable {
  /** @internal */
  parent: ActiveEntry | undefined;
  /** @internal */
  readonly request: Scope | undefined;
  /** @internal */
  readonly context: OtelContext | undefined;
  /** @internal */
  readonly outer: OtelContext | undefined;
  /** @internal */
  readonly ids: TraceIds | undefined;
  /** @internal */
  hasEnded = false;
  readonly #records: readonly SpanRecord[] | undefined;

  /** @internal */
  constructor(parent: ActiveEntry | undefined, request: Scope | undefined, started: Started | undefined) {
    this.parent = parent;
    this.request = request;
    this.context = started?.context;
    this.outer = started?.outer;
    this.ids = started?.ids;
    this.#records = started?.records;
  }

  /** Whether somebody records it. If not, you need not compute attributes. */
  get isRecording(): boolean {
    return this.#records !== undefined && !this.hasEnded;
  }

  /** The trace that it belongs to: 32 lowercase hex digits, `''` if nobody records. */
  get traceId(): string {
    return this.ids?.traceId ?? '';
  }

  /** 16 lowercase hex digits, `''` if nobody records. */
  get spanId(): string {
    return this.ids?.spanId ?? '';
  }

  /** Sets an attribute; `undefined` is left out. */
  setAttribute(name: string, value: AttributeValue | undefined): this {
    return this.setAttributes({ [name]: value });
  }

  /** Sets several attributes; those that are `undefined` are left out. */
  setAttributes(attributes: SpanAttributes): this {
    return this.#tell((record) => record.setAttributes(attributes));
  }

  /** Records that something happens now. */
  addEvent(name: string, attributes?: SpanAttributes): this {
    return this.#tell((record) => record.addEvent(name, attributes));
  }

  /** Links to a span in another trace, by its `traceparent`. Ignores an invalid one. */
  addLink(traceparent: string, attributes?: SpanAttributes): this {
    const link = parseTraceparent(traceparent);
    return link === undefined ? this : this.#tell((record) => record.addLink(link, attributes));
  }

  /** Marks the span as failed, with the error. Does not end it. */
  fail(error: unknown): this {
    return this.#tell((record) => record.fail(error));
  }

  /** Ends the span. A second call does nothing. Then the nearest span around it that has not ended is active. */
  end(): void {
    if (this.hasEnded) return;
    this.#tell((record) => record.end());
    this.hasEnded = true;
    const context = storage.getStore();
    if (context !== undefined && activeIn(context) === this) putActive(context, openEntry(this.parent));
  }

  /** The same as `end()`. */
  [Symbol.dispose](): void {
    this.end();
  }

  /** Tells all recorders. What one throws becomes a warning. */
  #tell(tell: (record: SpanRecord) => void): this {
    if (this.#records === undefined || this.hasEnded) return this;
    for (const record of this.#records) {
      try {
        tell(record);
      } catch (error) {
        warn('TL_WARN_HOOK_FAILED', error);
      }
    }
    return this;
  }
}
