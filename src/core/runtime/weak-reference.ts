/** Leads to a value, and does not keep it. */
export interface WeakReference<T> {
  deref(): T | undefined;
}

/** A weak reference to `value`; one that keeps it where the runtime has none: older Workers. */
export function weakReference<T extends object>(value: T): WeakReference<T> {
  return typeof WeakRef === 'function' ? new WeakRef(value) : { deref: () => value };
}
