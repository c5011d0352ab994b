/** In the process of a `Worker`: says that it is ready, and answers each request with what `handle` gives. */
export function answer(handle: (request: never) => unknown): void {
  process.on('message', (request: unknown) => void reply(handle, request));
  // Ends with whoever asks, also where that was killed.
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}

async function reply(handle: (request: never) => unknown, request: unknown): Promise<void> {
  process.send?.(await handle(request as never));
}
