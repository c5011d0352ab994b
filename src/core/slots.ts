/**
 * The values of a context, by variable index: a trie of nodes 32 wide, shared between copies until one of them
 * is written. With up to 32 variables the root is a flat array. Reading costs one step more for each factor of 32;
 * copying costs nothing, and the first write after it copies one node per level.
 */

/** A value in a slot. `undefined` means that the slot is empty: the value `undefined` is kept as `UNDEFINED`. */
export type SlotValue = unknown;

const UNDEFINED: unique symbol = Symbol.for('throughline.undefined');

const BITS = 5;
const WIDTH = 1 << BITS;

/** A leaf holds values by the last digit of the index. An inner node holds at 0 the bit mask of the children that are its own, from 1 on its children. */
type Node = unknown[];

/** What a context is made of. The fields are the contract between copies of the package: see `storage.ts`. */
export interface SlotTree {
  root: Node;
  /** 5 bits for each level of inner nodes above the leaves. */
  shift: number;
  /** Whether `root` may be written in place; an owned child hangs under an owned parent and has its bit set there. */
  owned: boolean;
}

const EMPTY_LEAF: Node = Array.from({ length: WIDTH });

/** The root of every empty tree, never written except to grow with the number of variables: copies of it fit them all. */
export const EMPTY_ROOT: Node = [];

/** Makes room in the empty root for the variable `index`. */
export function reserveSlot(index: number): void {
  while (EMPTY_ROOT.length <= index && EMPTY_ROOT.length < WIDTH) EMPTY_ROOT.push(undefined);
}

/** What a slot holds for `value`. */
export function toSlot(value: unknown): SlotValue {
  return value === undefined ? UNDEFINED : value;
}

/** The value that a slot which is not empty holds. */
export function fromSlot(held: SlotValue): unknown {
  return held === UNDEFINED ? undefined : held;
}

/** What slot `index` holds; `undefined` when it is empty. */
export function readSlot(tree: SlotTree, index: number): SlotValue {
  const { root, shift } = tree;
  if (shift === 0) return root[index];
  if (shift === BITS) return (root[1 + (index >>> BITS)] as Node | undefined)?.[index & (WIDTH - 1)];
  return readBelow(root, shift, index);
}

/** Puts `held` into slot `index` of this tree alone; `undefined` empties the slot. */
export function writeSlot(tree: SlotTree, index: number, held: SlotValue): void {
  while (index >>> tree.shift >= WIDTH) addLevel(tree);
  if (!tree.owned) {
    tree.root = copyNode(tree.root, tree.shift);
    tree.owned = true;
  }
  let node = tree.root;
  for (let shift = tree.shift; shift > 0; shift -= BITS) {
    node = ownChild(node, index >>> shift, shift - BITS);
    index &= (1 << shift) - 1;
  }
  while (node.length < index) node.push(undefined);
  node[index] = held;
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
    if (child !== undefined) yield* nodeEntries(child, shift - BITS, base + (digit << shift));
  }
}

function readBelow(node: Node, shift: number, index: number): SlotValue {
  if (shift === 0) return node[index];
  const child = node[1 + (index >>> shift)] as Node | undefined;
  return child && readBelow(child, shift - BITS, index & ((1 << shift) - 1));
}

function addLevel(tree: SlotTree): void {
  tree.root = [tree.owned ? 1 : 0, tree.root];
  tree.owned = true;
  tree.shift += BITS;
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
