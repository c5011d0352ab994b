/**
 * The values of a context, by variable index: a trie, shared between copies until one of them is written. With up to 64
 * variables it is one flat array, with up to 2,048 an array of those. Reading costs one step more for each further
 * level; copying costs nothing, and the first write after it copies one node per level.
 */

/**
 * What a slot holds: `undefined` when it is empty, so that reading past the end of a node needs no check, and
 * `UNDEFINED` for the value `undefined`.
 */
export type SlotValue = unknown;

const UNDEFINED: unique symbol = Symbol.for('throughline.undefined');

const LEAF_BITS = 6;
const LEAF_WIDTH = 1 << LEAF_BITS;
const INNER_BITS = 5;
const INNER_WIDTH = 1 << INNER_BITS;

/**
 * A leaf holds values, by the last 6 bits of the index. An inner node holds its children from 1 on, by the 5 bits before
 * them; at 0 it holds a bit mask of the children that it owns.
 */
type Node = unknown[];

/** What a context is made of. */
export interface SlotTree {
  root: Node;
  /** How many bits of an index belong to the levels below the root; 0 where the root is a leaf. */
  shift: number;
  /** Whether `root` may be written in place. A child may if its parent may and has its bit set. */
  owned: boolean;
}

const EMPTY_LEAF: Node = Array.from({ length: LEAF_WIDTH });

/** The root of every empty tree, never written except to grow with the number of variables: copies of it fit them all. */
export const EMPTY_ROOT: Node = [];

/** Makes room in the empty root for the variable `index`. */
export function reserveSlot(index: number): void {
  while (EMPTY_ROOT.length <= index && EMPTY_ROOT.length < LEAF_WIDTH) EMPTY_ROOT.push(undefined);
}

/** What a slot holds for `value`. */
export function toSlot(value: unknown): SlotValue {
  return value === undefined ? UNDEFINED : value;
}

/** The value that a slot which is not empty holds. */
export function fromSlot(held: SlotValue): unknown {
  return held === UNDEFINED ? undefined : held;
}

/** What slot `index` holds. */
export function readSlot(tree: SlotTree, index: number): SlotValue {
  const { root, shift } = tree;
  if (shift === 0) return root[index];
  if (shift === LEAF_BITS) return (root[1 + (index >>> LEAF_BITS)] as Node | undefined)?.[index & (LEAF_WIDTH - 1)];
  return readBelow(root, shift, index);
}

/** Puts `held` into slot `index` of this tree alone; `undefined` empties the slot. */
export function writeSlot(tree: SlotTree, index: number, held: SlotValue): void {
  while (index >>> tree.shift >= (tree.shift === 0 ? LEAF_WIDTH : INNER_WIDTH)) addLevel(tree);
  if (!tree.owned) {
    tree.root = copyNode(tree.root, tree.shift);
    tree.owned = true;
  }
  let node = tree.root;
  let rest = index;
  for (let { shift } = tree; shift > 0; shift = shiftBelow(shift)) {
    node = ownChild(node, rest >>> shift, shiftBelow(shift));
    rest &= (1 << shift) - 1;
  }
  while (node.length < rest) node.push(undefined);
  node[rest] = held;
}

/** What all slots that are not empty hold, with their indexes, in ascending order. The tree must not be written meanwhile. */
export function* slotEntries(tree: SlotTree): Generator<[index: number, held: SlotValue]> {
  yield* nodeEntries(tree.root, tree.shift, 0);
}

function* nodeEntries(node: Node, shift: number, base: number): Generator<[index: number, held: SlotValue]> {
  if (shift === 0) {
    for (const [digit, held] of node.entries()) if (held !== undefined) yield [base + digit, held];
    return;
  }
  for (let digit = 0; digit + 1 < node.length; digit++) {
    const child = node[digit + 1] as Node | undefined;
    if (child !== undefined) yield* nodeEntries(child, shiftBelow(shift), base + (digit << shift));
  }
}

function readBelow(root: Node, rootShift: number, index: number): SlotValue {
  let node: Node | undefined = root;
  let rest = index;
  for (let shift = rootShift; shift > 0; shift = shiftBelow(shift)) {
    node = node[1 + (rest >>> shift)] as Node | undefined;
    if (node === undefined) return undefined;
    rest &= (1 << shift) - 1;
  }
  return node[rest];
}

function shiftBelow(shift: number): number {
  return shift === LEAF_BITS ? 0 : shift - INNER_BITS;
}

function addLevel(tree: SlotTree): void {
  tree.root = [tree.owned ? 1 : 0, tree.root];
  tree.owned = true;
  tree.shift += tree.shift === 0 ? LEAF_BITS : INNER_BITS;
}

function ownChild(parent: Node, digit: number, shift: number): Node {
  const bit = 1 << digit;
  const child = parent[1 + digit] as Node | undefined;
  if (((parent[0] as number) & bit) !== 0) return child as Node;
  const own = child === undefined ? newNode(shift) : copyNode(child, shift);
  while (parent.length <= digit) parent.push(undefined);
  parent[1 + digit] = own;
  parent[0] = (parent[0] as number) | bit;
  return own;
}

function newNode(shift: number): Node {
  return shift === 0 ? EMPTY_LEAF.slice() : [0];
}

function copyNode(node: Node, shift: number): Node {
  const copy = node.slice();
  if (shift > 0) copy[0] = 0;
  return copy;
}
