import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { Program, Trace } from './program.js';

/** Why programs cannot be run by CPython here; `undefined` when they can. */
export function whyNoPython(): string | undefined {
  const { status, stdout } = spawnSync('python3', ['-c', 'import sys; print(*sys.version_info[:2])'], {
    encoding: 'utf8',
  });
  if (status !== 0) return 'python3 is not installed';
  const [major = 0, minor = 0] = stdout.trim().split(' ').map(Number);
  return major === 3 && minor >= 11 ? undefined : `python3 is ${major}.${minor}, 3.11 is needed`;
}

/** A process of CPython that runs programs, one after the other. */
export class CPython implements Disposable {
  readonly #child = spawn('python3', ['-B', join(import.meta.dirname, 'interpreter.py')], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  readonly #waiting: { resolve: (trace: Trace) => void; reject: (error: Error) => void }[] = [];
  #complaints = '';

  constructor() {
    createInterface(this.#child.stdout).on('line', (line) => this.#waiting.shift()?.resolve(JSON.parse(line) as Trace));
    this.#child.stderr.on('data', (chunk: Buffer) => (this.#complaints += chunk.toString()));
    this.#child.stdin.on('error', () => {});
    this.#child.on('close', () => {
      for (const { reject } of this.#waiting) reject(new Error(`interpreter.py ended: ${this.#complaints}`));
    });
  }

  /** What the process wrote to stderr: nothing, if all is well. */
  get complaints(): string {
    return this.#complaints;
  }

  run(program: Program): Promise<Trace> {
    if (this.#child.exitCode !== null) return Promise.reject(new Error(`interpreter.py ended: ${this.#complaints}`));
    this.#child.stdin.write(`${JSON.stringify(program)}\n`);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  [Symbol.dispose](): void {
    this.#child.kill();
  }
}
