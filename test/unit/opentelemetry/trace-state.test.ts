import { TraceState } from '@opentelemetry/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ThroughlineTraceState } from '../../../src/opentelemetry/throughline-trace-state.js';
import { parseTracestate } from '../../../src/w3c/tracestate.js';

const members = (count: number): string => Array.from({ length: count }, (_, i) => `k${i}=v`).join(',');

describe('ThroughlineTraceState', () => {
  it('reads, sets in front and unsets, and never changes', () => {
    const state = new ThroughlineTraceState('a=1, b=2');
    expect([state.get('a'), state.get('b'), state.get('c')]).toEqual(['1', '2', undefined]);
    expect(state.set('b', '3').serialize()).toBe('b=3,a=1');
    expect(state.set('c', '3').serialize()).toBe('c=3,a=1,b=2');
    expect(state.unset('a').serialize()).toBe('b=2');
    expect(state.unset('b').unset('a').serialize()).toBe('');
    expect(state.serialize()).toBe('a=1,b=2');
  });

  it.each([
    ['a', 'x\r\ny'],
    ['A', '1'],
    ['a=b', '1'],
    ['', '1'],
    ['a', ''],
    ['a', '1,b=2'],
    ['a', 'x'.repeat(257)],
  ])('does not take %j with %j', (key, value) => {
    const state = new ThroughlineTraceState('z=9');
    expect(state.set(key, value).serialize()).toBe('z=9');
  });

  it('holds 32 members: a new one replaces the oldest', () => {
    const state = new ThroughlineTraceState(members(32)).set('new', '1');
    expect(state.serialize()).toBe(`new=1,${members(31)}`);
  });

  it('discards all where a member is invalid, or there are more than 32, which that of OpenTelemetry does not', () => {
    for (const header of ['a=1,b c=2', 'a=1,B=2', members(33), 'a=1,b=\u00e9']) {
      expect(new ThroughlineTraceState(header).serialize()).toBe('');
    }
    expect(new TraceState('a=1,b c=2').serialize()).not.toBe('');
  });

  it('is valid whatever happens to it', () => {
    const key = fc.oneof(fc.string(), fc.constantFrom('a', 'b', 'a@b', 'a=b'));
    const operation = fc.record({ key, value: fc.string(), sets: fc.boolean() });
    fc.assert(
      fc.property(fc.string(), fc.array(operation), (header, operations) => {
        let state = new ThroughlineTraceState(header);
        for (const { key: name, value, sets } of operations) {
          state = sets ? state.set(name, value) : state.unset(name);
        }
        expect(parseTracestate(state.serialize())).toBe(state.serialize());
      }),
      { numRuns: 2000 },
    );
  });
});
