import { hasMethods, isNew, prototypeOf } from './recognize.js';
import { bindCallback, bindCallbacks } from './bind-callbacks.js';
import { bindListeners, isEmitter } from '../core/tasks/bind-listeners.js';

const METHODS = ['toFile', 'toBuffer', 'metadata', 'stats'];

/** Mends sharp, whose callbacks and events have no context. Anything else stays as it is. */
export function mendSharp(exported: object): void {
  const prototype = prototypeOf(exported);
  if (!hasMethods(prototype, [...METHODS, 'resize']) || !isNew(prototype)) return;
  bindCallbacks(prototype, METHODS);
  if (isEmitter(prototype)) bindListeners(prototype, bindCallback);
}
