import type { Sender } from './tracer-provider.js';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** How long a signal waits for the collector, in milliseconds. A container is killed after ten seconds. */
const MAX_WAIT = 5000;

/**
 * Sends the spans that are left when the process ends by itself or by a signal. If the application handles the signal, spans are sent
 * meanwhile. If nobody does, the signal ends the process once they are sent. After `process.exit` nothing can be sent any more.
 */
export function flushAtEnd(sender: Sender): void {
  process.on('beforeExit', () => {
    if (sender.isPending) void sender.flush(); // it is emitted again when that is done
  });
  for (const signal of SIGNALS) flushAt(signal, sender);
}

function flushAt(signal: NodeJS.Signals, sender: Sender): void {
  let isEnding = false;
  // It is called first, and takes itself off while the other listeners run: signal-exit and the like count the listeners.
  const flush = (): void => {
    const isAlone = process.listenerCount(signal) === 1;
    if (isEnding || !isAlone) listenAgain();
    if (isEnding) process.kill(process.pid, signal);
    else if (isAlone) void end();
    else void sender.flush();
  };
  const end = async (): Promise<void> => {
    isEnding = true;
    await Promise.race([flushAll(sender), new Promise((resolve) => void setTimeout(resolve, MAX_WAIT))]);
    listenAgain();
    process.kill(process.pid, signal);
  };
  /** Leaves this signal to the others, and listens for the next one: the process may go on, as the first process of a container does. */
  const listenAgain = (): void => {
    process.off(signal, flush);
    setImmediate(() => {
      isEnding = false;
      process.prependListener(signal, flush);
    }).unref();
  };
  process.prependListener(signal, flush);
}

/** Sends all spans, also those that end meanwhile, in requests that are under way. */
async function flushAll(sender: Sender): Promise<void> {
  do await sender.flush();
  while (sender.isPending);
}
