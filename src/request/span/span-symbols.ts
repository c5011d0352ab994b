/** Where a span has its options: see `newSpan`. */
export const OPTIONS: unique symbol = Symbol.for('throughline.options');

/** How far the request is. An adapter notes it here: it calls the hook `response` only for those that have one. */
export const LIFECYCLE: unique symbol = Symbol.for('throughline.lifecycle');

/** Who the request is, whatever a subclass says. */
export const IDENTITY: unique symbol = Symbol.for('throughline.identity');
