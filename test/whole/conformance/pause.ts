/** Waits this many milliseconds, on runtimes without `node:timers/promises` too. */
export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Waits until the microtasks that are queued, and those that they queue, have run. Workers have no `setImmediate`. */
export const pause = (): Promise<void> =>
  globalThis.setImmediate === undefined ? sleep(0) : new Promise((resolve) => void setImmediate(resolve));
