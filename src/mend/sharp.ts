import { hasMethods, isNew, prototypeOf } from './recognize.js';
import { bindCallbacks, mendListeners } from './bind-callbacks.js';

const METHODS = ['toFile', 'toBuffer', 'metadata', 'stats'];

/** Mends sharp, whose callbacks and events have no context. Anything else stays as it is. */
export function mendSharp(exported: object): void {
  const prototype = prototypeOf(exported);
  if (!hasMethods(prototype, [...METHODS, 'resize']) || !isNew(prototype)) return;
  bindCallbacks(prototype, METHODS);
  mendListeners(prototype);
}
