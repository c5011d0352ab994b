/** Waits until `condition` holds, for two seconds. */
export async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 5));
  if (!condition()) throw new Error(`Waited in vain for ${condition.toString()}`);
}
