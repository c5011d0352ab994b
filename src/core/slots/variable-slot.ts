import type { ContextVar } from '../context-var.js';
import { readSlot, type Slots, type SlotValue, writeSlot } from './slots.js';
import { variables } from '../storage.js';

/** A variable as contexts know it. */
export interface Slotted {
  /** Its slot in every context. */
  readonly index: number;
  /** Whether the slot was another variable's, which is gone: contexts may still hold a value of that one there. */
  readonly isReused: boolean;
}

/** What such a slot holds for its new variable: that says whose it is. */
interface Stamp {
  readonly owner: Slotted;
  readonly held: SlotValue;
}

/** The same variable, with what the core knows of it. */
export function slotted(variable: ContextVar<unknown>): Slotted {
  return variable as unknown as Slotted;
}

/** What the slot of a variable holds in a context. */
export function readVariable(context: Slots, variable: Slotted): SlotValue {
  const held = readSlot(context, variable.index);
  return variable.isReused ? ownPart(held, variable) : held;
}

/** Puts `held` into the slot of a variable in a context; `undefined` empties the slot. */
export function writeVariable(context: Slots, variable: Slotted, held: SlotValue): void {
  writeSlot(context, variable.index, variable.isReused && held !== undefined ? stamp(held, variable) : held);
}

function ownPart(held: SlotValue, owner: Slotted): SlotValue {
  if (typeof held !== 'object' || held === null || !variables.stamps.has(held)) return undefined;
  const stamped = held as Stamp;
  return stamped.owner === owner ? stamped.held : undefined;
}

function stamp(held: SlotValue, owner: Slotted): Stamp {
  const stamped = { owner, held };
  variables.stamps.add(stamped);
  return stamped;
}
