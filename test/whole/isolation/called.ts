/** Waits for a callback, and checks in it. */
export function called(check: () => void, start: (callback: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    start(() => {
      check();
      resolve();
    });
  });
}
