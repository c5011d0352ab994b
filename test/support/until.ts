/** Waits until `condition` holds, for two seconds unless told otherwise. */
export async function until(condition: () => boolean, seconds = 2): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end && !condition()) await new Promise((resolve) => setTimeout(resolve, 5));
  if (!condition()) throw new Error(`Waited in vain for ${condition.toString()}`);
}
