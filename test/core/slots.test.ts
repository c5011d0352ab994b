import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  EMPTY_ROOT,
  fromSlot,
  readSlot,
  reserveSlot,
  slotEntries,
  type SlotTree,
  toSlot,
  writeSlot,
} from '../../src/core/slots.js';

// The ends of nodes and of levels, for nodes 32 and 64 wide.
const BOUNDARIES = [
  0, 1, 30, 31, 32, 33, 63, 64, 65, 1023, 1024, 2047, 2048, 2049, 32_767, 32_768, 40_000, 65_535, 65_536,
];

interface Pair {
  readonly tree: SlotTree;
  readonly model: Map<number, unknown>;
}

function emptyTree(): SlotTree {
  return { root: EMPTY_ROOT, shift: 0, owned: false };
}

/** As Context.copy() does it. */
function copyTree(tree: SlotTree): SlotTree {
  tree.owned = false;
  return { root: tree.root, shift: tree.shift, owned: false };
}

function expectEqual({ tree, model }: Pair): void {
  expect([...slotEntries(tree)]).toEqual([...model].toSorted(([a], [b]) => a - b));
  for (const index of BOUNDARIES) expect(readSlot(tree, index)).toBe(model.get(index));
}

function write({ tree, model }: Pair, index: number, value: unknown): void {
  writeSlot(tree, index, value);
  if (value === undefined) model.delete(index);
  else model.set(index, value);
}

/** All arrays that the tree is made of; no value here is an array. */
function nodesOf(node: unknown): unknown[] {
  return Array.isArray(node) ? [node, ...node.flatMap(nodesOf)] : [];
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
  it('several trees and their copies behave as maps', () => {
    let registered = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const pairs: Pair[] = [{ tree: emptyTree(), model: new Map() }];
        for (const current of steps) {
          if (current.kind === 'empty') pairs.push({ tree: emptyTree(), model: new Map() });
          else if (current.kind === 'register') reserveSlot(registered++);
          else {
            const pair = pairs[current.pick % pairs.length] as Pair;
            if (current.kind === 'write') write(pair, current.index, current.value);
            else if (current.kind === 'remove') write(pair, current.index, undefined);
            else if (current.kind === 'read') {
              expect(readSlot(pair.tree, current.index)).toBe(pair.model.get(current.index));
            } else pairs.push({ tree: copyTree(pair.tree), model: new Map(pair.model) });
          }
        }
        for (const pair of pairs) expectEqual(pair);
      }),
      { numRuns: 300 },
    );
  });

  it.each(BOUNDARIES)('index %i can be written, read and removed', (boundary) => {
    const tree = emptyTree();
    writeSlot(tree, boundary, 'value');
    expect(readSlot(tree, boundary)).toBe('value');
    expect([...slotEntries(tree)]).toEqual([[boundary, 'value']]);
    writeSlot(tree, boundary, undefined);
    expect(readSlot(tree, boundary)).toBeUndefined();
    expect([...slotEntries(tree)]).toEqual([]);
  });

  it.each(BOUNDARIES)('a write at %i leaves what was there before', (boundary) => {
    const tree = emptyTree();
    const before = BOUNDARIES.filter((other) => other < boundary);
    for (const other of before) writeSlot(tree, other, other + 0.5);
    writeSlot(tree, boundary, boundary + 0.5);
    expect([...slotEntries(tree)]).toEqual([...before, boundary].map((at) => [at, at + 0.5]));
  });

  it.each(BOUNDARIES)('a write at %i in a copy is not seen in the origin, nor the other way', (boundary) => {
    const origin = emptyTree();
    for (const at of BOUNDARIES) writeSlot(origin, at, 'shared');
    const copy = copyTree(origin);
    writeSlot(copy, boundary, 'copy');
    expect(readSlot(origin, boundary)).toBe('shared');
    writeSlot(origin, boundary, 'origin');
    expect(readSlot(copy, boundary)).toBe('copy');
  });

  it('reading an index beyond every write finds nothing', () => {
    for (const written of BOUNDARIES) {
      const tree = emptyTree();
      writeSlot(tree, written, 'value');
      for (const other of BOUNDARIES) if (other !== written) expect(readSlot(tree, other)).toBeUndefined();
    }
  });

  it('a tree from before more variables were registered takes them all', () => {
    reserveSlot(3);
    const early = emptyTree();
    writeSlot(early, 2, 'early');
    const copy = copyTree(early);
    reserveSlot(100);
    for (const at of [31, 32, 100]) {
      writeSlot(copy, at, at);
      expect(readSlot(early, at)).toBeUndefined();
    }
    expect([...slotEntries(copy)]).toEqual([
      [2, 'early'],
      [31, 31],
      [32, 32],
      [100, 100],
    ]);
  });

  it('the empty root stays empty and flat', () => {
    const tree = emptyTree();
    for (const at of BOUNDARIES) writeSlot(tree, at, 'value');
    reserveSlot(500);
    const { length } = EMPTY_ROOT;
    reserveSlot(100_000);
    expect(EMPTY_ROOT).toHaveLength(length);
    expect(EMPTY_ROOT.every((held) => held === undefined)).toBe(true);
  });

  it('a copy costs nothing and an owned tree is written in place', () => {
    const tree = emptyTree();
    writeSlot(tree, 40, 'first');
    const { root } = tree;
    writeSlot(tree, 41, 'second');
    expect(tree.root).toBe(root);
    expect(copyTree(tree).root).toBe(root);
    writeSlot(tree, 41, 'third');
    expect(tree.root).not.toBe(root);
  });

  it.each(BOUNDARIES)('nodes of its own are written in place, at %i too', (boundary) => {
    const tree = emptyTree();
    writeSlot(tree, 40_001, 'first');
    writeSlot(tree, boundary, 'second');
    const nodes = nodesOf(tree.root);
    writeSlot(tree, boundary, 'third');
    expect(nodesOf(tree.root).every((node, n) => node === nodes[n])).toBe(true);
  });

  it.each([[undefined], [null], [0], [false], ['']])('the value %s is told from an empty slot', (value) => {
    const tree = emptyTree();
    writeSlot(tree, 5, toSlot(value));
    expect(readSlot(tree, 5)).not.toBeUndefined();
    expect(fromSlot(readSlot(tree, 5))).toBe(value);
  });
});
