import type { Context } from './context.js';
import { succeeds } from './attempt.js';
import { storage } from './storage.js';

/**
 * Makes `context` current for the rest of the current flow, and says whether it could: Workers and browsers cannot. It reaches a caller that
 * has not awaited yet, and so only what asks for just that may use it (docs/design/002).
 */
export function enterWith(context: Context): boolean {
  return succeeds(() => (storage as unknown as { enterWith(store: Context): void }).enterWith(context));
}
