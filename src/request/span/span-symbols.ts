/** Where a span has its options: see `newSpan`. */
export const OPTIONS: unique symbol = Symbol.for('throughline.options');

/** How far the request is. An adapter notes it here: it calls the hook `response` only for those that have one. */
export const LIFECYCLE: unique symbol = Symbol.for('throughline.lifecycle');

/** On a class of spans: true, its requests are to be opened before anything else knows of them. */
export const EARLY: unique symbol = Symbol.for('throughline.early');

/** On a class of spans: takes each chunk of the response, once or more often, without a context and before the hook `response`. */
export const COUNT: unique symbol = Symbol.for('throughline.count');

/** Who the request is, whatever a subclass says. */
export const IDENTITY: unique symbol = Symbol.for('throughline.identity');
