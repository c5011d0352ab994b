import { attempt } from '../core/attempt.js';
import { patch } from '../core/patch.js';

/** Those that end a process which does not listen to them, without the event `exit`. */
const ENDS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM'];

/**
 * Calls `report` on `SIGUSR2`, and before `SIGINT` or `SIGTERM` ends the process. What the application does about them stays: its
 * listeners are called, and see only themselves. Returns what ends that. A process that never comes back to its event loop cannot be ended
 * by these two meanwhile.
 */
export function reportOnSignals(report: () => void): () => void {
  const stops = ENDS.map((signal) => reportBefore(signal));
  // Who listens, and ends the process by its own hand once it has cleaned up, as the package signal-exit does.
  stops.push(
    patch(process, 'kill', (kill) => {
      return function killAfterReport(this: unknown, ...args: Parameters<typeof process.kill>) {
        const [pid, signal = 'SIGTERM'] = args;
        const isEnd =
          pid === process.pid && ENDS.some((end) => end === signal) && process.listenerCount(String(signal)) === 0;
        if (isEnd) report();
        return Reflect.apply(kill, this, args);
      };
    }),
  );
  attempt(() => process.on('SIGUSR2', report)); // Windows has none
  stops.push(() => void process.off('SIGUSR2', report));
  return () => stops.forEach((stop) => stop());
}

/** Comes first, and goes away while others are called: they may count the listeners to find out who ends the process. */
function reportBefore(signal: NodeJS.Signals): () => void {
  let isOver = false;
  const end = (): void => {
    process.off(signal, end);
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    else setImmediate(listen).unref();
  };
  const listen = (): void => void (isOver || process.prependListener(signal, end));
  listen();
  return () => {
    isOver = true;
    // A signal that has come meanwhile is told in the next turn of the event loop. With no listener, it would be lost.
    afterNextTurn(() => process.off(signal, end));
  };
}

/** The first immediate may be called before the event loop looks for signals again. */
function afterNextTurn(act: () => void): void {
  setImmediate(() => setImmediate(act).unref()).unref();
}
