import { patch } from '../../core/patch.js';
import { activeInstead } from './active-context.js';
import { managers } from './managers-own.js';
import { type OtelContext, openTelemetry } from './opentelemetry-api.js';

type Active = () => OtelContext;

/** A context manager that knows of the spans of this package by itself. */
export function addManager(manager: { active: Active }): void {
  managers.set(manager, () => manager.active());
}

/**
 * Lets the context manager that is registered with OpenTelemetry know of the spans of this package: they are active, and so the parents
 * of what OpenTelemetry's instrumentations record.
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
