import type { Sender } from './tracer-provider.js';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** So long, in milliseconds, a signal that nobody else handles waits for the collector: a container is killed after ten seconds. */
const LAST = 5000;

/**
 * Sends what is left when the process ends by itself or by a signal. A signal that the application handles is its own: spans are sent
 * meanwhile. One that nobody handles ends the process, as it would, once they are sent. After `process.exit` nothing can be sent any more.
 */
export function flushAtEnd(sender: Sender): void {
  process.on('beforeExit', () => {
    if (sender.isPending) void sender.flush(); // it is emitted again when that is done
  });
  for (const signal of SIGNALS) flushAt(signal, sender);
}

function flushAt(signal: NodeJS.Signals, sender: Sender): void {
  let isEnding = false;
  // The first to be called, and away while others are: signal-exit and the like count who else listens.
  const flush = (): void => {
    const isAlone = process.listenerCount(signal) === 1;
    if (isEnding || !isAlone) listenAgain();
    if (isEnding) process.kill(process.pid, signal);
    else if (isAlone) void end();
    else void sender.flush();
  };
  const end = async (): Promise<void> => {
    isEnding = true;
    await Promise.race([flushAll(sender), new Promise((resolve) => void setTimeout(resolve, LAST))]);
    listenAgain();
    process.kill(process.pid, signal);
  };
  /** Lets the others have this signal; there is a next one where the process goes on, as the first one of a container does. */
  const listenAgain = (): void => {
    process.off(signal, flush);
    setImmediate(() => {
      isEnding = false;
      process.prependListener(signal, flush);
    }).unref();
  };
  process.prependListener(signal, flush);
}

/** Those too that end meanwhile: of requests that are under way. */
async function flushAll(sender: Sender): Promise<void> {
  do await sender.flush();
  while (sender.isPending);
}
