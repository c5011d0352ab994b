import type { TraceState } from '@opentelemetry/api';

import { parseTracestate } from '../w3c/tracestate.js';

const MAX_MEMBERS = 32;

/**
 * A `tracestate` as OpenTelemetry has it, by the grammar and the limits of the specification, which OpenTelemetry's own
 * does not keep. Never changes; what is invalid is not taken. Source: W3C Trace Context Level 2, 3.3 and 3.5.
 */
export class ThroughlineTraceState implements TraceState {
  readonly #list: string;

  /** `header` is the value of the header `tracestate`; of an invalid one nothing stays. */
  constructor(header: string | undefined) {
    this.#list = parseTracestate(header);
  }

  get(key: string): string | undefined {
    const member = this.#members().find((candidate) => isOf(candidate, key));
    return member?.slice(key.length + 1);
  }

  set(key: string, value: string): ThroughlineTraceState {
    const member = `${key}=${value}`;
    if (key.includes('=') || value.includes(',') || parseTracestate(member) !== member) return this;
    const others = this.#members().filter((candidate) => !isOf(candidate, key));
    return new ThroughlineTraceState([member, ...others].slice(0, MAX_MEMBERS).join(','));
  }

  unset(key: string): ThroughlineTraceState {
    const others = this.#members().filter((candidate) => !isOf(candidate, key));
    return new ThroughlineTraceState(others.join(','));
  }

  serialize(): string {
    return this.#list;
  }

  #members(): string[] {
    return this.#list === '' ? [] : this.#list.split(',');
  }
}

function isOf(member: string, key: string): boolean {
  return member.startsWith(`${key}=`);
}
