/** In the process of a `Worker`: says that it is ready, and answers each request with what `handle` gives. */
export function answer<Q, A>(handle: (request: Q) => A | Promise<A>): void {
  process.on('message', (request: Q) => void reply(handle, request));
  // Ends with whoever asks, also where that was killed.
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}

async function reply<Q, A>(handle: (request: Q) => A | Promise<A>, request: Q): Promise<void> {
  process.send?.(await handle(request));
}
