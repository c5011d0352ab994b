import { singleton } from '../../core/singleton.js';
import { type OtelContext, openTelemetry } from './opentelemetry-api.js';

/** What says, for a context manager of OpenTelemetry, what it has active itself: all those that know of the spans of this package. */
export const managers = singleton('context-managers', () => new WeakMap<object, () => OtelContext>());

/** What the context manager that is registered has active itself, whatever this package has. */
export function activeInManager(): OtelContext | undefined {
  const manager = openTelemetry()?.context;
  return manager && (managers.get(manager)?.() ?? manager.active());
}
