import { patch } from '../../core/patch.js';
import { activeInstead } from './active-context.js';
import { managers } from './active-in-manager.js';
import { type OtelContext, openTelemetry } from './opentelemetry-api.js';

type Active = () => OtelContext;

/** Adds a context manager that knows of the spans of this package by itself. */
export function addManager(manager: { active: Active }): void {
  managers.set(manager, () => manager.active());
}

/**
 * Tells the registered context manager of the spans of this package: from now on they are active for OpenTelemetry, and so the parents of what
 * its instrumentations record.
 */
export function tellManager(): void {
  const manager = openTelemetry()?.context;
  if (manager === undefined || managers.has(manager)) return;
  patch(manager, 'active', (active) => {
    managers.set(manager, () => active.call(manager));
    return function activeWithin(this: unknown) {
      return activeInstead(active.call(this));
    };
  });
}
