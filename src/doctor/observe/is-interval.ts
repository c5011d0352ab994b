import { ownValue } from './harmless.js';

/** Whether a resource is an interval: of Node's `Timeout`, one that is repeated after so many milliseconds. */
export function isInterval(resource: object, type: string): boolean {
  return type === 'Timeout' && typeof ownValue(resource, '_repeat') === 'number';
}
