import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { EMPTY_ROOT, readSlot, reserveSlot, type Slots, writeSlot } from '../../../../src/core/slots/slots.js';

// The ends of leaves, and indexes far beyond.
const BOUNDARIES = [
  0, 1, 30, 31, 32, 33, 63, 64, 65, 1023, 1024, 2047, 2048, 2049, 32_767, 32_768, 40_000, 65_535, 65_536,
];

interface Pair {
  readonly slots: Slots;
  readonly model: Map<number, unknown>;
}

function emptySlots(): Slots {
  return { root: EMPTY_ROOT, owned: false };
}

/** As Context.copy() does it. */
function copySlots(slots: Slots): Slots {
  slots.owned = false;
  return { root: slots.root, owned: false };
}

/** What all slots that are not empty hold, with their indexes. */
function entriesOf(slots: Slots): [index: number, held: unknown][] {
  const entries: [index: number, held: unknown][] = [];
  const leaves = [...slots.root.keys()].filter((at) => at >= 64 && slots.root[at] !== undefined);
  for (const base of [0, ...leaves.map((at) => (at - 63) * 64)]) {
    for (let index = base; index < base + 64; index++) entries.push([index, readSlot(slots, index)]);
  }
  return entries.filter(([, held]) => held !== undefined);
}

function expectEqual({ slots, model }: Pair): void {
  expect(entriesOf(slots)).toEqual([...model].toSorted(([a], [b]) => a - b));
}

function write({ slots, model }: Pair, index: number, value: unknown): void {
  writeSlot(slots, index, value);
  if (value === undefined) model.delete(index);
  else model.set(index, value);
}

const index = fc.oneof(fc.constantFrom(...BOUNDARIES), fc.nat(70), fc.nat(2200), fc.nat(70_000));
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('write' as const), pick: fc.nat(), index, value: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), pick: fc.nat(), index }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('read' as const), pick: fc.nat(), index }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('copy' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('empty' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('register' as const) }) },
);

describe('slots', () => {
  it('several contexts and their copies behave as maps', () => {
    let registered = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const pairs: Pair[] = [{ slots: emptySlots(), model: new Map() }];
        for (const current of steps) {
          if (current.kind === 'empty') pairs.push({ slots: emptySlots(), model: new Map() });
          else if (current.kind === 'register') reserveSlot(registered++);
          else {
            const pair = pairs[current.pick % pairs.length] as Pair;
            if (current.kind === 'write') write(pair, current.index, current.value);
            else if (current.kind === 'remove') write(pair, current.index, undefined);
            else if (current.kind === 'read') {
              expect(readSlot(pair.slots, current.index)).toBe(pair.model.get(current.index));
            } else pairs.push({ slots: copySlots(pair.slots), model: new Map(pair.model) });
          }
        }
        for (const pair of pairs) expectEqual(pair);
      }),
      { numRuns: 300 },
    );
  });

  it.each(BOUNDARIES)('index %i can be written, read and removed', (boundary) => {
    const slots = emptySlots();
    writeSlot(slots, boundary, 'value');
    expect(readSlot(slots, boundary)).toBe('value');
    expect(entriesOf(slots)).toEqual([[boundary, 'value']]);
    writeSlot(slots, boundary, undefined);
    expect(readSlot(slots, boundary)).toBeUndefined();
    expect(entriesOf(slots)).toEqual([]);
  });

  it.each(BOUNDARIES)('a write at %i leaves what was there before', (boundary) => {
    const slots = emptySlots();
    const before = BOUNDARIES.filter((other) => other < boundary);
    for (const other of before) writeSlot(slots, other, other + 0.5);
    writeSlot(slots, boundary, boundary + 0.5);
    expect(entriesOf(slots)).toEqual([...before, boundary].map((at) => [at, at + 0.5]));
  });

  it.each(BOUNDARIES)('a write at %i in a copy is not seen in the origin, nor the other way', (boundary) => {
    const origin = emptySlots();
    for (const at of BOUNDARIES) writeSlot(origin, at, 'shared');
    const copy = copySlots(origin);
    writeSlot(copy, boundary, 'copy');
    expect(readSlot(origin, boundary)).toBe('shared');
    writeSlot(origin, boundary, 'origin');
    expect(readSlot(copy, boundary)).toBe('copy');
  });

  it('reading an index beyond every write finds nothing', () => {
    for (const written of BOUNDARIES) {
      const slots = emptySlots();
      writeSlot(slots, written, 'value');
      for (const other of BOUNDARIES) if (other !== written) expect(readSlot(slots, other)).toBeUndefined();
    }
  });

  it('a slots from before more variables were registered takes them all', () => {
    reserveSlot(3);
    const early = emptySlots();
    writeSlot(early, 2, 'early');
    const copy = copySlots(early);
    reserveSlot(100);
    for (const at of [31, 32, 100]) {
      writeSlot(copy, at, at);
      expect(readSlot(early, at)).toBeUndefined();
    }
    expect(entriesOf(copy)).toEqual([
      [2, 'early'],
      [31, 31],
      [32, 32],
      [100, 100],
    ]);
  });

  it('what is empty stays empty, however many variables there are', () => {
    const slots = emptySlots();
    for (const at of BOUNDARIES) writeSlot(slots, at, 'value');
    reserveSlot(500);
    expect(EMPTY_ROOT.every((held) => held === undefined)).toBe(true);
    const other = emptySlots();
    writeSlot(other, 0, 'value');
    expect(entriesOf(other)).toEqual([[0, 'value']]);
  });

  it('a copy costs nothing', () => {
    const slots = emptySlots();
    writeSlot(slots, 40, 'value');
    expect(copySlots(slots).root).toBe(slots.root);
  });

  it('no array has holes', () => {
    const slots = emptySlots();
    for (const at of [70_000, 64, 3, 130]) writeSlot(slots, at, 'value');
    const arrays = [slots.root, ...slots.root.filter((held) => Array.isArray(held))] as unknown[][];
    for (const array of arrays) expect(Object.keys(array)).toHaveLength(array.length);
  });

  it.each(BOUNDARIES)('what is its own is written in place, at %i too, and nothing else after a copy', (boundary) => {
    const slots = emptySlots();
    for (const at of BOUNDARIES) writeSlot(slots, at, 'first');
    const before = slots.root;
    const leaves = before.slice(64);
    const changed = (): number[] => [...leaves.keys()].filter((at) => slots.root[64 + at] !== leaves[at]);
    writeSlot(slots, boundary, 'second');
    expect(slots.root).toBe(before);
    expect(changed()).toEqual([]);
    copySlots(slots);
    writeSlot(slots, boundary, 'third');
    expect(slots.root).not.toBe(before);
    expect(changed()).toEqual(boundary < 64 ? [] : [(boundary >>> 6) - 1]);
  });

  it('a leaf keeps nothing of another context', () => {
    const origin = emptySlots();
    for (const at of [0, 64, 128]) writeSlot(origin, at, 'of the origin');
    const copy = copySlots(origin);
    for (const at of [0, 64]) writeSlot(copy, at, 'of the copy');
    expect(origin.root[64]).toEqual([{}, 'of the origin']);
    expect(copy.root[64]).toEqual([{}, 'of the copy']);
    expect(copy.root[65]).toBe(origin.root[65]);
  });
});
