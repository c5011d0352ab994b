import { succeeds } from '../../core/attempt.js';
import { patch, type Restore } from '../../core/patch.js';

/** Changes to the properties of one object, to be undone together. */
export class Changes {
  readonly #target: object;
  readonly #restore: Restore[] = [];

  constructor(target: object) {
    this.#target = target;
  }

  /** Replaces a property, and says whether that was possible. */
  replace<V>(name: PropertyKey, make: (original: V) => V): boolean {
    const target = this.#target as Record<PropertyKey, V>;
    return succeeds(() => void this.#restore.push(patch(target, name, make)));
  }

  /** Never throws, also for a proxy that does: what it refuses stays. */
  undo(): void {
    for (const restore of this.#restore.splice(0).toReversed()) succeeds(restore);
  }
}
