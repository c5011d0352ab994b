/**
 * The values of a context, by variable index: leaves of 64 slots each, shared between copies until one of them is written.
 * Reading takes the same two steps for every variable, and copying costs nothing; the first write after a copy copies one
 * leaf, and the list of leaves.
 */

/**
 * What a slot holds: `undefined` when it is empty, so that reading past the end of a leaf needs no check, and
 * `UNDEFINED` for the value `undefined`.
 */
export type SlotValue = unknown;

const UNDEFINED: unique symbol = Symbol.for('throughline.undefined');

const LEAF_BITS = 6;
const LEAF_WIDTH = 1 << LEAF_BITS;

/** At 0 the owner, then the values by the last 6 bits of the index. */
type Leaf = unknown[];

/** What a context is made of. */
export interface Slots {
  leaves: readonly Leaf[];
  /**
   * Who may write `leaves`, and those of them that have the same owner, in place; nobody may after a copy. It is an empty object: a
   * leaf must not keep a context that is gone.
   */
  owner: object | undefined;
}

/** The leaves of every empty context. */
export const NO_LEAVES: readonly Leaf[] = [];

/** What every leaf is made from: one slot for each variable that there is, so that it fits them all. */
const EMPTY_LEAF: Leaf = [undefined];

/** Makes room for the variable `index`. */
export function reserveSlot(index: number): void {
  while (EMPTY_LEAF.length <= Math.min(1 + index, LEAF_WIDTH)) EMPTY_LEAF.push(undefined);
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
export function readSlot(slots: Slots, index: number): SlotValue {
  return slots.leaves[index >>> LEAF_BITS]?.[1 + (index & (LEAF_WIDTH - 1))];
}

/** Puts `held` into slot `index` of these slots alone; `undefined` empties the slot. */
export function writeSlot(slots: Slots, index: number, held: SlotValue): void {
  if (slots.owner === undefined) {
    slots.owner = {};
    slots.leaves = slots.leaves.slice();
  }
  const at = index >>> LEAF_BITS;
  let leaf = slots.leaves[at] ?? EMPTY_LEAF;
  if (leaf[0] !== slots.owner) {
    leaf = leaf.slice();
    leaf[0] = slots.owner;
    (slots.leaves as Leaf[])[at] = leaf;
  }
  leaf[1 + (index & (LEAF_WIDTH - 1))] = held;
}
