import { hasMethods, isNew } from './recognize.js';
import { bindCallbacks } from './bind-callbacks.js';

/** Mends bcrypt 5 and 6, which lose the context from Node 24 on. Anything else stays as it is. */
export function mendBcrypt(exported: object): void {
  if (!hasMethods(exported, ['hash', 'compare', 'genSalt', 'getRounds']) || !isNew(exported)) return;
  bindCallbacks(exported, ['hash', 'compare', 'genSalt']);
}
