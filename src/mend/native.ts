import { bindCallbacks } from './bind-callbacks.js';
import { hasMethods, isNew, prototypeOf } from './shape.js';

const BCRYPT = ['hash', 'compare', 'genSalt'];
const SHARP = ['toFile', 'toBuffer', 'metadata', 'stats'];

/** Mends bcrypt and sharp, which lose the context from Node 24 on. Anything else stays as it is. */
export function mendNative(exported: object): void {
  if (hasMethods(exported, [...BCRYPT, 'getRounds']) && isNew(exported)) bindCallbacks(exported, BCRYPT);
  const prototype = prototypeOf(exported);
  if (hasMethods(prototype, [...SHARP, 'resize']) && isNew(prototype)) bindCallbacks(prototype, SHARP);
}
