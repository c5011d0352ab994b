import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { isatty } from 'node:tty';

import type { Launch } from './launch.js';

/** Those that ask a process to end. */
const ENDS: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'];
const SIGNALS: readonly NodeJS.Signals[] = [...ENDS, 'SIGUSR1', 'SIGUSR2'];

/** How a process ended: by itself, without or with a failure; or because somebody wanted it, or never started. */
export type Ending = 'done' | 'failed' | 'stopped';

/**
 * Runs it as if it were this process: with its outputs and signals, the messages of whoever forked it, and its end. `whenOver` is told
 * how it ended; where it answers true, this process goes on.
 */
export function run({ file, args, env, shell }: Launch, whenOver?: (ending: Ending) => Promise<boolean>): void {
  const hasParent = process.send !== undefined;
  const stdio = hasParent ? (['inherit', 'inherit', 'inherit', 'ipc'] as const) : 'inherit';
  const child = spawn(file, args, { stdio: stdio as 'inherit', env, shell });
  if (hasParent) passMessages(child);
  const passed = passSignals(child);
  child.on('error', ({ code }: NodeJS.ErrnoException) => {
    console.error(
      `throughline: cannot start ${file}: ${code}. Start it by its interpreter, such as: throughline sh ${file}`,
    );
    process.exitCode = 1;
    void whenOver?.('stopped');
  });
  child.on('exit', async (code, signal) => {
    passed.stop();
    if (process.connected) process.disconnect();
    const isStopped = passed.wasAskedToEnd() || SIGNALS.some((name) => name === signal);
    const ending = isStopped ? 'stopped' : code === 0 ? 'done' : 'failed';
    if (whenOver !== undefined && (await whenOver(ending)))
      process.exitCode = code ?? 128 + constants.signals[signal ?? 'SIGTERM'];
    else if (signal === null) process.exitCode = code ?? 1;
    else endBy(signal);
  });
}

/** The first process of a container is not ended by a signal of its own: its exit code says then what a shell would. */
function endBy(signal: NodeJS.Signals): void {
  process.exitCode = 128 + constants.signals[signal];
  process.kill(process.pid, signal);
}

/** For whoever started this by `fork`. */
function passMessages(child: ChildProcess): void {
  process.on('message', (message: object, handle) => child.connected && child.send(message, handle as never));
  child.on('message', (message, handle) => process.connected && process.send?.(message, handle));
  process.on('disconnect', () => child.connected && child.disconnect());
  child.on('disconnect', () => process.connected && process.disconnect());
}

function passSignals(child: ChildProcess): { stop(): void; wasAskedToEnd(): boolean } {
  // A terminal sends these two to both.
  const byTerminal = [0, 1, 2].some((file) => isatty(file)) ? ['SIGINT', 'SIGQUIT'] : [];
  let isAsked = false;
  const pass = (signal: NodeJS.Signals): void => {
    isAsked ||= ENDS.includes(signal);
    if (!byTerminal.includes(signal)) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  return {
    stop: () => SIGNALS.forEach((signal) => process.off(signal, pass)),
    wasAskedToEnd: () => isAsked,
  };
}
