/** Made by bundle.ts: a way to load each test file of the suite, by its path. */
declare module 'throughline-runtimes:suite' {
  const suite: Readonly<Record<string, () => Promise<unknown>>>;
  export default suite;
}
