/**
 * The values of a context, by variable index, in an array that copies share until one of them is written. It has a slot for
 * each of the first 64 variables; behind them stands one leaf for every 64 more. So the few variables that most programs
 * have are one step away, and a write after a copy copies the array and one leaf, however many variables there are.
 */

/**
 * What a slot holds: `undefined` when it is empty, so that reading past the end of an array needs no check, and
 * `UNDEFINED` for the value `undefined`.
 */
export type SlotValue = unknown;

const UNDEFINED: unique symbol = Symbol.for('throughline.undefined');

const BITS = 6;
const WIDTH = 1 << BITS;

/** At 0 its owner, then the values of 64 variables. */
type Leaf = unknown[];

/** What a context is made of. */
export interface Slots {
  /** Values, then leaves. */
  root: unknown[];
  /**
   * Which arrays only these slots use, so that a write need not copy them first:
   * - `false`: none. `root` is shared with a copy.
   * - `true`: `root`, but no leaf.
   * - an object: `root`, and each leaf that has this object at 0. The object is empty, so that a leaf keeps nothing else alive.
   */
  owned: boolean | object;
}

/** The root of all slots that are empty, never written except to grow with the number of variables: copies of it fit them all. */
export const EMPTY_ROOT: unknown[] = [];

/** Makes room in the empty root for the variable `index`. */
export function reserveSlot(index: number): void {
  setAt(EMPTY_ROOT, index < WIDTH ? index : leafAt(index), undefined);
}

/** What a slot holds for `value`. */
export function toSlot(value: unknown): SlotValue {
  return value === undefined ? UNDEFINED : value;
}

/** The value that is stored in a slot, which must not be empty. */
export function fromSlot(held: SlotValue): unknown {
  return held === UNDEFINED ? undefined : held;
}

/** What slot `index` holds. */
export function readSlot({ root }: Slots, index: number): SlotValue {
  return index < WIDTH ? root[index] : (root[leafAt(index)] as Leaf | undefined)?.[placeIn(index)];
}

/** The root of these slots, to write to: a copy of it, if others share it. */
function ownRoot(slots: Slots): unknown[] {
  if (!slots.owned) {
    slots.owned = true;
    slots.root = slots.root.slice();
  }
  return slots.root;
}

/** The same with room for every variable there is. */
export function wholeRoot(slots: Slots): unknown[] {
  const root = ownRoot(slots);
  while (root.length < EMPTY_ROOT.length) root.push(undefined);
  return root;
}

/** Whether slot `index` is an element of the root. */
export function isInRoot(index: number): boolean {
  return index < WIDTH;
}

/** Puts `held` into slot `index` of these slots alone; `undefined` empties the slot. */
export function writeSlot(slots: Slots, index: number, held: SlotValue): void {
  const root = ownRoot(slots);
  if (index < WIDTH) {
    setAt(root, index, held);
    return;
  }
  const at = leafAt(index);
  let leaf = (root[at] ?? []) as Leaf;
  if (slots.owned === true) slots.owned = {};
  if (leaf[0] !== slots.owned) {
    leaf = leaf.slice();
    leaf[0] = slots.owned;
    setAt(root, at, leaf);
  }
  setAt(leaf, placeIn(index), held);
}

/** Sets an element and fills the array up to it: an array that ever had a hole stays slower. */
function setAt(array: unknown[], index: number, value: unknown): void {
  while (array.length < index) array.push(undefined);
  array[index] = value;
}

/** Where the leaf of slot `index` stands in a root. */
function leafAt(index: number): number {
  return WIDTH - 1 + (index >>> BITS);
}

function placeIn(index: number): number {
  return 1 + (index & (WIDTH - 1));
}
