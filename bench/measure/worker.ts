import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { Runtime } from './runtimes.js';

/** A process of its own that answers requests, one at a time, with `answer`. */
export class Worker {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Starts `module`, a path from bench/ on, and waits until it is ready. Flags are those of V8 or of Node. */
  static async start(runtime: Runtime, module: string, args: readonly string[], flags: string[] = []): Promise<Worker> {
    const path = fileURLToPath(new URL(`../${module}`, import.meta.url));
    const child = fork(path, args, { execPath: runtime.path, execArgv: [...runtime.args, ...flags] });
    const worker = new Worker(child);
    await worker.#next();
    return worker;
  }

  /** Asks, and gives the answer. Rejects if the process ends instead. */
  async ask<A>(request: unknown): Promise<A> {
    const answer = this.#next<A>();
    this.#child.send(request as object);
    return answer;
  }

  stop(): void {
    this.#child.kill();
  }

  #next<A>(): Promise<A> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.#child.off('message', onMessage).off('exit', onExit);
      };
      const onMessage = (message: unknown): void => {
        settle();
        resolve(message as A);
      };
      const onExit = (code: number | null): void => {
        settle();
        reject(new Error(`${this.#child.spawnargs.join(' ')} ended with ${code}.`));
      };
      this.#child.on('message', onMessage).on('exit', onExit);
    });
  }
}
