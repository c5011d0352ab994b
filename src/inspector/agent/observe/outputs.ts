import fs from 'node:fs';

import { attempt } from '../../../core/attempt.js';
import { patch } from '../../../core/patch.js';

type Write = (this: unknown, ...args: unknown[]) => unknown;

/** Told of a text, or bytes, that are about to be written; `below` is the function that was called. */
type Written = (chunk: unknown, by: 'write' | 'writeSync', level: string, below: Function) => void;

/** The outputs by their file descriptors, and the level of what is written there by nobody who knows one. */
const OUTPUTS = { 1: ['stdout', 'info'], 2: ['stderr', 'error'] } as const;

/** What is written to the outputs of the process: by their `write`, and by `fs.writeSync`. Whoever comes by first is told; those below are not. */
export class Outputs {
  readonly #written: Written;
  /** What was put in place: who restores an output puts one of them back. */
  readonly #own = new WeakSet<object>();
  /** What stood there when it was last looked at: each request asks, and nothing has changed as a rule. */
  readonly #latest: Partial<Record<'stdout' | 'stderr', unknown>> = {};
  /** The outputs that are written to now. */
  readonly #writing = { stdout: false, stderr: false };

  constructor(written: Written) {
    this.#written = written;
    this.comeFirst(); // an output that is a file takes the `writeSync` of when it is made
    attempt(() => this.#watchWriteSync());
  }

  #watchWriteSync(): void {
    const writing = this.#writing;
    const written = this.#written;
    patch(fs as unknown as { writeSync: Write }, 'writeSync', (writeSync) => {
      return function writeSyncAndTell(this: unknown, ...args) {
        const output = args[0] === 1 || args[0] === 2 ? OUTPUTS[args[0]] : undefined;
        if (output !== undefined && !writing[output[0]]) written(args[1], 'writeSync', output[1], writeSyncAndTell);
        return Reflect.apply(writeSync, this, args);
      };
    });
  }

  /** Comes by before those who changed the outputs since, such as a test that replaced one. What they put there stays what it is. */
  comeFirst(): void {
    try {
      if (process.stdout.write === this.#latest.stdout && process.stderr.write === this.#latest.stderr) return;
    } catch {
      // One of them cannot be read: the other may have changed.
    }
    for (const [name, level] of Object.values(OUTPUTS)) attempt(() => this.#comeFirstAt(name, level));
  }

  #comeFirstAt(name: 'stdout' | 'stderr', level: string): void {
    const output = process[name] as { write: Write };
    if (!this.#own.has(output.write)) this.#watch(output, name, level);
    this.#latest[name] = output.write;
  }

  #watch(output: { write: Write }, name: 'stdout' | 'stderr', level: string): void {
    const writing = this.#writing;
    const written = this.#written;
    patch(output, 'write', (write) => {
      const apply = (method: Write, self: unknown, args: unknown[]): unknown => {
        if (writing[name]) return Reflect.apply(method, self, args);
        writing[name] = true;
        try {
          written(args[0], 'write', level, apply);
          return Reflect.apply(method, self, args);
        } finally {
          writing[name] = false;
        }
      };
      const own = new Proxy(write, { apply }); // a spy stays a spy
      this.#own.add(own);
      return own;
    });
  }
}
