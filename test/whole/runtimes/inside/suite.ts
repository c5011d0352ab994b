/** A way to load each test file of the suite, by its path. `bundle.ts` puts what it bundles in the place of this. */
export const suite: Readonly<Record<string, () => Promise<unknown>>> = {};
