import type { Context } from './context.js';
import { succeeds } from './attempt.js';
import { storage } from './storage.js';

/**
 * Makes `context` current for the rest of the current flow. Returns `false` where the runtime cannot do it: on Workers and in browsers. The
 * context also reaches a caller that has not awaited yet. So use it only for functions that promise just that: `enter` and `exit` of
 * cls-hooked, and `attach` of OpenTelemetry (docs/design/002).
 */
export function enterWith(context: Context | undefined): boolean {
  return succeeds(() => (storage as unknown as { enterWith(store: Context | undefined): void }).enterWith(context));
}
