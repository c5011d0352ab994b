import { patch } from '../../core/patch.js';
import { singleton } from '../../core/singleton.js';
import { activeInstead } from './active-context.js';
import { type OtelContext, openTelemetry } from './opentelemetry-api.js';

type Active = () => OtelContext;

/** The context managers that know of the spans of this package, each with a function that says what it has active itself. */
const managers = singleton('context-managers', () => new WeakMap<object, Active>());

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

/** What the registered context manager has active itself, without the spans of this package. */
export function activeInManager(): OtelContext | undefined {
  const manager = openTelemetry()?.context;
  return manager && (managers.get(manager)?.() ?? manager.active());
}
