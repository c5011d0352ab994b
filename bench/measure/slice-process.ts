import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { onOneCore } from './on-one-core.js';
import type { Runtime } from './runtimes.js';

/** What is measured in one process. */
export interface Program {
  readonly runtime: Runtime;
  /** A path from bench/ on, whose last line calls `measureSlices`. */
  readonly module: string;
  readonly args: readonly string[];
  /** The sides that it measures, by their names, and what each is called there. */
  readonly sides: Readonly<Record<string, string>>;
}

/** A process that measures when it is asked to, one slice at a time. */
export class SliceProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;
  readonly #name: string;

  private constructor({ runtime, module, args }: Program) {
    const path = fileURLToPath(new URL(`../${module}`, import.meta.url));
    this.#name = `${runtime.name}, ${module} ${args.join(' ')}`;
    const [command = '', ...rest] = [...onOneCore(), runtime.path, ...runtime.args, path, ...args];
    this.#child = spawn(command, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Starts one, and waits until it is warm. */
  static async start(program: Program): Promise<SliceProcess> {
    const process = new SliceProcess(program);
    while ((await process.#next()) !== 'ready');
    return process;
  }

  /** What an operation costs in a slice, in nanoseconds. */
  async slice(name: string): Promise<number> {
    this.#child.stdin.write(`${name}\n`);
    return Number(await this.#next());
  }

  async stop(): Promise<void> {
    this.#child.stdin.end();
    this.#child.kill();
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
  }

  async #next(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`${this.#name} ended.`);
    return value;
  }
}
